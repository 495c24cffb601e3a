"""Fuzz the parsers of outside bytes, guided by what code each input reaches.

    python -m tests.faults.fuzz --seconds 60 graph
    python -m tests.faults.fuzz --seconds 600 all

Needs atheris (`make fuzz` installs it). Each parser runs in a process of its own and begins from good bytes. Prints
one line per parser; what was found is kept under `build/fuzz`, to be put into `tests/faults/found/<parser>` as a test.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import thread_time

LONGEST_SECONDS = 1.0  # of CPU time, for one input
HANG_SECONDS = 20
MOST_MEMORY = 1_024  # MB
LONGEST_INPUT = 20_000
KEPT = Path("build") / "fuzz"
RUNS = re.compile(r"^Done (\d+) runs", re.MULTILINE)
RSS = re.compile(r"rss: (\d+)Mb")


def fuzz_one(name: str, seconds: int) -> None:
    """Fuzz one parser in this process; it ends by itself. A finding ends it with a code that is not zero."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # optional

    with atheris.instrument_imports(include=["connectors", "service"]):
        from tests.faults.parsers import PARSERS
    parse, good, declared = PARSERS[name]

    def once(body: bytes) -> None:
        began = thread_time()
        with suppress(declared):
            parse(body)
        if thread_time() - began > LONGEST_SECONDS:
            raise TimeoutError(f"{name} took longer than {LONGEST_SECONDS} s")

    seeds = folder_of(name) / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "good").write_bytes(good)
    options = [f"-max_total_time={seconds}", f"-timeout={HANG_SECONDS}", f"-rss_limit_mb={MOST_MEMORY}"]
    options += [f"-max_len={LONGEST_INPUT}", f"-artifact_prefix={folder_of(name)}/", str(seeds)]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def folder_of(name: str) -> Path:
    """Where the seeds and findings of a parser are kept."""
    return KEPT / re.sub(r"\W", "_", name)


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one parser in another process and say what came of it; whether nothing was found."""
    command = [sys.executable, "-m", "tests.faults.fuzz", "--seconds", str(seconds), "--here", name]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    runs, memory = RUNS.findall(ended.stderr), RSS.findall(ended.stderr)
    if ended.returncode == 0 and runs:
        print(f"{name}: {runs[-1]} inputs, nothing found; memory {memory[0]} to {memory[-1]} MB", flush=True)
        return True
    print(f"{name}: FOUND, see {folder_of(name)}", flush=True)
    print("\n".join(f"  {line}" for line in (ended.stdout + ended.stderr).splitlines()[-25:]), flush=True)
    return False


def names() -> list[str]:
    """All parsers, by name."""
    from tests.faults.parsers import PARSERS

    return list(PARSERS)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--here", action="store_true", help="in this process, without a summary")
    parser.add_argument("parser", help="its name, or all")
    given = parser.parse_args()
    if given.here:
        fuzz_one(given.parser, given.seconds)
        return 0
    wanted = names() if given.parser == "all" else [given.parser]
    well = [fuzz(name, given.seconds) for name in wanted]  # all of them, whatever the first one shows
    return int(not all(well))


if __name__ == "__main__":
    raise SystemExit(main())
