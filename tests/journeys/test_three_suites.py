"""One fortnight, the same people at the same instants, on each suite: the programme ends in the same state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from connectors.microsoft.settings import Route, Store
from service.engine import EngineSettings
from service.simulate.inside import Site, open_inside
from service.simulate.outside import Played
from tests.emulators.microsoft.calendar_part import calendars
from tests.faults.scenario import PLAN, Fortnight, Ledger, fixed_school, folder_outside
from tests.simulation import google, microsoft

pytestmark = pytest.mark.slow
# Not every suite tells of every change, so that all are looked at as often as the scenario's people need.
LOOK_EVERY = {source: timedelta(hours=2) for source in ("forms", "table", "calendar", "mail")}
SETTINGS = EngineSettings(look_every=LOOK_EVERY)


def on_folder(out: Path) -> AbstractContextManager[Played]:
    """The local suite: the folder and nothing else."""
    out.mkdir()
    return nullcontext(Played(outside=folder_outside(out, fixed_school()), site=Site(settings=SETTINGS)))


@contextmanager
def on_google(out: Path) -> Iterator[Played]:
    """The emulated Google; guests answer nothing, as in the folder."""
    out.mkdir()
    with google.play(PLAN, fixed_school(), out) as played:
        assert isinstance(played.outside, google.GoogleOutside)
        played.outside.guests_answer = False
        played.outside.world.calendars.unreadable.clear()
        yield replace(played, site=replace(played.site, settings=SETTINGS))


@contextmanager
def on_microsoft(out: Path, *, route: Route, store: Store) -> Iterator[Played]:
    """The emulated Microsoft 365 by these routes; guests answer nothing, as in the folder."""
    out.mkdir()
    with microsoft.play_by(PLAN, fixed_school(), out, route=route, store=store) as played:
        assert isinstance(played.outside, microsoft.MicrosoftOutside)
        played.outside.guests.are_awake = False
        calendars(played.outside.world).unreadable.clear()
        yield replace(played, site=replace(played.site, settings=SETTINGS))


def state_after(stage: AbstractContextManager[Played], out: Path) -> Ledger:
    """What the fortnight leaves on a suite: rows and their status, why things were done, mails, meetings."""
    with stage as played:
        inside = open_inside(PLAN, out, school=fixed_school(), site=played.site)
        fortnight = Fortnight(out=out, driver=inside, stage=played.outside)
        fortnight.live()
        inside.close()
        # A mail's id is the suite's own business; how often each mail arrived is in the ledger under its subject.
        return Counter({thing: n for thing, n in fortnight.ledger().items() if thing[0] != "mail id"})


ELSEWHERE: Mapping[str, Callable[[Path], AbstractContextManager[Played]]] = {
    "google": on_google,
    "microsoft by flow and lists": partial(on_microsoft, route=Route.FLOW, store=Store.LIST),
    "microsoft by workbooks": partial(on_microsoft, route=Route.WORKBOOK, store=Store.WORKBOOK),
}


@pytest.fixture(scope="module")
def at_home(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The state on the local suite."""
    out = tmp_path_factory.mktemp("suites") / "folder"
    return state_after(on_folder(out), out)


@pytest.mark.parametrize("suite", ELSEWHERE)
def test_fortnight_ends_alike_on_every_suite(suite: str, at_home: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "house"
    elsewhere = state_after(ELSEWHERE[suite](out), out)
    assert elsewhere == at_home
