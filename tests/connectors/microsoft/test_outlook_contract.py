"""Outlook and Exchange keep every promise of the ports for calendars and mail, against the emulated supplier."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.microsoft.calendar import MicrosoftCalendar
from connectors.microsoft.event_body import search_id
from connectors.microsoft.mail import MicrosoftMailer
from connectors.ports import Answer, Calendar, Mailer, OutgoingMail
from tests.connectors import contracts
from tests.connectors.contracts import Received, Standing
from tests.connectors.microsoft.outlook_staff import delivered, standing
from tests.emulators.microsoft.calendar_part import calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.mail_part import mailbox
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.world import MAILBOX

pytestmark = pytest.mark.slow
WORDS = {Answer.ACCEPTED: "accepted", Answer.DECLINED: "declined", Answer.TENTATIVE: "tentativelyAccepted"}


class Housed:
    """A contract's world."""

    house: School

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house


class TestMicrosoftCalendar(Housed, contracts.CalendarContract):
    def open(self) -> Calendar:
        return MicrosoftCalendar(self.house.door(), MAILBOX)

    def meetings_of(self, address: str) -> list[Standing]:
        return standing(self.house.world, address)

    def notices_to(self, address: str) -> int:
        return calendars(self.house.world).notices[address]

    def guest_says(self, key: str, attendee: str, answer: Answer, *, at: datetime) -> None:
        world = self.house.world
        world.now = max(world.now, at)
        [event] = calendars(world).by_property(search_id(key))
        calendars(world).answer(event, attendee, WORDS[answer], at)

    def add_foreign(self, address: str, starts_at: datetime, ends_at: datetime) -> None:
        calendars(self.house.world).foreign.setdefault(address, []).append((starts_at, ends_at, "busy"))

    def break_calendar(self, address: str) -> None:
        calendars(self.house.world).unreadable.add(address)

    def expired_cursor(self) -> str:
        """The programme has moved to another mailbox: Exchange itself forgets no time."""
        return MicrosoftCalendar(self.house.door(), MAILBOX).guest_answers(None).cursor.replace('["', '["0', 1)


class TestMicrosoftMailer(Housed, contracts.LineMailerContract):
    def open(self) -> Mailer:
        return MicrosoftMailer(self.house.door(), mailbox=MAILBOX, from_name="Peer mentoring")

    def delivered(self, address: str) -> list[Received]:
        return delivered(self.house.world, address)

    def bounce(self, mail: OutgoingMail, reason: str, *, at: datetime) -> None:
        world = self.house.world
        world.now = max(world.now, at)
        [raw] = mailbox(world).delivered(mail.to)
        mailbox(world).bounce(world, raw, mail.to, reason, at)

    def lose_answer(self, *, after_sending: bool) -> None:
        kind = Kind.DROP_AFTER if after_sending else Kind.DROP_BEFORE
        self.house.world.faults.plan("POST /users/{user-id}/messages/{message-id}/send", kind)

    def expired_cursor(self) -> str:
        cursor = self.open().bounces(None).cursor
        mailbox(self.house.world).forgotten = 1
        return cursor
