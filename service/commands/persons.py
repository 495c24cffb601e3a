"""`nearpeer export-person` and `erase-person`: a person's right to see and to be forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import click

from service.commands.outbox import programme_option
from service.commands.site import only_programme, problems_ended, this_site
from service.processes import Site
from service.storage.kept_outside import kept_outside
from service.storage.persons import traces_of
from workflows.rules import normal_address, person_id

EXPORT_EXAMPLE = """\b
Example:
  nearpeer export-person amira@school.example --out amira.json"""
ERASE_EXAMPLE = """\b
Example:
  nearpeer erase-person amira@school.example

Everything about the person stops at once; rows, answers and mails not yet sent are erased, and in the school's suite
whatever it lets a program erase. What only a person can erase there is printed at the end, step by step."""


@click.command("export-person", epilog=EXPORT_EXAMPLE)
@click.argument("person")
@programme_option
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; the terminal when left out."
)
def export_command(person: str, programme: str | None, out: Path | None) -> None:
    """Write everything kept about PERSON (an address or a person id) as JSON."""
    site = this_site()
    with problems_ended():
        key = only_programme(site, programme)
        found = site.engine("export").export_person(key, _id(site, key, person))
    _expect(person, found)
    text = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
        click.echo(f"Written to {out}.")


@click.command("erase-person", epilog=ERASE_EXAMPLE)
@click.argument("person")
@programme_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_command(person: str, programme: str | None, yes: bool) -> None:
    """Stop everything about PERSON (an address or a person id) and erase it. It cannot be undone."""
    site = this_site()
    with problems_ended():
        key = only_programme(site, programme)
        engine, sought = site.engine("erase"), _id(site, key, person)
        _expect(person, engine.export_person(key, sought))
        if not yes:
            click.confirm(f"Erase everything about {person}? It cannot be undone.", abort=True)
        addresses = kept_outside(site.database, traces_of(site.database, key, sought)).addresses
        counts = engine.erase_person(key, sought, site.clock.now())
        by_hand = engine.programmes[key].suite.offers.by_hand
        rest = by_hand(addresses) if by_hand and addresses else ()
    click.echo("Erased: " + (", ".join(f"{n} in {table}" for table, n in counts.items() if n) or "nothing was left"))
    if rest:
        click.echo("Left for you to do:\n" + "\n".join(f"  {sentence}" for sentence in rest))


def _id(site: Site, key: str, person: str) -> str:
    policy = next(programme.policy for programme in site.programmes if programme.key == key)
    return person_id(policy, normal_address(person)) if "@" in person else person


def _expect(person: str, found: object) -> None:
    if not found:
        raise click.UsageError(
            f"Nothing is kept about {person!r}. Check the spelling, or use the key in the People tab."
        )
