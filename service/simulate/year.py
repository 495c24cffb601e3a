"""One simulated year from a plan to its audit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

from service.simulate.audit import Findings, audit
from service.simulate.driver import Driver
from service.simulate.inside import form_desk
from service.simulate.on_disk import FolderOutside
from service.simulate.outside import Outside
from service.simulate.plan import Plan
from service.simulate.run import Totals, World
from service.simulate.school import make_school


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year that was lived through: its plan, folder and outside, its totals, the rows staff deleted, peak memory."""

    plan: Plan
    out: Path
    outside: Outside
    totals: Totals
    deleted: tuple[str, ...]
    peak_mb: int


def live(
    plan: Plan,
    out: Path,
    driver: Driver,
    *,
    outside: Outside | None = None,
    revive: Callable[[], None] = lambda: None,
    on_share: Callable[[float], None] = lambda share: None,
) -> Year:
    """Live through the plan. Without an `outside` it is that of the local suite in folder `out`.

    `revive` restarts a service that died; `on_share` hears how much of the time has passed, 0 to 1.
    """
    school, random = make_school(plan.pupils, plan.days, Random(plan.seed)), Random(plan.seed)
    if outside is None:
        outside = FolderOutside(out=out, forms=form_desk(out, school), random=random, faults=plan.faults)
    world = World(plan=plan, school=school, outside=outside, driver=driver, random=random, revive=revive)
    totals = world.run(lambda now: on_share(world.share(now)))
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    deleted = tuple(world.staff.deleted)
    return Year(plan=plan, out=out, outside=outside, totals=totals, deleted=deleted, peak_mb=peak)


def judge(year: Year) -> Findings:
    """Audit what can be read outside, and leave the verdict in the folder as `audit.json`."""
    findings = audit(year.outside.evidence(year.deleted))
    report = {**findings.as_json(), "cpu_seconds": round(year.totals.cpu, 2), "steps": year.totals.steps}
    (year.out / "audit.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return findings
