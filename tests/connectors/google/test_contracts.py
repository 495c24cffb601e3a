"""Google keeps every promise of the ports, against the emulated supplier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from connectors.google.event_body import event_id
from connectors.google.form_making import question_id
from connectors.google.forms import GoogleForms
from connectors.google.grid import tab_id
from connectors.google.keys import KeyRing
from connectors.google.webhook import PushVerifier
from connectors.ports import (
    Answer,
    Calendar,
    Eraser,
    FormSource,
    Mailer,
    OutgoingMail,
    Probe,
    Puller,
    Subscription,
    Subscriptions,
    Table,
    WebhookVerifier,
)
from tests.connectors import contracts
from tests.connectors.contracts import APPLY, MAIL, MEETING, NOW, WORRY, Received, Standing
from tests.emulators.google.calendar_model import times
from tests.emulators.google.faults import Kind
from tests.emulators.google.gmail_model import parse
from tests.emulators.google.identity import PUSH_ACCOUNT, Identities, certificate_pem
from tests.emulators.google.pubsub_model import Message, push_body
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import BOOK, PUSH_URL, QUEUE, TOPIC, School
from tests.emulators.google.sheets_model import Tab

pytestmark = pytest.mark.slow


class Housed:
    """A contract's world."""

    house: School

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house


class TestGoogleForms(Housed, contracts.FormSourceContract):
    def open(self) -> FormSource:
        """As after a restart: what `nearpeer forms create` printed stands in the programme's file by now."""
        source = self.house.open().forms
        assert isinstance(source, GoogleForms)
        if self.house.world.forms.files:
            source.ensure((APPLY, WORRY))
            self.house.extra |= source.described()
        reopened = self.house.open().forms
        assert isinstance(reopened, GoogleForms)
        return reopened

    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        world = self.house.world
        world.now = max(world.now, at)
        [found] = [file for file in world.forms.files.values() if file.info["documentTitle"] == f"nearpeer {form}"]
        given = {}
        for key, texts in answers.items():
            identifier = question_id(form, key)
            if key.startswith("?"):
                identifier = f"{world.forms.number():08x}"
                question = {"questionId": identifier, "textQuestion": {}}
                found.items.append({"itemId": "added", "title": key[1:], "questionItem": {"question": question}})
            given[identifier] = texts
        world.forms.submit(found.form_id, given, at)

    def expired_cursor(self) -> str:
        return '{"version":0,"forms":{}}'

    def named(self, form: str) -> str:
        files = self.house.world.forms.files.values()
        return next(file.form_id for file in files if file.info["documentTitle"] == f"nearpeer {form}")


class TestGoogleTable(Housed, contracts.TableContract):
    def open(self) -> Table:
        return self.house.open().table

    def tab(self, tab: str) -> Tab:
        return self.house.world.workbooks.get(BOOK).tab(tab_id(tab))

    def column(self, tab: str, column: str) -> int:
        names = {value: c for (r, c), value in self.tab(tab).cells.items() if r == 0}
        return names.get(column, names.get(f"staff:{column}", -1))

    def row(self, tab: str, key: str) -> int:
        return min(r for (r, c), value in self.tab(tab).cells.items() if c == 0 and r > 1 and value == key)

    def see(self, tab: str) -> list[dict[str, str]]:
        sheet = self.tab(tab)
        heads = {c: str(v) for (r, c), v in sorted(sheet.cells.items()) if r == 1 and c not in sheet.hidden_columns}
        rows = sorted({r for r, _ in sheet.cells if r > 1})
        return [{head: str(sheet.cells.get((r, c), "")) for c, head in heads.items()} for r in rows]

    def staff_edit(self, tab: str, key: str, column: str, value: str) -> None:
        self.tab(tab).put(self.row(tab, key), self.column(tab, column), value)

    def staff_note(self, tab: str, key: str, title: str, value: str) -> None:
        sheet = self.tab(tab)
        free = max(c for r, c in sheet.cells if r == 1) + 1
        place = next((c for (r, c), v in sheet.cells.items() if r == 1 and v == title), free)
        sheet.put(1, place, title)
        sheet.put(self.row(tab, key), place, value)

    def staff_add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        sheet = self.tab(tab)
        row = sheet.last_row() + 1
        for column, value in cells.items():
            sheet.put(row, self.column(tab, column), value)

    def staff_copy_row(self, tab: str, key: str) -> None:
        sheet, row = self.tab(tab), self.row(tab, key)
        target = sheet.last_row() + 1
        sheet.cells |= {(target, c): v for (r, c), v in list(sheet.cells.items()) if r == row}

    def staff_delete_row(self, tab: str, key: str) -> None:
        self.tab(tab).shift("ROWS", self.row(tab, key), -1)

    def staff_sort(self, tab: str, column: str) -> None:
        self.tab(tab).sort(self.column(tab, column), descending=True)

    def staff_insert_column(self, tab: str, title: str, *, before: str) -> None:
        place = self.column(tab, before)
        self.tab(tab).shift("COLUMNS", place, 1)
        self.tab(tab).put(1, place, title)

    def staff_rename_header(self, tab: str, column: str, title: str) -> None:
        self.tab(tab).put(1, self.column(tab, column), title)

    def staff_move_column_last(self, tab: str, column: str) -> None:
        sheet = self.tab(tab)
        sheet.move_column(self.column(tab, column), max(c for _, c in sheet.cells) + 1)

    def staff_delete_tab(self, tab: str) -> None:
        self.house.world.workbooks.get(BOOK).tabs.remove(self.tab(tab))

    def staff_lock(self) -> None:
        """Sheets knows no locks; a workbook that computes too long answers so."""
        self.house.world.faults.plan("sheets", Kind.REFUSE, times=None)

    def staff_unlock(self) -> None:
        self.house.world.faults.planned.clear()

    def corrupt(self) -> None:
        del self.house.world.workbooks.books[BOOK]

    def empty(self) -> None:
        for tab in self.house.world.workbooks.get(BOOK).tabs:
            tab.cells = {place: value for place, value in tab.cells.items() if place[0] <= 1}

    def supplier_calls(self) -> int:
        return self.house.world.calls()


