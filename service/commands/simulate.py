"""`nearpeer simulate`: a school year in minutes, judged by the files it leaves."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import click

from service.log import configure_log
from service.simulate.audit import Findings
from service.simulate.inside import open_inside
from service.simulate.plan import Plan
from service.simulate.year import Year, judge, live

EXAMPLE = """\b
Example:
  nearpeer simulate --pupils 300 --days 180 --seed 1 --faults 0.1 --out /tmp/year

The folder then holds workbook.xlsx, calendars/, mail/, forms/ and audit.json.
Exit code 0 when the audit is clean, 1 when it is not, 2 when an option is wrong."""


@click.command("simulate", epilog=EXAMPLE)
@click.option("--pupils", type=click.IntRange(4, 20_000), default=120, show_default=True)
@click.option("--days", type=click.IntRange(1, 400), default=60, show_default=True, help="School days.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same year.")
@click.option("--faults", type=click.FloatRange(0, 0.9), default=0.0, show_default=True, help="Share of failing calls.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new or empty folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the audit as JSON.")
def simulate_command(*, pupils: int, days: int, seed: int, faults: float, out: Path, as_json: bool) -> None:
    """Run a school year on the local suite with a stepping clock, faults by seed, and an audit of the files."""
    if out.exists() and any(out.iterdir()):
        raise click.UsageError(f"{out} is not empty. Name a folder that does not exist yet: the audit reads all of it.")
    out.mkdir(parents=True, exist_ok=True)
    configure_log("auto", level=logging.ERROR)  # injected faults are what this is about, not news
    plan = Plan(pupils=pupils, days=days, seed=seed, faults=faults)
    driver = open_inside(plan, out)
    with click.progressbar(length=1000, label=f"{days} school days", file=sys.stderr) as bar:
        year = live(plan, out, driver, on_share=lambda share: bar.update(round(share * 1000) - bar.pos))
    driver.close()
    findings = judge(year)
    click.echo(json.dumps(findings.as_json(), ensure_ascii=False, indent=2) if as_json else as_text(year, findings))
    raise SystemExit(0 if findings.clean else 1)


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
    lines += [f"  {name}: {example}" for name, examples in findings.examples.items() for example in examples]
    cost = year.totals.cpu / year.plan.pupils
    lines.append(
        f"CPU of the service {year.totals.cpu:.1f} s, {cost:.3f} s for each pupil; peak memory {year.peak_mb} MB"
    )
    return "\n".join([*lines, f"Everything is in {year.out}"])
