"""A school's people on the emulated Microsoft 365: forms, mail, guests, workbook or lists, for `nearpeer simulate`.

    PYTHONPATH=. nearpeer simulate --suite microsoft --outside tests.simulation.microsoft --faults 0.1 --out year

FORMS_ROUTE=workbook|flow|list says by which route answers come in, STAFF_TABLE=workbook|list where staff work.

The faults are the emulator's own: of all calls that share is refused, delayed, dropped before or after it was carried
out, carried out twice, or carried out and answered 504. What is judged is what the emulator's world shows: mails that
arrived, events that stand, cells and items.
"""

from __future__ import annotations

import heapq
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from connectors.microsoft.event_body import KNOWN
from connectors.microsoft.settings import Route, Store
from connectors.microsoft.suite import FLOW_DOOR, GRAPH_DOOR, open_suite
from connectors.microsoft.webhook import JSON, SECRET_HEADER
from connectors.ports import WebhookVerifier
from service.delivery.limits import Budget
from service.engine import EngineSettings
from service.intake.inbox import Inbox
from service.simulate.evidence import Evidence, Mail, Meeting, assemble, read_mail
from service.simulate.inside import SWEEP, Site, database_url
from service.simulate.outside import Answers, Book, Played
from service.simulate.plan import Plan, opening
from service.simulate.post import Letter, read_letter
from service.simulate.school import School
from service.storage.database import open_database
from service.storage.projections import WORKBOOK
from tests.emulators.microsoft.calendar_part import Event, calendars
from tests.emulators.microsoft.lists_part import ListOfItems, Sites
from tests.emulators.microsoft.mail_part import mailbox, parse
from tests.emulators.microsoft.school import BOOK, DRIVE, FLOW_SECRET, NOTIFY, NOTIFY_SECRET, SITE
from tests.emulators.microsoft.school import School as Emulated
from tests.emulators.microsoft.school import school as emulated
from tests.emulators.microsoft.subscriptions_part import subscriptions
from tests.emulators.microsoft.workbook_model import Book as ExcelBook
from tests.emulators.microsoft.workbook_model import Drives
from tests.emulators.microsoft.world import MAILBOX, Change, World
from tests.simulation.microsoft_books import ListBook, SheetBook
from tests.simulation.microsoft_forms import Desk
from workflows.forms import standard_forms

LOST = 0.10  # share of notifications that never arrive, at a fault rate of a tenth
ACCEPTS, DECLINES = 0.6, 0.03  # of invitations; the rest stay unanswered
PRIVATE = 0.03  # share of pupils whose calendar nobody may read
KEEPS_OTHERS_OUT = 0.3  # share of visits with a program that locks the file; in the others everybody may write
BUDGETS = {WORKBOOK: Budget(per_minute=30, burst=5, write_every=timedelta(hours=6))}
LOOK_EVERY = {**SWEEP.look_every, "forms": timedelta(hours=2)}  # on top of the minutes that a flow may be late


