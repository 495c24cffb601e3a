"""Alembic's entry: runs migrations on the connection that `service.storage.database.migrate` holds."""

from __future__ import annotations

from alembic import context

from service.storage.aggregate_tables import DATABASE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=DATABASE,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
