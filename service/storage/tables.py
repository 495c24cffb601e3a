"""The engine's own tables; those of the programme's state are in `aggregate_tables`.

`Table.info["person"]` names the columns that bear a pupil's id (`about` columns hold several, written `|id|id|`);
`Table.info["retention"]` says why rows are kept. Export, erasure and purge are queries over these two.
A `due_at` that is NULL means that nothing is to be done with the row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Index, Integer, MetaData, Table, Text

from service.storage.columns import Instant, JsonText, type_id, type_key
from service.storage.packed import WISH, PackedText
from workflows.policy import RetentionClass

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)


def key(name: str, **options: Any) -> Column[str]:
    """A text column that may be part of a key."""
    return Column(name, type_key, nullable=options.pop("nullable", False), **options)


def text(name: str, default: str | None = "") -> Column[str]:
    """A text column; NULL only when the default is None."""
    return Column(name, Text, nullable=default is None, server_default=default)


def number(name: str, default: int | None = 0) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=default is None, server_default=None if default is None else str(default))


def instant(name: str, *, nullable: bool = True) -> Column[datetime]:
    """An aware UTC instant."""
    return Column(name, Instant, nullable=nullable)


def part_index(*columns: str, where: ColumnElement[bool]) -> Index:
    """An index of the rows that fulfil a condition; see `speak_postgresql` for the other database."""
    return Index(None, *columns, sqlite_where=where)


def due_index(*columns: str) -> Index:
    """Finds work by its due time; rows with nothing to do cost nothing."""
    return part_index(*columns, "due_at", where=Column("due_at").isnot(None))


def speak_postgresql() -> None:
    """Let indexes of a part of a table be such on PostgreSQL too. Without it, that database's dialect is not loaded."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if (where := index.dialect_options["sqlite"]["where"]) is not None:
            index.dialect_options["postgresql"]["where"] = where


def info(retention: RetentionClass | None, *person: str) -> dict[str, object]:
    """Why rows are kept, and which columns bear a pupil's id."""
    return {"person": person, "retention": retention}


# On SQLite the rows then stand in the order of their keys, and no second tree holds each key once more. Worth it where
# keys are long, and where what other indexes hold (which is the key as well) is little.
FOUND_BY_KEY: dict[str, Any] = {"sqlite_with_rowid": False}

# Short names for the three classes that the engine's own tables fall into.
LOG, APPLICATION, PROGRAMME = RetentionClass.LOG, RetentionClass.APPLICATION, RetentionClass.PROGRAMME

# --- the programme itself --------------------------------------------------------------------------

programmes = Table(
    "programmes",
    metadata,
    key("programme", primary_key=True),
    number("version"),  # grows with every batch of decisions; whoever sees the same number sees the same state
    number("activity"),  # rows written to the Activity tab so far
    text("fingerprint"),
    info=info(None),
)

# --- intake ----------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    key("programme", primary_key=True),
    key("source", primary_key=True),
    key("delivery_id", primary_key=True),
    instant("received_at", nullable=False),
    instant("looked_at"),
    text("body", None),  # what a delivery brought, until it has been read
    text("named"),  # what it named behind the source
    part_index("programme", "source", "received_at", where=Column("looked_at").is_(None)),
    part_index("programme", "received_at", where=Column("body").isnot(None)),
    info=info(LOG),
)

# One row per source; its `due_at` is what makes a look happen when no notification ever comes.
cursors = Table(
    "cursors",
    metadata,
    key("programme", primary_key=True),
    key("source", primary_key=True),
    text("cursor", None),
    instant("read_at"),
    instant("last_event_at"),
    instant("due_at"),  # the next look
    key("state", server_default="ok"),
    text("problem"),
    number("attempts"),
    Index(None, "due_at", "programme"),
    info=info(None),
)

# Whole answers as the suite showed them: what deciders make of them may change, what was said may not.
responses = Table(
    "responses",
    metadata,
    key("programme", primary_key=True),
    key("form", primary_key=True),
    key("response_id", primary_key=True),
    key("revision", primary_key=True),
    instant("submitted_at", nullable=False),
    key("respondent", nullable=True),
    Column("answers", JsonText, nullable=False),
    text("problem"),
    text("about"),
    Index(None, "programme", "submitted_at"),
    info=info(APPLICATION, "about"),
)

# Only staff columns stand here. What we write ourselves is in `projections`.
cells = Table(
    "cells",
    metadata,
    key("programme", primary_key=True),
    key("tab", primary_key=True),
    key("row", primary_key=True),
    key("column", primary_key=True),
    text("value"),
    number("edits"),
    info=info(PROGRAMME),
)

