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
from service.simulate.evidence import gather
from service.simulate.inside import form_desk
from service.simulate.plan import Plan
from service.simulate.run import Totals, World
from service.simulate.school import make_school


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year that was lived through: its plan, its folder, its totals, the rows staff deleted, peak memory."""

    plan: Plan
    out: Path
    totals: Totals
    deleted: tuple[str, ...]
    peak_mb: int


def live(
    plan: Plan,
    out: Path,
    driver: Driver,
    *,
    revive: Callable[[], None] = lambda: None,
    on_share: Callable[[float], None] = lambda share: None,
) -> Year:
    """Live through the plan in folder `out`; `revive` restarts a service that died.

    `on_share` hears how much of the time has passed, 0 to 1.
    """
    school = make_school(plan.pupils, plan.days, Random(plan.seed))
    world = World(
        plan=plan,
        school=school,
        out=out,
        driver=driver,
        forms=form_desk(out, school),
        random=Random(plan.seed),
        revive=revive,
    )
    totals = world.run(lambda now: on_share(world.share(now)))
    peak = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    return Year(plan=plan, out=out, totals=totals, deleted=tuple(world.staff.deleted), peak_mb=peak)


def judge(year: Year) -> Findings:
    """Audit the folder and leave the verdict in it as `audit.json`."""
    findings = audit(gather(year.out, year.deleted))
    report = {**findings.as_json(), "cpu_seconds": round(year.totals.cpu, 2), "steps": year.totals.steps}
    (year.out / "audit.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return findings
