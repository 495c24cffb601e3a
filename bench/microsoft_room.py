"""One school's service on the emulated Microsoft 365."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.emulated import POLICY, Ledgered, Room, Site, begun
from bench.pupils import application
from bench.watching import Watch
from connectors.microsoft.suite import FLOW_DOOR, open_suite
from connectors.microsoft.webhook import SECRET_HEADER
from service.clock import Clock, SteppingClock
from tests.connectors.microsoft.workbook_staff import fresh_book, sheet_of
from tests.emulators.microsoft.forms_part import FIXED, Results, answers, details, give, posted
from tests.emulators.microsoft.school import DRIVE, FLOW_SECRET, NOTIFY, NOTIFY_SECRET, School, school
from tests.emulators.microsoft.subscriptions_part import subscriptions
from workflows.forms import MENTOR, standard_forms
from workflows.tabs import APPLICATIONS

CODE = "r" + "c" * 32
FILE = "01MENTORRESULTS"
TITLES = {field.key: field.title for form in standard_forms(POLICY) if form.kind == MENTOR for field in form.fields}

SEVERAL = "slots"
"""The question that takes several answers."""


@dataclass(kw_only=True)
class MicrosoftRoom(Room):
    """See `Room`. The mentor's answers come by a flow, or through the form's results workbook."""

    house: School
    route: str
    _brought: bool = False

    def apply(self) -> None:
        """See `Room.apply`."""
        self.sent += 1
        if self.route == "flow":
            self._bring()
        else:
            self._write()

    def hear(self) -> bool:
        """See `Room.hear`: a flow came by the door itself."""
        brought, self._brought = self._brought, False
        return brought

    def rows(self) -> int:
        """See `Room.rows`."""
        with self.house.world.lock:
            cells = sheet_of(self.house, APPLICATIONS).cells
            return sum(1 for (row, column), value in cells.items() if column == 0 and row > 1 and value)

    def _bring(self) -> None:
        """A flow brings the answer to the door."""
        now = self.clock.now()
        body = posted(MENTOR, self.sent, details(self._given(json.dumps), at=now), at=now)
        found = self.suite.verifiers[FLOW_DOOR].verify({SECRET_HEADER: FLOW_SECRET}, body, now)
        self.inbox.record(self.programme.key, found)
        self._brought = True

    def _write(self) -> None:
        """Forms writes the answer into the results workbook."""
        given = self._given(lambda texts: "".join(f"{text};" for text in texts))
        give(self.house.world, FILE, self.sent, given, at=self.clock.now())

    def _given(self, written: Callable[[tuple[str, ...]], str]) -> dict[str, str]:
        """What a pupil answers in the mentor's form, by title; several answers to one question are `written` so."""
        answered = application(self.sent, self.programme.policy)
        return {TITLES[key]: written(texts) if key == SEVERAL else texts[0] for key, texts in answered.items()}


def named(route: str) -> dict[str, str]:
    """Settings of every form; the mentor's answers come by this route, the others' by flows."""
    found = {"flow_secret": FLOW_SECRET, "notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
    for form in standard_forms(POLICY):
        here = {"id": form.kind, "address": f"https://forms.office.com/r/{form.kind}", f"questions.{CODE}": "code"}
        if form.kind == MENTOR:
            here |= {"route": route, "drive_id": DRIVE, "file_id": FILE}
        found |= {f"forms.{form.kind}.{name}": text for name, text in here.items()}
    return found


@contextmanager
def microsoft_school(route: str) -> Iterator[School]:
    """A school on Microsoft 365 with an empty workbook, its forms named."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        fresh_book(house)
        answers(house.world).results[FILE] = Results(drive=DRIVE, file=FILE, titles=[*FIXED, *TITLES.values()])
        house.extra = named(route)
        yield house


@contextmanager
def microsoft_room(
    route: str = "flow", clock: Clock | None = None, watch: Watch | None = None
) -> Iterator[MicrosoftRoom]:
    """The service, begun: tabs made, subscriptions standing. Without a clock it is a stepping one."""
    with microsoft_school(route) as house:
        subscriptions(house.world)
        clock = clock or SteppingClock(house.world.now)
        house.world.now = clock.now()
        suite = open_suite(house.settings(), now=lambda: house.world.now)
        parts = Site(folder=str(house.folder), clock=clock, watch=watch or Watch()).parts(suite)
        room = MicrosoftRoom(house=house, world=cast("Ledgered", house.world), route=route, **parts)
        with begun(room):
            yield room