# Rows outlive their payload: the identity stays, so that nothing is taken in twice, however late it is repeated.
events = Table(
    "events",
    metadata,
    Column("id", type_id, primary_key=True),
    key("programme"),
    key("kind"),
    Column("payload", Text, nullable=False),
    key("identity"),
    instant("occurred_at", nullable=False),
    instant("due_at"),
    instant("done_at"),
    number("attempts"),
    text("parked_reason", None),
    text("about"),
    Index("uq_events_identity", "programme", "identity", unique=True),
    due_index("programme"),
    info=info(LOG, "about"),
)

timers = Table(
    "timers",
    metadata,
    key("programme", primary_key=True),
    key("kind", primary_key=True),
    key("subject", primary_key=True),
    instant("due_at", nullable=False),
    Index(None, "programme", "due_at"),
    Index(None, "due_at", "programme"),  # timers of the coming months wait in every school: see `due.waiting`
    info=info(PROGRAMME),
)

journal = Table(
    "journal",
    metadata,
    Column("id", type_id, primary_key=True),
    key("programme"),
    instant("at", nullable=False),
    Column("event_id", type_id, nullable=True),
    key("event_kind"),
    text("reason"),
    text("about"),
    Column("restricted", Boolean, nullable=False),
    Index(None, "programme", "at"),
    info=info(LOG, "about"),
)

# --- delivery --------------------------------------------------------------------------------------

# The row is lease, rate budget and health in one, because whoever delivers needs all three at once.
destinations = Table(
    "destinations",
    metadata,
    key("programme", primary_key=True),
    key("name", primary_key=True),
    number("tokens"),  # thousandths
    instant("refilled_at"),
    instant("resume_at"),
    number("failures"),
    text("paused_reason", None),
    key("claimed_by", nullable=True),
    instant("claimed_until"),
    instant("acted_at"),
    info=info(None),
)

# `version` counts wishes, `applied_version` what was made true: a wish made meanwhile is never taken for done.
projections = Table(
    "projections",
    metadata,
    key("programme", primary_key=True),
    key("destination", primary_key=True),
    key("key", primary_key=True),
    key("kind"),
    number("version", 1),
    Column("payload", PackedText(WISH), nullable=False),
    number("applied_version"),
    instant("applied_at"),
    key("state", server_default="due"),
    instant("due_at"),
    number("attempts"),
    text("reason"),
    due_index("programme", "destination"),
    info=info(PROGRAMME, "key"),
    **FOUND_BY_KEY,
)

# A key is used once, ever: rows are emptied when old, not deleted.
messages = Table(
    "messages",
    metadata,
    key("programme", primary_key=True),
    key("key", primary_key=True),
    key("person_id"),
    key("address"),
    key("urgency"),
    key("state"),
    instant("due_at"),
    Column("payload", PackedText, nullable=True),
    text("draft_id", None),
    key("digest_key", nullable=True),
    number("attempts"),
    text("reason"),
    instant("decided_at", nullable=False),
    instant("sent_at"),
    part_index("programme", "person_id", where=Column("payload").isnot(None)),
    part_index("programme", "digest_key", where=Column("digest_key").isnot(None)),
    due_index("programme", "urgency"),
    part_index("due_at", "programme", where=Column("due_at").isnot(None)),
    # A supplier's daily allowance is counted before each batch of mail.
    part_index("programme", "sent_at", where=Column("draft_id").isnot(None)),
    info=info(LOG, "person_id"),
    **FOUND_BY_KEY,
)

asks = Table(
    "asks",
    metadata,
    key("programme", primary_key=True),
    key("key", primary_key=True),
    number("version", 1),
    Column("payload", Text, nullable=False),
    key("state", server_default="due"),
    instant("due_at"),
    number("attempts"),
    text("reason"),
    text("about"),
    due_index("programme"),
    info=info(LOG, "about"),
)

# --- processes -------------------------------------------------------------------------------------

# (name, fire_at) is the key: of many processes that insert it, exactly one has done so.
fires = Table(
    "fires",
    metadata,
    key("programme", primary_key=True),
    key("name", primary_key=True),
    Column("fire_at", Instant, primary_key=True),
    info=info(None),
)

# --- staff sign-in ---------------------------------------------------------------------------------

# Hashes only: whoever reads the database can not sign in with what stands here.
sign_in_links = Table(
    "sign_in_links",
    metadata,
    key("token_hash", primary_key=True),
    key("programme"),
    key("staff_id"),
    text("path"),
    instant("created_at", nullable=False),
    instant("expires_at", nullable=False),
    instant("used_at"),
    info=info(None),
)

sessions = Table(
    "sessions",
    metadata,
    key("session_hash", primary_key=True),
    key("programme"),
    key("staff_id"),
    key("csrf_token"),
    instant("created_at", nullable=False),
    instant("seen_at", nullable=False),
    instant("expires_at", nullable=False),
    info=info(None),
)


def about(person_ids: tuple[str, ...]) -> str:
    """Several person ids in one column, so that `LIKE '%|id|%'` finds each."""
    return "|" + "|".join(person_ids) + "|" if person_ids else ""
