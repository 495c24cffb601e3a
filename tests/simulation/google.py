"""A school's people on the emulated Google: forms, mail, guests and the workbook, for `nearpeer simulate`.

    PYTHONPATH=. nearpeer simulate --suite google --outside tests.simulation.google --faults 0.1 --out year

The faults are the emulator's own: of all calls that share is refused, delayed, dropped before or after it was carried
out, or carried out twice. What is judged is what the emulator's ledger shows: mails that arrived, events that stand,
cells of the workbook.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from connectors.google.event_body import KEY
from connectors.google.form_making import question_id
from connectors.google.webhook import deliveries
from service.delivery.limits import Budget
from service.engine import EngineSettings
from service.simulate.evidence import Answered, Evidence, Mail, Meeting, assemble, read_mail
from service.simulate.inside import SWEEP, Site
from service.simulate.outside import Answers, Book, Played
from service.simulate.plan import Plan, opening
from service.simulate.post import Letter, Link, read_letter
from service.simulate.school import School
from service.storage.projections import WORKBOOK
from tests.emulators.google.calendar_model import times
from tests.emulators.google.forms_model import PUSH_EVERY, FormFile, parse
from tests.emulators.google.gmail_model import parse as parse_mail
from tests.emulators.google.school import BOOK, QUEUE
from tests.emulators.google.school import School as Emulated
from tests.emulators.google.school import school as emulated
from tests.emulators.google.sheets_model import Formula, Tab
from tests.emulators.google.world import World
from workflows.forms import standard_forms

NAMED = "nearpeer "  # how a form's file is called before its kind
LINK = "https://docs.google.com/forms/"
PUSH_LOST = 0.10  # share of pushes that never arrive
EDITS = 0.5  # share of second answers that are edits of the first
ACCEPTS, DECLINES = 0.6, 0.03  # of invitations; the rest stay unanswered
PRIVATE = 0.03  # share of pupils whose calendar nobody may read
WORDS, FIRST = 1, 2  # rows: the one with the marks is hidden and not for people
BUDGETS = {WORKBOOK: Budget(per_minute=30, burst=5, write_every=timedelta(hours=6))}


@dataclass(kw_only=True)
class GoogleOutside:
    """An `Outside` in the emulated world."""

    world: World
    school: School
    random: Random
    faults: float
    guests_answer: bool = True
    _read: int = 0  # arrivals that were read
    _seen: int = 0  # changes of events that guests have seen
    _answers: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    _asked: set[tuple[str, str, str]] = field(default_factory=set)
    _sent: dict[tuple[str, str], str] = field(default_factory=dict)  # form and address -> response

    def __post_init__(self) -> None:
        self._keys = {
            question_id(form.kind, asked.key): asked.key
            for form in standard_forms(self.school.policy)
            for asked in form.fields
        }
        pupils = {pupil.email for pupil in self.school.pupils}
        self._pupils = frozenset(pupils)
        self.world.calendars.unreadable |= {one for one in sorted(pupils) if self.random.random() < PRIVATE}

    # --- time, notifications, guests ---------------------------------------------------------------

    def move(self, now: datetime) -> None:
        """See `Outside.move`. From the first instant on the supplier misbehaves: the service is laid out by then."""
        self.world.now = max(now, self.world.now)
        self.world.faults.rate = self.faults
        while self._answers and self._answers[0][0] <= now:
            at, event, address, answer = heapq.heappop(self._answers)
            if self.world.calendars.events[event]["status"] != "cancelled":
                self.world.calendars.answer(event, address, answer, at)
                self._seen = self.world.calendars.changes
        self._invited(now)

    def _invited(self, now: datetime) -> None:
        """Pupils see what is new in their calendars; most say something to it, within two days."""
        calendars = self.world.calendars
        if calendars.changes == self._seen or not self.guests_answer:
            return
        fresh = [name for name, change in calendars.touched.items() if change > self._seen]
        self._seen = calendars.changes
        for name in fresh:
            event = calendars.events[name]
            for guest in event.get("attendees", ()):
                asked = (name, guest["email"], event["start"]["dateTime"])
                if (
                    guest["email"] in self._pupils
                    and guest["responseStatus"] == "needsAction"
                    and asked not in self._asked
                ):
                    self._asked.add(asked)
                    self._plan_answer(name, guest["email"], now)

    def _plan_answer(self, event: str, address: str, now: datetime) -> None:
        chance, at = self.random.random(), now + timedelta(hours=self.random.uniform(0.5, 48))
        if chance < ACCEPTS + DECLINES:
            answer = "accepted" if chance < ACCEPTS else "declined"
            heapq.heappush(self._answers, (at, event, address, answer))

    def told(self) -> Sequence[str]:
        """See `Outside.told`: a push, or two, or three in any order, say no more than at which form to look."""
        self.world.tell()
        arrived = [
            push for push in self.world.queues.pushes(QUEUE) if self.random.random() >= PUSH_LOST * self.faults * 10
        ]
        found = [one for push in arrived for one in deliveries(json.loads(push)["message"], self.world.now)]
        return [f"{one.source}:{one.about}" for one in found]

    @property
    def tells_at(self) -> datetime | None:
        """See `Outside.tells_at`: a watch tells once in thirty seconds."""
        waiting = [
            form.pushed_at.get(name, self.world.now) + PUSH_EVERY
            for form in self.world.forms.files.values()
            for name in form.untold & form.watches.keys()
        ]
        return min(waiting, default=None)

    # --- forms and mail ------------------------------------------------------------------------------

    def submit(self, form: str, answers: Answers, now: datetime) -> None:
        """See `Outside.submit`. Somebody who sends a form again edits the first answer, or sends a second one."""
        file = self._file(form)
        who = next((answers[key][0] for key in ("email", "code") if answers.get(key)), "")
        earlier = self._sent.get((form, who), "") if who and self.random.random() < EDITS else ""
        given = {question_id(form, key): texts for key, texts in answers.items()}
        with self.world.lock:
            sent = self.world.forms.submit(file.form_id, given, now, edits=earlier)
            self.world.forms.notify(file.form_id, "RESPONSES", now, self.world.publish)
        self._sent[form, who] = sent

    def _file(self, form: str) -> FormFile:
        return next(f for f in self.world.forms.files.values() if f.info["documentTitle"] == NAMED + form)

    def letters(self, addresses: Sequence[str] | None) -> Iterator[Letter]:
        """See `Outside.letters`."""
        del addresses  # the world knows what has arrived
        arrived = self.world.mail.arrivals[self._read :]
        self._read += len(arrived)
        for one in arrived:
            yield read_letter(one.to, parse_mail(one.raw), self.links)

    def links(self, text: str) -> Iterator[Link]:
        """The forms that a mail links to. What is filled in already is `entry.` and the question's id as a number."""
        kinds = {
            form_id: file.info["documentTitle"].removeprefix(NAMED) for form_id, file in self.world.forms.files.items()
        }
        for word in text.split():
            if word.startswith(LINK):
                parts = urlsplit(word.rstrip(".,)>"))
                filled = [(name.removeprefix("entry."), value) for name, value in parse_qsl(parts.query) if "." in name]
                prefill = tuple((self._keys[f"{int(number):08x}"], value) for number, value in filled)
                yield Link(form=kinds[parts.path.split("/")[-2]], prefill=prefill)

    # --- the workbook --------------------------------------------------------------------------------

    def open_book(self) -> bool:
        """See `Outside.open_book`. A sheet is never locked."""
        return True

    def work_at_book(self, work: Callable[[Book], None], now: datetime) -> None:
        """See `Outside.work_at_book`."""
        del now  # cells bear no time
        with self.world.lock:
            work(SheetBook({tab.title: tab for tab in self.world.workbooks.get(BOOK).tabs}))

    # --- evidence --------------------------------------------------------------------------------------

    def evidence(self, deleted: Sequence[str]) -> Evidence:
        """See `Outside.evidence`."""
        history = {
            file.info["documentTitle"].removeprefix(NAMED): [self._answered(one) for one in _in_order(file)]
            for file in self.world.forms.files.values()
        }
        tabs = {
            tab.title: [[str(v) for v in line] for line in tab.values({})]
            for tab in self.world.workbooks.get(BOOK).tabs
        }
        return assemble(
            history=history, tabs=tabs, mails=self._mails(), meetings=list(self._meetings()), deleted=deleted
        )

    def _answered(self, response: Mapping[str, Any]) -> Answered:
        given = {
            self._keys[question]: [part["value"] for part in answer["textAnswers"]["answers"]]
            for question, answer in response["answers"].items()
        }
        return Answered(
            response_id=response["responseId"], submitted_at=parse(response["lastSubmittedTime"]), answers=given
        )

    def _mails(self) -> list[Mail]:
        return [read_mail(one.to, parse_mail(one.raw), one.at) for one in self.world.mail.arrivals]

    def _meetings(self) -> Iterator[Meeting]:
        """Each event in each guest's calendar. One that was cancelled and put anew under another id counts once."""
        standing = {_key(event) for event in self.world.calendars.events.values() if event["status"] != "cancelled"}
        gone: set[str] = set()
        for event in self.world.calendars.events.values():
            cancelled, key = event["status"] == "cancelled", _key(event)
            if cancelled and key in standing | gone:
                continue
            gone |= {key} if cancelled else set()
            start, end = times(event)
            for guest in event.get("attendees", ()):
                yield Meeting(
                    calendar=guest["email"],
                    key=key,
                    starts_at=start,
                    ends_at=end,
                    place=event.get("location", ""),
                    cancelled=cancelled,
                )


