"""The first tables, as they are listed in the text file beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Instant, JsonText, type_id, type_key
from service.storage.packed import PackedText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LISTED = Path(__file__).with_suffix(".txt")
TYPES: dict[str, Any] = {
    "key": type_key,
    "number": type_id,
    "text": sa.Text,
    "integer": sa.Integer,
    "boolean": sa.Boolean,
    "date": sa.Date,
    "instant": Instant,
    "json": JsonText,
    "packed": PackedText,
}


def upgrade() -> None:
    """Make the change."""
    for name, by_key, columns in _tables():
        op.create_table(name, *(_column(line) for line in columns), sqlite_with_rowid=not by_key)
    for line in _lines("index "):
        _index(line)


def downgrade() -> None:
    """Take it back."""
    for name, _, _ in _tables():
        op.drop_table(name)


def _lines(start: str) -> list[str]:
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(start) for line in lines if line.startswith(start)]


def _tables() -> Iterator[tuple[str, bool, list[str]]]:
    """Each table's name, whether rows are found by their key alone, and its columns."""
    for block in LISTED.read_text(encoding="utf-8").split("table ")[1:]:
        told, *lines = block.splitlines()
        name, *flags = told.split()
        yield name, bool(flags), [line.strip() for line in lines if line.startswith("    ")]


def _column(line: str) -> sa.Column[Any]:
    told, _, default = line.partition(" default=")
    name, kind, *flags = told.split()
    return sa.Column(
        name,
        TYPES[kind],
        primary_key="primary" in flags,
        nullable="null" in flags,
        server_default=default if "default=" in line else None,
    )


def _index(line: str) -> None:
    told, _, where = line.partition(" where ")
    name, table, columns, *flags = told.split()
    only: dict[str, Any] = {f"{dialect}_where": sa.text(where) for dialect in ("sqlite", "postgresql")} if where else {}
    op.create_index(name, table, columns.split(","), unique="unique" in flags, **only)
