"""`nearpeer match`: the best pairs from CSV files alone, with reasons and a proof; no service, database or network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from service.matching.asked import Asked, Options, asked_of
from service.matching.candidates import TABLE_LIMIT, is_large
from service.matching.checking import DoesNotHoldError, checked
from service.matching.districts import district_json, district_text, run_district
from service.matching.files import find_pupil
from service.matching.output import as_json, as_text, explanation
from service.matching.run import Run, run
from service.matching.shapes import ShapeOptions, figures, figures_text, shape_text, shaped
from service.matching.sheet import write_picture, write_sheet
from service.settings.problems import ConfigError, Problem
from workflows.matching.pupil import Pupil
from workflows.matching.tasters import TasterPlan

EXAMPLE = """\b
Examples:
  nearpeer match --mentors mentors.csv --mentees mentees.csv
  nearpeer match --scores table.csv --capacity 2 --json > draft.json
  nearpeer match --check draft.json --scores table.csv --capacity 2
  nearpeer match --mentors mentors.csv --mentees mentees.csv --explain farah@oak.example

The files need a line of column names: id, name, email, grade, site, slots, needs or strengths, subjects, interests,
dislikes, languages, career, traits, wishes, votes, avoid, gender, same_gender, household, needs_adult, capacity, hours,
consent, training, priority. Only one of id, email and name is required; lists are separated with semicolons.
Exit code 0 when all is well, 2 when an input is wrong, 3 when a certificate does not hold."""

# what speaks of a draft of pairs alone; tasters and class lists know nothing of it
_SHOWN = ("--explain", "--figures", "--sheet", "--picture")
_OF_PAIRS = ("--scores", "--capacity", "--lock", "--announced", "--site", *_SHOWN)
_OF_QUESTION = (
    "--mentors",
    "--mentees",
    "--scores",
    "--policy",
    "--capacity",
    "--lock",
    "--forbid",
    "--announced",
    "--site",
)
_NOT_BESIDE_CHECK = ("--json", "--shape", *_SHOWN)
_NOT_OF_SHAPE = {"classes": (), "circle": ("--mentors",), "tasters": ()}
SHOWN_PROBLEMS = 12
FILE = click.Path(dir_okay=False, path_type=Path)


class _MatchCommand(click.Command):
    """Says what is wrong with a number below zero, which would otherwise pass for the name of an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if not error.option_name[1:].isdecimal():
                raise
            mend = "no option takes a number below zero; write 0 or more"
            raise click.UsageError(f"{error.option_name}: {mend}", ctx) from None


@click.command("match", cls=_MatchCommand, epilog=EXAMPLE)
@click.option("--mentors", type=FILE, help="CSV file with one mentor in each line.")
@click.option("--mentees", type=FILE, help="CSV file with one mentee in each line.")
@click.option("--scores", type=FILE, help="CSV table of points: rows mentors, columns mentees, empty = forbidden.")
@click.option("--policy", type=FILE, help="Programme file, or a YAML file with a `matching:` section.")
@click.option(
    "--capacity",
    multiple=True,
    is_flag=False,
    flag_value="",
    metavar="[N|MENTOR:N|FILE]",
    help="Mentees for every mentor, for one, or from a CSV file; without a value: as many as each mentor offers.",
)
@click.option("--lock", multiple=True, metavar="MENTOR:MENTEE", help="This pair for certain. May be repeated.")
@click.option("--forbid", multiple=True, metavar="MENTOR:MENTEE", help="Never this pair. May be repeated.")
@click.option("--announced", type=FILE, help="Earlier draft (its JSON, or CSV mentor,mentee); few of its pairs move.")
@click.option("--site", metavar="SITE", help="Name only this school's pupils; codes stand for all others.")
@click.option("--explain", metavar="PUPIL", help="Say why this pupil got this pair and what else would cost.")
@click.option(
    "--check",
    "certificate",
    type=FILE,
    help="Check a certificate, or the JSON output that holds one; with files beside it, that it is about these.",
)
@click.option("--figures", "wants_figures", is_flag=True, help="Also say what is short, and how fair the draft is.")
@click.option(
    "--shape",
    type=click.Choice(["pairs", "classes", "circle", "tasters"]),
    default="pairs",
    show_default=True,
    help="Two classes without applications; equals within one class (--mentees); tasters before anybody commits.",
)
@click.option("--rounds", type=click.IntRange(1, 200), default=1, show_default=True, help="Rounds of a circle.")
@click.option("--meet", type=click.IntRange(1, 20), default=3, show_default=True, help="Tasters: mentors to meet.")
@click.option("--rooms", type=click.IntRange(1, 200), default=4, show_default=True, help="Tasters: groups at once.")
@click.option("--json", "wants_json", is_flag=True, help="Print the draft as one JSON object.")
@click.option("--sheet", type=FILE, help="Also write the draft as an Excel workbook.")
@click.option("--picture", type=FILE, help="Also draw the fit of every pair as an SVG picture.")
def match_command(*, shape: str, certificate: Path | None, **given: Any) -> None:
    """Find the best pairs under the school's rules and prove that none are better.

    What comes first is never given up for what comes later: priority pupils placed, most pupils placed, the worst-off
    pair as good as can be, most points. The order of the lines in the files does not matter.
    """
    named = {f"--{name.removeprefix('wants_')}": value for name, value in given.items()}
    try:
        if certificate is not None:
            _check(certificate, named | {"--shape": shape != "pairs"})
        elif shape != "pairs":
            _refuse(f"--shape {shape}", (*_OF_PAIRS, *_NOT_OF_SHAPE[shape]), named)
            _show_shape(shape, given)
        else:
            asked = asked_of(_options(named))
            (_show_district if is_large(asked) else _show_draft)(asked, named)
    except ConfigError as error:
        raise _refused(error) from None