class TestGoogleCalendar(Housed, contracts.CalendarContract):
    def open(self) -> Calendar:
        return self.house.open().calendar

    def meetings_of(self, address: str) -> list[Standing]:
        found = []
        for event in self.house.world.calendars.standing(address):
            private = event["extendedProperties"]["private"]
            start, end = times(event)
            found.append(
                Standing(
                    key=private["nearpeer-key"],
                    version=int(private["nearpeer-version"]),
                    title=event["summary"],
                    starts_at=start,
                    ends_at=end,
                    location=event["location"],
                )
            )
        return sorted(found, key=lambda meeting: meeting.starts_at)

    def notices_to(self, address: str) -> int:
        return self.house.world.calendars.notices[address]

    def guest_says(self, key: str, attendee: str, answer: Answer, *, at: datetime) -> None:
        self.house.world.calendars.answer(event_id(key, 0), attendee, answer.value, at)

    def add_foreign(self, address: str, starts_at: datetime, ends_at: datetime) -> None:
        self.house.world.calendars.foreign.setdefault(address, []).append((starts_at, ends_at))

    def break_calendar(self, address: str) -> None:
        self.house.world.calendars.unreadable.add(address)

    def expired_cursor(self) -> str:
        cursor = self.open().guest_answers(None).cursor
        self.house.world.calendars.oldest_token = 10
        return cursor


class TestGoogleMailer(Housed, contracts.MailerContract):
    def open(self) -> Mailer:
        return self.house.open().mailer

    def delivered(self, address: str) -> list[Received]:
        found = []
        for raw in self.house.world.mail.delivered.get(address, []):
            message = parse(raw)
            text, html = message.get_body(("plain",)), message.get_body(("html",))
            assert text
            assert html
            found.append(
                Received(
                    to=tuple(one.addr_spec for one in message["To"].addresses),
                    subject=str(message["Subject"]),
                    text=text.get_content(),
                    html=html.get_content(),
                    headers={name.lower(): str(value) for name, value in message.items()},
                )
            )
        return found

    def bounce(self, mail: OutgoingMail, reason: str, *, at: datetime) -> None:
        self.house.world.now = max(self.house.world.now, at)
        [raw] = self.house.world.mail.delivered[mail.to]
        self.house.world.mail.bounce(raw, mail.to, reason, at)

    def lose_answer(self, *, after_sending: bool) -> None:
        kind = Kind.DROP_AFTER if after_sending else Kind.DROP_BEFORE
        self.house.world.faults.plan("gmail.users.drafts.send", kind)

    def expired_cursor(self) -> str:
        cursor = self.open().bounces(None).cursor
        self.house.world.mail.oldest_history = int(cursor) + 1
        return cursor


