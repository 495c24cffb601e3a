"""`nearpeer simulate`: a school year in minutes, judged by the files it leaves."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from service.log import configure_log
from service.memory import set_loaded_aside
from service.settings.sections import SUITES
from service.simulate.audit import EXAMPLES, Findings
from service.simulate.inside import Inside, open_inside
from service.simulate.outside import Outside, players
from service.simulate.plan import Plan, planned_school
from service.simulate.played import marks_of, unplayed
from service.simulate.year import Year, judge, live
from workflows.policy.matching import CLASSIC, MODES

EXAMPLE = """\b
Example:
  nearpeer simulate --pupils 300 --days 180 --seed 1 --faults 0.1 --out /tmp/year

The folder then holds workbook.xlsx, calendars/, mail/, forms/ and audit.json.
Exit code 0 when the audit is clean, 1 when it is not, 2 when an option is wrong."""


@click.command("simulate", epilog=EXAMPLE)
@click.option("--pupils", type=click.IntRange(4, 20_000), default=120, show_default=True)
@click.option("--days", type=click.IntRange(1, 400), default=60, show_default=True, help="School days.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same year.")
@click.option("--years", type=click.IntRange(1, 5), default=1, show_default=True, help="So many years in a row.")
@click.option(
    "--modules",
    type=click.Choice(("none", "all")),
    default="none",
    show_default=True,
    help="Switch on every part of the programme, or only what no school can do without.",
)
@click.option(
    "--mode", type=click.Choice(MODES), default=CLASSIC, show_default=True, help="Older with younger pupils, or equals."
)
@click.option("--faults", type=click.FloatRange(0, 0.9), default=0.0, show_default=True, help="Share of failing calls.")
@click.option("--suite", type=click.Choice(sorted(SUITES)), default="local", show_default=True)
@click.option("--outside", "module", metavar="MODULE", help="The people of another suite: a module with `play`.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new or empty folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the audit as JSON.")
def simulate_command(*, suite: str, module: str | None, out: Path, as_json: bool, modules: str, **asked: Any) -> None:
    """Run a school year with a stepping clock, faults by seed, and an audit of what people can read.

    On a suite other than the local one, forms, mail and workbook are Google's or Microsoft's: --outside names the
    module that plays the people there, in a test tenant or in an emulated one.
    """
    if (suite == "local") == bool(module):
        raise click.UsageError(f"--suite {suite} {'takes no' if module else 'needs'} --outside.")
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty. Name a folder that does not exist yet: the audit reads all of it.")
    out.mkdir(parents=True, exist_ok=True)
    configure_log("auto", level=logging.ERROR)  # injected faults are what this is about, not news
    plan = Plan(**asked, modules=modules == "all")
    year, findings = _judged(plan, out, open_inside(plan, out)) if module is None else _played(plan, suite, module, out)
    click.echo(json.dumps(findings.as_json(), ensure_ascii=False, indent=2) if as_json else as_text(year, findings))
    raise SystemExit(0 if findings.clean else 1)


def _played(plan: Plan, suite: str, module: str, out: Path) -> tuple[Year, Findings]:
    """The year among the people of a module."""
    try:
        play = players(module)
    except ImportError as error:
        raise click.UsageError(
            f"--outside: {error}. Name a module that Python finds, with a function `play`."
        ) from None
    school = planned_school(plan)
    with play(plan, school, out) as played:
        if played.site.suite != suite:
            raise click.UsageError(f"{module} plays the people of {played.site.suite}, not of {suite}.")
        inside = open_inside(replace(plan, faults=played.faults), out, school=school, site=played.site)
        return _judged(plan, out, inside, played.outside)


def _judged(plan: Plan, out: Path, inside: Inside, outside: Outside | None = None) -> tuple[Year, Findings]:
    set_loaded_aside()
    with click.progressbar(length=1000, label=f"{plan.years * plan.days} school days", file=sys.stderr) as bar:
        year = live(
            plan, out, inside, outside=outside, on_share=lambda share: bar.update(round(share * 1000) - bar.pos)
        )
    if plan.modules:
        (out / "played.json").write_text(json.dumps(unplayed(marks_of(inside.database))) + "\n", encoding="utf-8")
    inside.close()
    return year, judge(year)


def as_text(year: Year, findings: Findings) -> str:
    """The verdict in a few lines."""
    counts = (
        ("lost", findings.lost),
        ("duplicate", findings.duplicate),
        ("overlapping", findings.overlapping),
        ("out of consent", findings.out_of_consent),
        ("unexplained", findings.unexplained),
    )
    lines = [f"{name:15} {count}" for name, count in counts]
    lines += [f"{rule:40} {len(faults)}" for rule, faults in findings.modules.items()]
    lines += [f"  {name}: {example}" for name, examples in findings.examples.items() for example in examples]
    lines += [f"  {rule}: {fault}" for rule, faults in findings.modules.items() for fault in faults[:EXAMPLES]]
    if year.plan.modules:
        missing = json.loads((year.out / "played.json").read_text(encoding="utf-8"))
        lines += [f"  row {row} of docs/programme.md was not played: no {', '.join(m)}" for row, m in missing.items()]
    cost = year.totals.cpu / year.plan.pupils
    lines.append(
        f"CPU of the service {year.totals.cpu:.1f} s, {cost:.3f} s for each pupil; peak memory {year.peak_mb} MB"
    )
    return "\n".join([*lines, f"Everything is in {year.out}"])