def _options(named: dict[str, Any]) -> Options:
    return Options(**{option.removeprefix("--"): named[option] for option in _OF_QUESTION})


def _show_draft(asked: Asked, named: dict[str, Any]) -> None:
    drafted, explain = run(asked), named["--explain"]
    said = explanation(drafted, _pupil(drafted, explain)) if explain else []
    counted = figures(drafted) if named["--figures"] else {}
    if named["--json"]:
        shown = as_json(drafted) | ({"explain": said} if explain else {}) | ({"figures": counted} if counted else {})
        click.echo(json.dumps(shown, ensure_ascii=False))
    else:
        click.echo("\n".join(said) if explain else as_text(drafted))
        if counted:
            click.echo("\n" + figures_text(counted))
    for path, write in ((named["--sheet"], write_sheet), (named["--picture"], write_picture)):
        if path is not None:
            _write(drafted, path, write)


def _show_district(asked: Asked, named: dict[str, Any]) -> None:
    """More pairs than a table can hold: the draft and its proof, without what is said of single pupils."""
    _refuse(f"more than {TABLE_LIMIT:,} pairs", ("--site", *_SHOWN), named)
    drafted = run_district(asked)
    click.echo(json.dumps(district_json(drafted), ensure_ascii=False) if named["--json"] else district_text(drafted))


def _refuse(beside: str, options: Iterable[str], named: dict[str, Any]) -> None:
    wrong = [option for option in options if named[option]]
    if wrong:
        what, mend = f"says nothing beside {beside}", "leave it out"
        mend += f", or leave out {beside.partition(' ')[0]}" if beside.startswith("--") else ", or match fewer at once"
        raise ConfigError([Problem(file="", line=0, place=option, what=what, mend=mend) for option in wrong])


def _show_shape(shape: str, given: dict[str, Any]) -> None:
    plan = TasterPlan(meet=given["meet"], rooms=given["rooms"], adults=given["rooms"])
    options = ShapeOptions(
        mentors=given["mentors"],
        mentees=given["mentees"],
        policy=given["policy"],
        rounds=given["rounds"],
        plan=plan,
        forbid=given["forbid"],
    )
    found = shaped(shape, options)
    click.echo(json.dumps(found, ensure_ascii=False) if given["wants_json"] else shape_text(found))


def _pupil(drafted: Run, who: str) -> Pupil:
    people = {p.id: p for p in (*drafted.pool.mentees, *drafted.pool.mentors)}
    pupil = find_pupil(who, people.values(), "--explain")
    if drafted.site is not None and pupil.site != drafted.site:
        # the answer would tell one school what another school's pupil asked for
        what, mend = f"{who!r} is at another site", f"name a pupil of {drafted.site}"
        raise ConfigError([Problem(file="", line=0, place="--explain", what=what, mend=mend)])
    return pupil


def _write(drafted: Run, path: Path, write: Callable[[Run, Path], None]) -> None:
    try:
        write(drafted, path)
    except OSError as error:
        click.echo(f"nearpeer match: {path} cannot be written ({error.strerror}); check the folder", err=True)
        raise SystemExit(2) from None


def _check(path: Path, named: dict[str, Any]) -> None:
    """Print whether the certificate holds; exit code 3 when it does not."""
    _refuse("--check", _NOT_BESIDE_CHECK, named)
    asked = any(named[option] for option in _OF_QUESTION)
    try:
        click.echo("\n".join(checked(path, _options(named) if asked else None)))
    except DoesNotHoldError as error:
        click.echo("\n".join(["The certificate does not hold:", *(f"  {fault}" for fault in error.faults)]), err=True)
        raise SystemExit(3) from None


def _refused(error: ConfigError) -> SystemExit:
    for problem in error.problems[:SHOWN_PROBLEMS]:
        click.echo(f"nearpeer match: {str(problem).removeprefix(': ')}", err=True)
    if len(error.problems) > SHOWN_PROBLEMS:
        click.echo(f"nearpeer match: and {len(error.problems) - SHOWN_PROBLEMS} more of this kind", err=True)
    return SystemExit(2)
