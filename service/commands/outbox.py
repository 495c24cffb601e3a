"""`nearpeer outbox`: work that was set aside, for a person to list, replay or drop."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

import click

from service.commands.site import only_programme, problems_ended, this_site
from service.delivery import parked

EXAMPLE = """\b
Examples:
  nearpeer outbox list
  nearpeer outbox list --json
  nearpeer outbox replay mail:oak/consent/p-1/1
  nearpeer outbox drop event:17"""

programme_option = click.option("--programme", help="Key of the programme, when there are several.")


@click.group("outbox", epilog=EXAMPLE)
def outbox_command() -> None:
    """List, replay or drop work that could not be done and waits for a person."""


@outbox_command.command("list")
@programme_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_command(programme: str | None, as_json: bool) -> None:
    """Show what waits, with its reason. Exit code 1 when anything does."""
    site = this_site()
    with problems_ended():
        items = parked.listing(site.database, only_programme(site, programme))
    if as_json:
        click.echo(json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2))
    else:
        for item in items:
            click.echo(f"{item.id}  ({item.attempts} tries)  {item.reason}")
        click.echo(f"{len(items)} waiting for a person." if items else "Nothing waits for a person.")
    raise SystemExit(1 if items else 0)


@outbox_command.command("replay")
@click.argument("item")
@programme_option
def replay_command(item: str, programme: str | None) -> None:
    """Try ITEM again now."""
    _change(item, programme, "will be tried again.", parked.replay)


@outbox_command.command("drop")
@click.argument("item")
@programme_option
def drop_command(item: str, programme: str | None) -> None:
    """Give ITEM up for good."""
    _change(item, programme, "was dropped.", parked.drop)


def _change(item: str, programme: str | None, done: str, act: Callable[..., bool]) -> None:
    site = this_site()
    with problems_ended():
        found = act(site.database, only_programme(site, programme), item, site.clock.now())
    if not found:
        raise click.UsageError(f"Nothing waits under {item!r}. See `nearpeer outbox list`.")
    click.echo(f"{item} {done}")