class TestGoogleEraser(Housed, contracts.EraserContract):
    """Of answers to forms only the ids are looked at: no call of the Forms API deletes an answer."""

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house, house.extra = house, {"erase_mail": "yes"}

    def open(self) -> Eraser:
        eraser = self.house.open().eraser
        assert eraser
        return eraser

    def keep(self, address: str) -> str:
        suite, mail = self.house.open(), replace(MAIL, to=address, to_name="")
        suite.mailer.send(suite.mailer.draft(replace(mail, key=f"sent/{address}")))
        suite.mailer.draft(replace(mail, key=f"draft/{address}"))
        self.house.world.mail.bounce(self.house.world.mail.delivered[address][-1], address, "no such user", NOW)
        people = {"organiser": "lead@oak.example", "attendees": (address, "twin@oak.example"), "room": ""}
        entry = replace(MEETING, key=f"meeting/{event_id(address, 1)}", title=f"With {address}", **people)  # type: ignore[arg-type]  # real fields only
        suite.calendar.put((entry,))
        self.house.world.calendars.answer(event_id(entry.key, 0), address, "accepted", NOW)
        suite.calendar.put((replace(entry, version=2, location="Hall"),))
        suite.forms.ensure((APPLY,))
        [form] = self.house.world.forms.files.values()
        return self.house.world.forms.submit(form.form_id, {question_id(APPLY.kind, "email"): (address,)}, NOW)

    def kept(self) -> str:
        """The robot's mailbox without its bin, the programme's calendar without what Google itself notes of changes."""
        world = self.house.world
        mails = [m.raw.decode() for m in world.mail.messages.values() if "TRASH" not in m.labels]
        shown = [{k: v for k, v in e.items() if k not in {"etag", "updated"}} for e in world.calendars.events.values()]
        answers = [answer for form in world.forms.files.values() for answer in form.responses]
        return "\n".join([*mails, json.dumps(shown), *answers])


class TestGooglePushVerifier(contracts.WebhookVerifierContract):
    def open(self) -> WebhookVerifier:
        keys = KeyRing({name: certificate_pem(name) for name in Identities().signing})
        return PushVerifier(keys=keys, audience=PUSH_URL, sender=PUSH_ACCOUNT)

    def notification(self, *, now: datetime) -> tuple[Mapping[str, str], bytes]:
        attributes = {"eventType": "RESPONSES", "formId": "1FAI", "watchId": "nearpeer-responses"}
        message = Message(message_id="7000000001", attributes=attributes, published_at=now)
        token = Identities().push_token(PUSH_URL, PUSH_ACCOUNT, now)
        return {"Authorization": f"Bearer {token}"}, push_body(message, QUEUE)

    def source(self) -> str:
        return "forms"


class TestGoogleSubscriptions(Housed, contracts.SubscriptionsContract):
    def open(self) -> Subscriptions:
        self.house.extra = self.house.pushed()
        suite = self.house.open()
        suite.forms.ensure((APPLY, WORRY))
        return Moving(self.house, suite.subscriptions)


class Moving:
    """Google's clock goes with ours."""

    def __init__(self, house: School, subscriptions: Subscriptions) -> None:
        self.house, self.subscriptions = house, subscriptions

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        self.house.world.now = now
        return self.subscriptions.keep_alive(now)


class TestGooglePuller(Housed, contracts.PullerContract):
    def open(self) -> Puller:
        self.house.extra = self.house.pulled()
        suite = self.house.open()
        suite.subscriptions.keep_alive(NOW)
        assert suite.puller
        return suite.puller

    def notify(self) -> None:
        self.open()
        attributes = {"eventType": "RESPONSES", "formId": "1FAI", "watchId": "nearpeer-responses"}
        self.house.world.queues.publish(TOPIC, attributes, NOW)


class TestGoogleProbe(Housed, contracts.ProbeContract):
    def open(self) -> Probe:
        self.house.extra = self.house.pulled()
        suite = self.house.open()
        suite.forms.ensure((APPLY, WORRY))
        suite.subscriptions.keep_alive(NOW)
        return suite.probe

    def open_broken(self) -> Probe:
        self.house.world.workbooks.get(BOOK).editable = False
        self.house.world.faults.plan("gmail", Kind.REFUSE, times=None, refusal=Refused(403, "domainPolicy", "Off."))
        return self.house.open().probe
