"""`nearpeer doctor`: look at everything, list every problem at once, each with its mend."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from connectors.ports import Finding, Suite
from service.commands.checkup import Patient, examine
from service.config import ProgrammeFile, Settings, suite_settings
from service.wiring import open_programme

EXAMPLE = """\b
Examples:
  nearpeer doctor
  nearpeer doctor school.yaml
  nearpeer doctor --json | jq '.findings[] | select(.ok | not)'
\b
Exit code: 0 when all is well, 1 when anything needs mending.
"""


@click.command("doctor", epilog=EXAMPLE)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def doctor_command(files: tuple[Path, ...], as_json: bool) -> None:
    """Check settings, files, database, clock and the school's suite. FILES default to the programme files."""
    patient = Patient(environ=os.environ, now=datetime.now(UTC), open_suite=open_by_wiring, files=files)
    findings = examine(patient)
    click.echo(_as_json(findings) if as_json else as_text(findings))
    raise SystemExit(0 if all(finding.ok for finding in findings) else 1)


def open_by_wiring(file: ProgrammeFile, settings: Settings) -> Suite:
    """The programme's suite as the service would open it. Raises `ConnectorError` with the mend."""
    own = suite_settings(file, settings)
    opened = open_programme(
        file.policy, suite=file.suite, settings=own, base_url=settings.base_url, secret=settings.secret
    )
    return opened.suite


def as_text(findings: Sequence[Finding]) -> str:
    """One line for each finding, problems last, each with its mend; coloured by click only on a terminal."""
    good = [f"{click.style('ok  ', fg='green')} {f.check}: {f.detail}" for f in findings if f.ok]
    bad = [f"{click.style('MEND', fg='red')} {f.check}: {f.detail}; {f.mend}" for f in findings if not f.ok]
    count = f"{len(bad)} to mend" if bad else "All is well"
    return "\n".join([*good, *bad, f"{count} ({len(findings)} checks)."])


def _as_json(findings: Sequence[Finding]) -> str:
    return json.dumps({"ok": all(f.ok for f in findings), "findings": [asdict(f) for f in findings]}, indent=2)
