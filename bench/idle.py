"""The service with nothing to do, on each suite: start to ready, CPU, memory; and what an image of it weighs.

python -m bench.idle [--quick] [--json]

`nearpeer serve` runs as a process of its own that sees the packages of the suite's lock and no others; Google and
Microsoft are emulated in this one. What would be layers of a container is measured from what is installed here.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bench.figures import Figure, options, progress, show
from bench.google_room import made
from bench.installed import MB, ROOT, SERVE, alone, megabytes
from bench.machine import cpu_seconds, rss_mb
from bench.microsoft_room import microsoft_school
from bench.serving import SHORTEST, free_port, programme_on, running, settings_of, wait_until_good
from service.settings.programme_file import load_programme
from tests.emulators.google.school import school as google_school

MOST_MB = {"local": 90, "google": 130, "microsoft": 160}
MOST_READY_S = {"local": 1.5, "google": 3, "microsoft": 3}
MOST_SHARE = 0.005
"""Of one core."""


@contextmanager
def on_folder() -> Iterator[Mapping[str, str]]:
    """The local suite needs no settings."""
    yield {}


@contextmanager
def on_google() -> Iterator[Mapping[str, str]]:
    """A school on the emulated Google, its forms made."""
    with tempfile.TemporaryDirectory() as folder, google_school(Path(folder)) as house:
        house.extra = house.pushed()
        house.extra |= made(load_programme(SHORTEST).policy, house.open())
        yield house.settings()


@contextmanager
def on_microsoft() -> Iterator[Mapping[str, str]]:
    """A school on the emulated Microsoft 365, its forms named."""
    with microsoft_school("workbook") as house:
        yield house.settings()


SUITES: Mapping[str, Callable[[], AbstractContextManager[Mapping[str, str]]]] = {
    "local": on_folder,
    "google": on_google,
    "microsoft": on_microsoft,
}


def idle(suite: str, settings: Mapping[str, str], *, settle_s: float, watch_s: float) -> Iterator[Figure]:
    """Start the service, let it settle, and watch it do nothing."""
    lock = "runtime.txt" if suite == "local" else "all.txt"
    with tempfile.TemporaryDirectory() as name, alone(lock) as packages:
        folder, port = Path(name), free_port()
        programme = programme_on(suite, settings, folder)
        with running(SERVE, port, {**settings_of(folder, port, programme=programme), **packages}) as started:
            process = started.process.pid
            wait_until_good(port, "/readyz", started.process, b'"working":true')
            laid_out_s = time.perf_counter() - started.began_at
            time.sleep(settle_s)
            before = cpu_seconds(process)
            time.sleep(watch_s)
            share = (cpu_seconds(process) - before) / watch_s
            memory = rss_mb(process)
    yield Figure(name=f"{suite}: answering after the start", value=started.ready_s, unit="s", most=MOST_READY_S[suite])
    yield Figure(name=f"{suite}: forms and tabs made, at work", value=laid_out_s, unit="s")
    yield Figure(name=f"{suite}: CPU when idle, of one core", value=share * 100, unit="%", most=MOST_SHARE * 100)
    yield Figure(name=f"{suite}: memory when idle", value=memory, unit="MB", most=MOST_MB[suite])


# --- what an image weighs ---------------------------------------------------------------------------


def layers() -> Iterator[Figure]:
    """What is installed for the service, and the service itself. Python's own image and the fonts come on top."""
    yield Figure(name="layer: packages of the local suite", value=megabytes("runtime.txt"), unit="MB")
    yield Figure(name="layer: packages of every suite", value=megabytes("all.txt"), unit="MB")
    own = (path for room in ("service", "connectors", "workflows") for path in (ROOT / room).rglob("*"))
    whole = sum(path.stat().st_size for path in own if path.is_file())
    yield Figure(name="layer: the service, with its bytecode", value=whole / MB, unit="MB")


def measure(*, quick: bool) -> Iterator[Figure]:
    """Every figure."""
    settle_s, watch_s = (3.0, 3.0) if quick else (10.0, 40.0)
    for suite, opened in SUITES.items():
        progress(suite)
        with opened() as settings:
            yield from idle(suite, settings, settle_s=settle_s, watch_s=watch_s)
    yield from layers()


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    asked = options(__doc__).parse_args()
    return show(measure(quick=asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
