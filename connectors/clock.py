"""The machine's clock, for suites that are opened without another."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)
