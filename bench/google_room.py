"""One school's service on the emulated Google."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.emulated import BASE_URL, POLICY, Ledgered, Room, Site, begun
from bench.pupils import application
from bench.watching import Watch
from connectors.google.form_making import question_id
from connectors.google.grid import tab_id
from connectors.google.webhook import deliveries
from connectors.ports import Suite
from service.clock import Clock, SteppingClock
from service.programme import Programme
from service.wiring import lay_out
from tests.emulators.google.school import BOOK, QUEUE, School, school
from workflows.forms import MENTOR
from workflows.policy import Policy
from workflows.tabs import APPLICATIONS


@dataclass(kw_only=True)
class GoogleRoom(Room):
    """See `Room`. Pupils' submissions become responses to a Google form; Pub/Sub tells of them."""

    house: School

    def apply(self) -> None:
        """See `Room.apply`."""
        world, number = self.house.world, self.sent
        self.sent += 1
        form = next(one for one in world.forms.files.values() if one.info["documentTitle"] == f"nearpeer {MENTOR}")
        answered = application(number, self.programme.policy)
        given = {question_id(MENTOR, key): texts for key, texts in answered.items()}
        with world.lock:
            world.forms.submit(form.form_id, given, world.now)
            world.forms.notify(form.form_id, "RESPONSES", world.now, world.publish)

    def hear(self) -> bool:
        """See `Room.hear`: Google tells again of what it left untold."""
        self.house.world.tell()
        pushes = self.house.world.queues.pushes(QUEUE)
        for push in pushes:
            self.inbox.record(self.programme.key, deliveries(json.loads(push)["message"], self.clock.now()))
        return bool(pushes)

    def rows(self) -> int:
        """See `Room.rows`."""
        with self.house.world.lock:
            tab = self.house.world.workbooks.get(BOOK).tab(tab_id(APPLICATIONS))
            return sum(1 for (row, column), value in tab.cells.items() if column == 0 and row > 1 and value)


@contextmanager
def google_room(clock: Clock | None = None, watch: Watch | None = None) -> Iterator[GoogleRoom]:
    """The service, begun: forms and tabs made, watches set. Without a clock it is a stepping one."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        clock = clock or SteppingClock(house.world.now)
        house.world.now = clock.now()
        house.extra = house.pushed()
        house.extra |= made(POLICY, house.open())
        parts = Site(folder=folder, clock=clock, watch=watch or Watch()).parts(house.open())
        room = GoogleRoom(house=house, world=cast("Ledgered", house.world), **parts)
        with begun(room):
            yield room


def made(policy: Policy, suite: Suite) -> Mapping[str, str]:
    """The forms and the workbook, made; the settings that name them, as `nearpeer init` writes them into the file."""
    lay_out(Programme(policy=policy, suite=suite, base_url=BASE_URL, secret=b"s" * 32))
    return suite.offers.described() if suite.offers.described else {}