def _in_order(file: FormFile) -> list[Mapping[str, Any]]:
    return sorted(file.responses.values(), key=lambda one: parse(one["lastSubmittedTime"]))


def _key(event: Mapping[str, Any]) -> str:
    return str(event["extendedProperties"]["private"][KEY]).split("/meeting/", 1)[-1]


@dataclass(frozen=True, slots=True)
class SheetBook:
    """A `Book` in the browser: tabs by title."""

    tabs: Mapping[str, Tab]

    def rows(self, title: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """See `Book.rows`."""
        tab = self.tabs[title]
        for number, line in enumerate(tab.values({}), start=0):
            if number >= FIRST and line and line[0]:
                texts = dict(enumerate(map(str, line)))
                yield number, {words: texts.get(column, "") for words, column in self._columns(title).items()}

    def put(self, title: str, number: int, column: str, text: str) -> None:
        """See `Book.put`."""
        columns = self._columns(title)
        if column in columns:
            self.tabs[title].put(number, columns[column], text)

    def sort(self, title: str, *, descending: bool) -> None:
        """See `Book.sort`."""
        self.tabs[title].sort(1, descending=descending)

    def insert_row(self, title: str, place: float) -> None:
        """See `Book.insert_row`."""
        tab = self.tabs[title]
        tab.shift("ROWS", FIRST + int(place * max(0, tab.last_row() - FIRST)), 1)

    def add_column(self, title: str, words: str, text: str) -> None:
        """See `Book.add_column`. The room to the right ends some time, as in the browser."""
        tab = self.tabs[title]
        free = max(column for _, column in tab.cells) + 1
        tab.columns = max(tab.columns, free + 1)
        tab.put(WORDS, free, f"{words} {free}")
        tab.put(FIRST, free, text)

    def rename(self, title: str, old: str, new: str) -> None:
        """See `Book.rename`."""
        columns = self._columns(title)
        if old in columns:
            self.tabs[title].put(WORDS, columns[old], new)

    def delete_first(self, title: str) -> str | None:
        """See `Book.delete_first`."""
        tab = self.tabs[title]
        key = tab.cells.get((FIRST, 0))
        if key is None:
            return None
        tab.shift("ROWS", FIRST, -1)
        return str(key)

    def paste(self, title: str, text: str, formula: str) -> None:
        """See `Book.paste`."""
        tab = self.tabs[title]
        end = tab.last_row() + 1
        tab.rows = max(tab.rows, end + 2)
        tab.put(end, 1, text)
        tab.put(end + 1, 2, Formula(formula))

    def _columns(self, title: str) -> Mapping[str, int]:
        return {str(words): column for (row, column), words in self.tabs[title].cells.items() if row == WORDS}


@contextmanager
def play(plan: Plan, school: School, out: Path) -> Iterator[Played]:
    """The emulated Google of this plan, at the hour the school opens."""
    with emulated(out) as house:
        house.extra = house.pushed()
        house.world.now = opening(school)
        house.world.faults.by_chance(0.0, plan.seed)
        house.world.faults.delay_seconds = 0.001
        outside = GoogleOutside(world=house.world, school=school, random=Random(plan.seed), faults=plan.faults)
        yield Played(outside=outside, site=_site(house))


def _site(house: Emulated) -> Site:
    settings = EngineSettings(look_every=SWEEP.look_every, budgets=BUDGETS)
    return Site(suite="google", suite_settings=house.settings(), settings=settings)
