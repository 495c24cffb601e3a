"""Kill the service at random instants of a simulated month, restart it each time, and audit the files.

    python -m tests.faults.kill_sweep --kills 200 --database sqlite
    python -m tests.faults.kill_sweep --kills 200 --database postgresql://...

Prints one line per kill and a summary; exits 1 when anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Timer

from service.simulate.audit import Findings
from service.simulate.driver import ChildDriver, Step, Stepped
from service.simulate.plan import Plan
from service.simulate.year import judge, live

STEPS = 1_200  # about so many steps make a month of forty pupils; the kills are spread over them


@dataclass(kw_only=True)
class Killer:
    """A driver whose process is killed after a random part of a random step, so many times."""

    child: ChildDriver
    random: Random
    kills: int
    every: int
    done: int = 0
    steps: int = 0
    lines: list[str] = field(default_factory=list)

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        self.steps += 1
        if self.done >= self.kills or self.random.randrange(self.every):
            return self.child.step(step)
        delay = self.random.uniform(0.0, 0.05)
        self.done += 1
        print(
            f"kill {self.done:4d} after {delay * 1000:5.1f} ms of the step at {step.now:%Y-%m-%d %H:%M:%S}", flush=True
        )
        timer = Timer(delay, self.child.process.kill)
        timer.start()
        try:
            return self.child.step(step)
        finally:
            timer.join()

    def close(self) -> None:
        """See `Driver.close`."""
        self.child.close()


def sweep(
    *, kills: int, database: str, out: Path, seed: int = 1, pupils: int = 40, days: int = 22, every: int = 0
) -> tuple[int, Findings]:
    """Run a month with so many kills; the number that fell and what the audit found.

    One step in `every` is killed, until there were enough; 0 spreads them over the whole time.
    """
    plan = Plan(pupils=pupils, days=days, seed=seed, faults=0.1)
    child = ChildDriver({"pupils": pupils, "days": days, "seed": seed, "faults": 0.1, "database": database}, out)
    killer = Killer(child=child, random=Random(seed), kills=kills, every=every or max(2, STEPS // kills))
    year = live(plan, out, killer, revive=child.restart)
    killer.close()
    return killer.done, judge(year)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done, findings = sweep(
            kills=arguments.kills, database=arguments.database, out=Path(folder), seed=arguments.seed
        )
    print(f"{done} kills: lost {findings.lost}, doubled {findings.duplicate}")
    for name, examples in findings.examples.items():
        print(f"  {name}: {'; '.join(examples)}")
    return 0 if findings.clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
