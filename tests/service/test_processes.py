"""What a process is made of: opening a site, laying out, pulling, and the joints of the running house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from connectors.errors import Retryable
from connectors.ports import Delivery, TabLayout
from service.app import create_app
from service.clock import SteppingClock
from service.config import ConfigError, Settings
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.processes import EmbeddedProcess, housekeeping, lay_out_all, open_site, pull_all
from service.programme import Programme
from service.storage import deliveries
from service.storage.database import Database
from service.storage.tables import events
from service.storage.tables import inbox as received
from tests.builders import NOW
from tests.service.engine_school import School
from tests.service.memory_suite import MemoryTable, World
from tests.waiting import in_time
from workflows.tabs import TABS

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "shortest.yaml"


def settings(folder: Path, *programmes: Path) -> Settings:
    return Settings(
        data=folder,
        programmes=programmes,
        database_url=f"sqlite:///{folder / 'nearpeer.db'}",
        base_url="http://127.0.0.1:8080",
        secret=b"a key of at least thirty-two bytes",
    )


def test_site_without_a_programme_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nearpeer init"):
        open_site(settings(tmp_path))


def test_site_begins_once_for_one_file(tmp_path: Path) -> None:
    site = open_site(settings(tmp_path, EXAMPLE))
    for _ in range(2):
        site.begin()
    with site.database.read() as connection:
        assert connection.execute(select(events.c.kind)).scalars().all() == ["ProgrammeStarted"]
    site.database.close()


def test_embedded_process_starts_works_and_stops(tmp_path: Path) -> None:
    process = EmbeddedProcess(open_site(settings(tmp_path, EXAMPLE)))
    process.start()
    process.house.wake("oakfield", "forms")
    process.stop()
    assert next(tmp_path.rglob("workbook.xlsx")).stat().st_size > 0


@dataclass
class _SlowTable(MemoryTable):
    """A supplier that answers when it is told to."""

    answers: Event = field(default_factory=Event)

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        self.answers.wait()
        super().ensure(tabs)


def slow_process(folder: Path) -> tuple[EmbeddedProcess, _SlowTable]:
    site = open_site(settings(folder, EXAMPLE))
    [programme] = site.programmes
    table = _SlowTable(World())
    slow = replace(programme, suite=replace(programme.suite, table=table))
    return EmbeddedProcess(replace(site, programmes=[slow])), table


def test_doors_are_open_while_a_slow_supplier_is_laid_out_and_work_waits(tmp_path: Path) -> None:
    process, supplier = slow_process(tmp_path)
    process.start()
    pages = create_app(process.house).test_client()
    assert pages.get("/forms/mentor_application").status_code == 200
    assert pages.get("/readyz").json == {"ready": True, "working": False, "problems": {}}
    supplier.answers.set()
    assert in_time(lambda: pages.get("/readyz").json == {"ready": True, "working": True, "problems": {}})
    process.stop()
    assert max(Counter(supplier.world.laid_out).values()) == 1


def test_process_that_is_stopped_while_it_starts_begins_no_work(tmp_path: Path) -> None:
    process, supplier = slow_process(tmp_path)
    process.start()
    stopping = Thread(target=process.stop)
    stopping.start()
    process.ending.wait()
    supplier.answers.set()
    stopping.join()
    assert process.house.beat_at() is None


def test_site_that_cannot_be_laid_out_now_hinders_no_other(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    [good] = school.engine.programmes.values()
    broken = replace(good, suite=replace(good.suite, table=_AwayTable(school.world)))
    assert not lay_out_all([broken, good])
    assert school.world.laid_out == [tab.key for tab in TABS]


class _AwayTable(MemoryTable):
    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        raise Retryable("away")


@dataclass
class _Postbox:
    """Notifications that wait, as a `Puller` gives them."""

    waiting: list[Delivery]
    fails: bool = False
    done: list[str] = field(default_factory=list)

    def pull(self) -> Sequence[Delivery]:
        if self.fails:
            raise Retryable("away")
        return self.waiting

    def acknowledge(self, deliveries: Sequence[Delivery]) -> None:
        self.done += [delivery.delivery_id for delivery in deliveries]


def pulled(school: School, postbox: _Postbox) -> Programme:
    [programme] = school.engine.programmes.values()
    return replace(programme, suite=replace(programme.suite, puller=postbox))


def waiting(database: Database) -> dict[str, set[str]]:
    with database.read() as connection:
        return deliveries.told(connection, "oak")


def test_pulled_notifications_are_looks_and_then_done_with(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    postbox = _Postbox([Delivery(source="forms", delivery_id=d, received_at=NOW, about="1FAI") for d in ("a", "b")])
    pull_all(school.engine, [pulled(school, postbox)], NOW)
    assert (waiting(sqlite_database), postbox.done) == ({"forms": {"1FAI"}}, ["a", "b"])


def test_pulling_from_who_is_away_is_tried_again(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.run()
    postbox = _Postbox([Delivery(source="forms", delivery_id="a", received_at=NOW)], fails=True)
    pull_all(school.engine, [pulled(school, postbox)], NOW)
    assert (waiting(sqlite_database), postbox.done) == ({}, [])


def test_housekeeping_has_a_tick_for_each_duty(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    ticks = housekeeping(school.engine, list(school.engine.programmes.values()))
    assert {tick.name: tick.every for tick in ticks} == {
        "pull": timedelta(minutes=3),
        "lay_out": timedelta(hours=1),
        "renew": timedelta(hours=6),
        "purge": timedelta(days=1),
        "compact": timedelta(days=7),
    }


def test_house_records_submits_and_wakes(sqlite_database: Database) -> None:
    school, woken = School(sqlite_database), list[tuple[str, str]]()
    inbox = Inbox(sqlite_database)
    house = RunningHouse(
        programmes=school.engine.programmes,
        database=sqlite_database,
        inbox=inbox,
        base_url="https://peer.example",
        secret=b"a key of at least thirty-two bytes",
        wake_up=lambda programme, source: woken.append((programme, source)),
        last_beat=lambda: NOW,
        clock=SteppingClock(NOW),
    )
    late = Delivery(source="forms", delivery_id="one", received_at=NOW + timedelta(hours=1), about="1FAI")
    house.record("oak", [late])
    house.wake("oak", "forms")
    inbox.close()
    with sqlite_database.read() as connection:
        kept = connection.execute(select(received.c.received_at, received.c.named)).all()
    # Whoever sets the wall clock, a delivery is due by the clock that the engine goes by.
    assert ([tuple(row) for row in kept], woken, house.beat_at()) == ([(NOW, "1FAI")], [("oak", "forms")], NOW)
