"""`nearpeer import-roster` and `import-attendance`: what the school's own system exports."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import click

from service import codec
from service.commands.outbox import programme_option
from service.commands.site import only_programme, problems_ended, this_site
from service.processes import Site
from service.roster_files import read_attendance, read_roster
from service.settings.problems import Problem
from workflows.events import AttendanceImported, RosterImported

ROSTER_EXAMPLE = """\b
Examples:
  nearpeer import-roster pupils.csv
  nearpeer import-roster oneroster.zip         a OneRoster 1.1 or 1.2 CSV export, as ZIP file or folder

The columns of a CSV file: email, name, grade; if you like also site, language, gender, household, guardian_name,
guardian_email, guardian_language, homeroom_email (of the teacher). Importing the same list again changes
nothing; a line that changed is taken over.
Exit code 0 when every line was taken, 1 when some were left out (they are named), 2 when the file cannot be read."""
ATTENDANCE_EXAMPLE = """\b
Example:
  nearpeer import-attendance autumn.csv

The columns: email, first, last (days as 2026-09-01), present, possible (numbers of days). Exit codes as above."""
FILE = click.Path(exists=True, path_type=Path)


@click.command("import-roster", epilog=ROSTER_EXAMPLE)
@click.argument("path", type=FILE)
@programme_option
def roster_command(path: Path, programme: str | None) -> None:
    """Take in the school's list of pupils and guardians from PATH."""
    site = this_site()
    with problems_ended():
        events, problems = read_roster(path)
        _taken(site, programme, "roster", events, problems)


@click.command("import-attendance", epilog=ATTENDANCE_EXAMPLE)
@click.argument("path", type=FILE)
@programme_option
def attendance_command(path: Path, programme: str | None) -> None:
    """Take in attendance from the school's records in PATH."""
    site = this_site()
    with problems_ended():
        events, problems = read_attendance(path)
        _taken(site, programme, "attendance", events, problems)


def _taken(
    site: Site,
    programme: str | None,
    what: str,
    events: Sequence[RosterImported | AttendanceImported],
    problems: Sequence[Problem],
) -> None:
    key = only_programme(site, programme)
    engine, new = site.engine("import"), 0
    # The moment belongs to the identity: a pupil may change back to what an earlier import said.
    at = site.clock.now().isoformat()
    for event in events:
        content = hashlib.sha256(codec.encode(event).encode()).hexdigest()[:24]
        new += engine.submit(key, event, f"{what}/{at}/{content}")
    for problem in problems:
        click.echo(str(problem), err=True)
    left_out = f"; {len(problems)} were left out" if problems else ""
    click.echo(f"{new} lines were taken{left_out}. The service works through them now.")
    raise SystemExit(1 if problems else 0)
