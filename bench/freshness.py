"""From a submission to its event, its row and its mail: on the local suite, and on suppliers 150 ms away.

python -m bench.freshness [--quick] [--json]

The service's own thread works as in `nearpeer serve`. Submissions come one at a time, each after the last was done with
and a moment of chance later; the suppliers' rest between two writes is let pass.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from bench.emulated import BASE_URL, POLICY, Site
from bench.figures import Figure, middle, options, progress, show
from bench.google_room import google_room
from bench.microsoft_room import microsoft_room
from bench.pupils import application
from bench.watching import KINDS, Noted, RunningClock, Watch
from connectors.registry import open_suite
from service.callers import EmbeddedCaller
from service.engine import Engine
from service.web.house import FormDesk
from service.wiring import lay_out
from tests.emulators.faults import Fault, Kind
from workflows.forms import MENTOR

LATENCY = 0.15
MOST_BEYOND_S = 1.0
"""What the service may add to what its calls take."""
START = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
APART = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One submission: when it was sent, and when each thing that follows was there."""

    sent: Noted
    seen: dict[str, Noted]

    def took(self, kind: str) -> float:
        """Seconds."""
        return self.seen[kind].at - self.sent.at

    def calls(self, kind: str) -> int:
        """Calls to the supplier meanwhile, one after the other."""
        return self.seen[kind].calls - self.sent.calls


Submit = Callable[[EmbeddedCaller], None]
"""A pupil sends the form, and the service's thread is woken as the door wakes it."""


def samples(engine: Engine, clock: RunningClock, watch: Watch, submit: Submit, count: int) -> list[Sample]:
    """Submit so many, one at a time."""
    caller, chance, never = EmbeddedCaller(engine), Random(1), Event()
    found = []
    caller.start()
    try:
        for _ in range(count + 1):
            clock.skip(APART)
            never.wait(chance.uniform(0.3, 0.8))
            sent = watch.clear()
            submit(caller)
            found.append(Sample(sent=sent, seen=watch.all()))
    finally:
        caller.stop()
    return found[1:]  # the first opens what is opened once


def local(count: int) -> list[Sample]:
    """On the local suite: a pupil sends the form's page."""
    clock, watch = RunningClock(START), Watch()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"folder": str(Path(folder) / "school"), "base_url": BASE_URL}
        suite = open_suite("local", settings, now=clock.now)
        parts = Site(folder=folder, clock=clock, watch=watch).parts(suite)
        engine, desk = parts["engine"], suite.forms
        if not isinstance(desk, FormDesk):
            raise TypeError("the local suite's forms are not ours")
        engine.prepare(clock.now())
        lay_out(parts["programme"])
        numbers = iter(range(count + 1))

        def submit(caller: EmbeddedCaller) -> None:
            desk.submit(MENTOR, application(next(numbers), POLICY), now=clock.now())
            caller.look(POLICY.key, "forms")

        found = samples(engine, clock, watch, submit, count)
        parts["database"].close()
    return found


def emulated(room_on: Callable[..., Any], count: int) -> list[Sample]:
    """On an emulated supplier, every call of which takes its time."""
    clock, watch = RunningClock(START), Watch()
    with room_on(clock=clock, watch=watch) as room:
        room.world.faults.planned.append(Fault[Any](method="*", kind=Kind.DELAY, left=None, seconds=LATENCY))
        watch.calls = lambda: len(room.world.ledger)

        def submit(caller: EmbeddedCaller) -> None:
            room.world.now = clock.now()
            room.apply()
            room.hear()
            caller.wake()

        return samples(room.engine, clock, watch, submit, count)


def figures(suite: str, found: Sequence[Sample], latency: float) -> Iterator[Figure]:
    """The middle and the slow end, by kind; the limit counts what the service adds to its calls."""
    for kind in KINDS:
        took = [sample.took(kind) for sample in found]
        calls = middle(sample.calls(kind) for sample in found)
        beyond = middle((sample.took(kind) - latency * sample.calls(kind) for sample in found), 0.95)
        late = f"p95 {middle(took, 0.95):.2f} s, {calls:g} calls one after the other"
        yield Figure(name=f"{suite}: submission to {kind}, p50", value=middle(took), unit="s", beside=late)
        name = f"{suite}: submission to {kind}, p95 beyond its calls"
        yield Figure(name=name, value=beyond, unit="s", most=MOST_BEYOND_S)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Every figure."""
    progress("local")
    yield from figures("local", local(6 if quick else 40), 0.0)
    progress("Google")
    yield from figures("Google", emulated(google_room, 2 if quick else 7), LATENCY)
    progress("Microsoft, where a flow brings the answers")
    yield from figures("Microsoft", emulated(microsoft_room, 2 if quick else 7), LATENCY)


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    asked = options(__doc__).parse_args()
    return show(measure(quick=asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
