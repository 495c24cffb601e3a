"""Column types that read and write the same values on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, BindParameter, DateTime, Dialect, Integer, String, Text, bindparam
from sqlalchemy.types import TypeDecorator, TypeEngine

type_id: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
"""A number the database counts up. SQLite counts only plain INTEGER keys."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. PostgreSQL keeps it as timestamptz, SQLite as whole microseconds since 1970.

    SQLite has no type for times; a number takes a third of the bytes of a text and is read in half the time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the database calls it."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        """Refuse naive times: they would mean different instants on different machines."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}: storage takes aware UTC only")
        return (value - _EPOCH) // _MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Aware UTC, whatever the driver made of it."""
        if value is None:
            return None
        return _EPOCH + timedelta(microseconds=value) if isinstance(value, int) else value.astimezone(UTC)


def bind_instant(name: str) -> BindParameter[datetime]:
    """A time that is given when the statement runs, where no column beside it says that it is one."""
    return bindparam(name, type_=Instant())


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
