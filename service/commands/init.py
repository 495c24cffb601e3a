"""`nearpeer init`: ask, and write a programme file. Run again, it offers what the file says and shows what changes."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from service.commands.programme_text import ROLES, TEMPLATE, write_programme, write_suite
from service.commands.questions import ask_all, ask_nobody, ask_person, told, usual
from service.commands.suite_questions import SuiteDialogue
from service.settings.document import Document, read_document
from service.settings.environment import PREFIX, ensure_secret
from service.settings.problems import ConfigError
from service.settings.programme_file import parse_programme

EXAMPLE = """\b
Examples:
  nearpeer init
  nearpeer init school.yaml
  nearpeer init --yes --set key=oakfield --set name="Oakfield mentoring" \\
    --set lead="Ana Silva <ana@school.example>" --set safeguarding_lead="Ben Okafor <ben@school.example>" \\
    --set safeguarding_deputy="Cy Young <cy@school.example>" --set head="Di Roy <di@school.example>"
"""
SUITE = "suite."  # what begins so is a setting of the suite, for example suite.subject
NAMES = ("key", "name", "suite", "zone", "terms", "periods", "slots", *ROLES)


@click.command("init", epilog=EXAMPLE)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--set", "given", multiple=True, metavar="NAME=VALUE", help=f"An answer. Names: {', '.join(NAMES)}, suite.SETTING."
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the answers given and the usual ones, and write.")
def init_command(file: Path | None, given: Sequence[str], yes: bool) -> None:
    """Write a programme file by asking. FILE defaults to programmes/KEY.yaml in the data folder."""
    data = Path(os.environ.get(f"{PREFIX}DATA", "data")).absolute()
    old = _existing(file or _only_file(data))
    known = {**usual(datetime.now(UTC).date()), **(told(old) if old else {}), **_given(given)}
    if old and not yes:
        click.echo(f"{old.file} is there; press Enter to keep an answer.")
    answers = ask_all(ask_nobody if yes else ask_person, known)
    path = Path(old.file) if old else file or data / "programmes" / f"{answers.key}.yaml"
    before = path.read_text("utf-8") if old else ""
    text = write_programme(answers, before or TEMPLATE)
    text = _ask_suite(path, text, given, yes=yes)
    try:
        _write(path, before, text, yes=yes)
        ensure_secret(data)
    except OSError as error:
        mend = "Check the folder's permissions, or set NEARPEER_DATA to a folder you may write to."
        raise click.ClickException(f"Cannot write {error.filename}: {error.strerror}. {mend}") from None
    click.echo("Next: nearpeer doctor, then nearpeer serve")


def _only_file(data: Path) -> Path | None:
    """The programme file in the data folder when there is exactly one."""
    found = sorted((data / "programmes").glob("*.yaml"))
    return found[0] if len(found) == 1 else None


def _existing(path: Path | None) -> Document | None:
    """What the file says already. Raises `click.ClickException` when it is there and no YAML."""
    if path is None or not path.exists():
        return None
    try:
        return read_document(str(path), path.read_bytes())
    except (ConfigError, OSError) as error:
        raise click.ClickException(f"{error}\nMend or move that file first; it was not touched.") from None


def _given(pairs: Sequence[str]) -> dict[str, str]:
    answers = dict(pair.partition("=")[::2] for pair in pairs if not pair.startswith(SUITE))
    unknown = ", ".join(sorted(answers.keys() - set(NAMES)))
    if unknown:
        raise click.UsageError(f"--set does not know {unknown}; it knows {', '.join(NAMES)}, {SUITE}...")
    return answers


def _ask_suite(path: Path, text: str, pairs: Sequence[str], *, yes: bool) -> str:
    """The text with what the suite needs to be told; as it is when the programme is not right yet."""
    try:
        file = parse_programme(path, text.encode())
    except ConfigError:
        return text
    given = dict(pair.removeprefix(SUITE).partition("=")[::2] for pair in pairs if pair.startswith(SUITE))
    known = {**file.suite_settings, **given}
    ask, confirm = (ask_nobody, lambda _: False) if yes else (ask_person, partial(click.confirm, default=True))
    found = SuiteDialogue(file=file, known=known, ask=ask, confirm=confirm, online=not yes).run()
    return write_suite(text, file.suite, {**known, **found}) if found or given else text


def _write(path: Path, before: str, text: str, *, yes: bool) -> None:
    """Check the text, show what changes, ask, and put it in place whole."""
    try:
        parse_programme(path, text.encode())
    except ConfigError as error:
        raise click.ClickException(f"The file would not be right yet, so nothing was written:\n{error}") from None
    if text == before:
        click.echo(f"{path} stays as it is.")
        return
    if before:
        _show(path, before, text)
        if not yes and not click.confirm(f"Write these changes to {path}?"):
            raise click.Abort
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    spare.write_text(text, "utf-8")
    spare.replace(path)
    click.echo(f"Wrote {path}")


def _show(path: Path, before: str, text: str) -> None:
    colours = {"+": "green", "-": "red"}
    for line in difflib.unified_diff(
        before.splitlines(), text.splitlines(), f"{path} now", f"{path} then", lineterm=""
    ):
        click.secho(line, fg=colours.get(line[:1]))
