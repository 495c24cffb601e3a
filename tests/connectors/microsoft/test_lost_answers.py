"""Executed, but the answer was lost: hundreds of times for mails and meetings, and nothing is ever doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from connectors.microsoft.calendar import MicrosoftCalendar
from connectors.microsoft.event_body import search_id
from connectors.microsoft.mail import MicrosoftMailer
from tests.connectors.attempts import mail_once, put_once, until_done
from tests.connectors.contracts import ADA, HOUR, MAIL, MEETING, NOW
from tests.emulators.microsoft.calendar_part import calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.mail_part import mailbox
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.world import MAILBOX

pytestmark = pytest.mark.slow
RUNS = 30
KINDS = (Kind.DROP_AFTER, Kind.DROP_AFTER, Kind.LATE, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.REFUSE)


def test_no_mail_is_doubled_or_lost(house: School) -> None:
    mailer, drafts = MicrosoftMailer(house.door(), mailbox=MAILBOX), dict[str, str]()
    house.world.faults.by_chance(0.5, 20_260_907, KINDS)
    mailbox(house.world).unfiled = 1
    for number in range(RUNS):
        until_done(partial(mail_once, mailer, drafts, f"k{number}"), house.world.advance)
    keys = [raw.partition(b"X-Nearpeer-Key: ")[2].split()[0] for raw in mailbox(house.world).delivered(MAIL.to)]
    assert Counter(keys) == {f"k{number}".encode(): 1 for number in range(RUNS)}
    assert lost(house) >= RUNS // 2


def test_no_meeting_is_doubled_lost_or_told_twice(house: School) -> None:
    calendar = MicrosoftCalendar(house.door(), MAILBOX)
    house.world.faults.by_chance(0.5, 20_260_908, KINDS)
    for number in range(RUNS):
        entry = replace(MEETING, key=f"k{number}")
        moved = replace(entry, version=2, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
        for version in (entry, moved, replace(moved, version=3, cancelled=number % 2 == 0)):
            until_done(partial(put_once, calendar, version), house.world.advance)
    held = calendars(house.world)
    found = Counter(event.properties[name] for event in held.events.values() for name in event.properties)
    assert {found[search_id(f"k{number}")] for number in range(1, RUNS, 2)} == {1}
    assert len(held.events) == RUNS // 2
    assert held.notices[ADA] == 2 * RUNS + RUNS // 2
    assert lost(house) >= RUNS // 2


def lost(house: School) -> int:
    """How many acts were executed and their answers lost."""
    kinds = (Kind.DROP_AFTER, Kind.LATE)
    return sum(call.fault in kinds and not call.method.startswith("GET") for call in house.world.ledger)
