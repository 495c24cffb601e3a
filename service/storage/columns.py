"""Column types that read and write the same values on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

type_id: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database counts up. SQLite counts only plain INTEGER keys."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. PostgreSQL keeps it as timestamptz, SQLite as sortable text in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: they would mean different instants on different machines."""
        if value is None:
            return None
        # SQLite would store a naive time without a word and give it back as if it were UTC.
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}: storage takes aware UTC only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC, whatever the driver made of it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[object]):
    """JSON kept as text, so that NUL and lone surrogates in answers survive both databases as escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        """ASCII JSON, compact."""
        return json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """The value that was stored."""
        return None if value is None else json.loads(value)


type_key: TypeEngine[str] = String().with_variant(Text(collation="C"), "postgresql")
"""A key: compared byte by byte on both databases, so that ranges and order agree."""
