"""Runs the migrations of this package with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from service.storage import planner
from service.storage.database import Database, hold_migrations


def alembic_config() -> Config:
    """Alembic's settings, with the migrations of this package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(database: Database) -> None:
    """Run every migration that has not run. Two processes may call it at once."""
    config = alembic_config()
    with database.write() as connection:
        hold_migrations(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        planner.tell(connection)