@dataclass(kw_only=True)
class Guests:
    """Pupils at their calendars: most say something to what is new there, within two days."""

    world: World
    pupils: frozenset[str]
    random: Random
    are_awake: bool = True
    met: dict[int, Event] = field(default_factory=dict)  # every event there ever was
    _news: bool = False
    _asked: set[tuple[int, str, datetime]] = field(default_factory=set)
    _answers: list[tuple[datetime, int, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world.listeners.append(self._hear)

    def _hear(self, change: Change) -> None:
        if change.resource == f"users/{MAILBOX}/events":
            self._news = True
            self.met |= calendars(self.world).events

    def move(self, now: datetime) -> None:
        """Answers that are due are given; what is new is looked at."""
        held = calendars(self.world)
        while self._answers and self._answers[0][0] <= now:
            at, number, address, word = heapq.heappop(self._answers)
            if number in held.events and address in held.events[number].guests:
                held.answer(held.events[number], address, word, at)
                self.world.changed(f"users/{MAILBOX}/events", "updated")
        if self._news and self.are_awake:
            self._news = False
            for event in held.events.values():
                self._invited(event, now)

    def _invited(self, event: Event, now: datetime) -> None:
        for address in sorted(self.pupils & event.guests.keys()):
            asked = (event.number, address, event.starts_at)
            if asked not in self._asked:
                self._asked.add(asked)
                chance, at = self.random.random(), now + timedelta(hours=self.random.uniform(0.5, 48))
                if chance < ACCEPTS + DECLINES:
                    word = "accepted" if chance < ACCEPTS else "declined"
                    heapq.heappush(self._answers, (at, event.number, address, word))

    def meetings(self) -> Iterator[Meeting]:
        """Each event in each guest's calendar. One that was cancelled and put anew under another id counts once."""
        standing = calendars(self.world).events
        shown = {key_of(event) for event in standing.values()}
        for number, event in sorted(self.met.items(), key=lambda one: one[0] not in standing):
            cancelled, key = number not in standing, key_of(event)
            if cancelled and key in shown:
                continue
            shown.add(key)
            for guest in event.guests:
                yield Meeting(
                    calendar=guest,
                    key=key,
                    starts_at=event.starts_at,
                    ends_at=event.ends_at,
                    place=event.shown.get("location", {}).get("displayName", ""),
                    cancelled=cancelled,
                )


@dataclass(kw_only=True)
class Doors:
    """The service's doors as the world sees them: what knocks there is judged, and kept, as the web server does."""

    verifiers: dict[str, WebhookVerifier]
    programme: str
    database: str
    _inbox: Inbox | None = None

    def bring(self, body: bytes, now: datetime) -> None:
        """A flow posts an answer."""
        found = self.verifiers[FLOW_DOOR].verify({SECRET_HEADER: FLOW_SECRET}, body, now)
        if self._inbox is None:
            self._store = open_database(self.database)
            self._inbox = Inbox(self._store)
        self._inbox.record(self.programme, found)

    def tell(self, body: bytes, now: datetime) -> list[str]:
        """Graph notifies; the sources it speaks of."""
        found = self.verifiers[GRAPH_DOOR].verify({"Content-Type": JSON}, body, now)
        return [delivery.source for delivery in found]

    def close(self) -> None:
        """Let go of the database."""
        if self._inbox is not None:
            self._inbox.close()
            self._store.close()


@dataclass(kw_only=True)
class MicrosoftOutside:
    """An `Outside` in the emulated world."""

    world: World
    desk: Desk
    guests: Guests
    doors: Doors
    store: Store
    random: Random
    faults: float
    _read: int = 0  # arrivals that were read

    # --- time, notifications, guests ---------------------------------------------------------------

    def move(self, now: datetime) -> None:
        """See `Outside.move`. From the first instant on the supplier misbehaves: the service is laid out by then."""
        with self.world.lock:
            self.world.now = max(now, self.world.now)
            self.world.faults.rate = self.faults
            self.guests.move(now)
            self.desk.move(now)

    def told(self) -> Sequence[str]:
        """See `Outside.told`: what Graph posts, less what never arrives."""
        bodies = subscriptions(self.world).take().values()
        arrived = [body for body in bodies if self.random.random() >= LOST * self.faults * 10]
        return [source for body in arrived for source in self.doors.tell(body, self.world.now)]

    @property
    def tells_at(self) -> datetime | None:
        """See `Outside.tells_at`."""
        return self.desk.arrives_at

    # --- forms and mail ------------------------------------------------------------------------------

    def submit(self, form: str, answers: Answers, now: datetime) -> None:
        """See `Outside.submit`."""
        with self.world.lock:
            self.desk.submit(form, answers, now)

    def letters(self, addresses: Sequence[str] | None) -> Iterator[Letter]:
        """See `Outside.letters`."""
        del addresses  # the world knows what has arrived
        arrived = mailbox(self.world).arrivals[self._read :]
        self._read += len(arrived)
        for one in arrived:
            yield read_letter(one.to, parse(one.raw), self.desk.links)

    # --- the workbook or the lists ---------------------------------------------------------------------

    def open_book(self) -> bool:
        """See `Outside.open_book`. A program of old keeps everybody else out; in Excel of today all may write."""
        if self.store is Store.WORKBOOK:
            locks = self.random.random() < KEEPS_OTHERS_OUT
            self._book.held_by, self._book.open_in_excel = "the lead" if locks else "", not locks
        return True

    def work_at_book(self, work: Callable[[Book], None], now: datetime) -> None:
        """See `Outside.work_at_book`."""
        del now  # cells bear no time
        with self.world.lock:
            if self.store is Store.LIST:
                work(ListBook(self._lists))
                for one in self._lists.values():
                    self.world.changed(f"sites/{SITE}/lists/{one.list_id}")
                return
            work(SheetBook({sheet.title: sheet for sheet in self._book.sheets}))
            self._book.held_by, self._book.open_in_excel = "", False
            self._book.touch()
            self.world.changed(f"drives/{DRIVE}/root", id=BOOK)

    @property
    def _book(self) -> ExcelBook:
        return self.world.part(Drives).get(DRIVE, BOOK)

    @property
    def _lists(self) -> dict[str, ListOfItems]:
        return {one.title: one for one in self.world.part(Sites).site(SITE)}

    # --- evidence --------------------------------------------------------------------------------------

    def evidence(self, deleted: Sequence[str]) -> Evidence:
        """See `Outside.evidence`."""
        return assemble(
            history=self.desk.history,
            tabs=self.tabs(),
            mails=self._mails(),
            meetings=list(self.guests.meetings()),
            deleted=deleted,
        )

    def tabs(self) -> dict[str, list[list[str]]]:
        """Every tab as lines of texts, the hidden one and the words included."""
        if self.store is Store.LIST:
            return {title: ListBook(self._lists).lines(title) for title in self._lists}
        found: dict[str, list[list[str]]] = {}
        for sheet in self._book.sheets:
            right = max((column for _, column in sheet.cells), default=0)
            lines = sheet.values(0, 0, sheet.last_row(), right)
            found[sheet.title] = [[str(value) for value in line] for line in lines]
        return found

    def _mails(self) -> list[Mail]:
        return [read_mail(one.to, parse(one.raw), one.at) for one in mailbox(self.world).arrivals]


def key_of(event: Event) -> str:
    """The meeting's key in the programme."""
    return str(json.loads(event.properties[KNOWN])["key"]).split("/meeting/", 1)[-1]


def play(plan: Plan, school: School, out: Path) -> AbstractContextManager[Played]:
    """The school by the routes that FORMS_ROUTE and STAFF_TABLE name; the workbook where they say nothing."""
    route, store = os.environ.get("FORMS_ROUTE", "workbook"), os.environ.get("STAFF_TABLE", "workbook")
    return play_by(plan, school, out, route=Route(route), store=Store(store))


@contextmanager
def play_by(plan: Plan, school: School, out: Path, *, route: Route, store: Store) -> Iterator[Played]:
    """The emulated Microsoft 365 of this plan, at the hour the school opens."""
    with emulated(out) as house:
        world, random = house.world, Random(plan.seed)
        world.now = opening(school)
        world.faults.by_chance(0.0, plan.seed)
        world.part(Drives).books[DRIVE, BOOK] = ExcelBook()
        world.part(Sites).sites[SITE] = []
        house.extra = {"table": store.value, "notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
        doors = Doors(verifiers={}, programme=school.policy.key, database=database_url(out, "sqlite"))
        desk = Desk(
            world=world,
            forms=standard_forms(school.policy),
            route=route,
            random=random,
            faults=plan.faults,
            bring=doors.bring,
        )
        house.extra |= desk.settings()
        doors.verifiers |= open_suite(house.settings()).verifiers
        pupils = frozenset(pupil.email for pupil in school.pupils)
        calendars(world).unreadable |= {one for one in sorted(pupils) if random.random() < PRIVATE}
        guests = Guests(world=world, pupils=pupils, random=random)
        yield Played(
            outside=MicrosoftOutside(
                world=world, desk=desk, guests=guests, doors=doors, store=store, random=random, faults=plan.faults
            ),
            site=_site(house),
        )
        doors.close()


def _site(house: Emulated) -> Site:
    settings = EngineSettings(look_every=LOOK_EVERY, budgets=BUDGETS)
    return Site(suite="microsoft", suite_settings=house.settings(), settings=settings)
