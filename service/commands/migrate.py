"""`nearpeer migrate`: bring the database to this version's shape, or move into another."""

from __future__ import annotations

import sys

import click

from service.commands.site import UNAVAILABLE, problems_ended, read_settings
from service.storage.database import Database, migrate, open_database
from service.storage.moving import NotMovable, copy_into, count_rows

EXAMPLE = """\b
Examples:
  nearpeer migrate
  nearpeer migrate --from sqlite:///data/nearpeer.db

Safe to repeat, and safe while the service runs. `serve` and `worker` do it by themselves at start.
To move into another database, stop the service, let NEARPEER_DATABASE_URL name the new one, and say where everything
stands with --from: all of it is copied, or nothing. The old one is left as it is."""


@click.command("migrate", epilog=EXAMPLE)
@click.option("--from", "source", metavar="URL", help="Copy everything from this database into the empty one.")
def migrate_command(source: str | None) -> None:
    """Bring the database to this version's shape."""
    settings = read_settings()
    with problems_ended():
        settings.data.mkdir(parents=True, exist_ok=True)
        database = open_database(settings.database_url)
        migrate(database)
        click.echo("The database is up to date.")
        if source:
            _move(database, source)
        database.close()


def _move(database: Database, url: str) -> None:
    source = open_database(url)
    try:
        with click.progressbar(length=count_rows(source), label="  Copying", file=sys.stderr) as bar:
            copied = copy_into(database, source, bar.update)
    except NotMovable as error:
        click.echo(str(error), err=True)
        raise SystemExit(UNAVAILABLE) from error
    finally:
        source.close()
    click.echo(
        f"Copied {copied:,} rows. Start the service; keep the old database until you have looked at the new one."
    )
