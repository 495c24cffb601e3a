"""One simulated year from a plan to its audit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

from service.simulate.audit import Findings, audit
from service.simulate.driver import Driver
from service.simulate.inside import form_desk
from service.simulate.modules import audited
from service.simulate.on_disk import FolderOutside
from service.simulate.outside import Outside
from service.simulate.plan import Plan, planned_school
from service.simulate.run import Totals, World


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
    school, random = planned_school(plan), Random(plan.seed)
    if outside is None:
        outside = FolderOutside(out=out, forms=form_desk(out, school), random=random, faults=plan.faults)
    world = World(plan=plan, school=school, outside=outside, driver=driver, random=random, revive=revive)
    totals = world.run(lambda now: on_share(world.share(now)))
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    deleted = tuple(world.staff.deleted)
    return Year(plan=plan, out=out, outside=outside, totals=totals, deleted=deleted, peak_mb=peak)


def judge(year: Year) -> Findings:
    """Audit what can be read outside, and leave the verdict in the folder as `audit.json`."""
    evidence = year.outside.evidence(year.deleted)
    findings = replace(audit(evidence), modules=audited(evidence) if year.plan.modules else {})
    report = {**findings.as_json(), "cpu_seconds": round(year.totals.cpu, 2), "steps": year.totals.steps}
    (year.out / "audit.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return findings
