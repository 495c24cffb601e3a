"""`nearpeer migrate`: bring the database to this version's shape."""

from __future__ import annotations

import click

from service.commands.site import problems_ended, read_settings
from service.storage.database import migrate, open_database

EXAMPLE = """\b
Example:
  nearpeer migrate

Safe to repeat, and safe while the service runs. `serve` and `worker` do it by themselves at start."""


@click.command("migrate", epilog=EXAMPLE)
def migrate_command() -> None:
    """Bring the database to this version's shape."""
    settings = read_settings()
    with problems_ended():
        settings.data.mkdir(parents=True, exist_ok=True)
        database = open_database(settings.database_url)
        migrate(database)
        database.close()
    click.echo("The database is up to date.")
