"""How times and spans read on a page."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask

from workflows.school import SchoolCalendar


def wall(instant: datetime | None, school: SchoolCalendar) -> str:
    """The school's wall time, for example `Tue 3 Sep 2026, 12:30`."""
    if instant is None:
        return "never"
    local = school.local(instant)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def span(length: timedelta) -> str:
    """A span in the one unit that matters, for example `3 minutes`."""
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}" + ("s" if count > 1 else "")
    return "less than a minute"


def register_filters(app: Flask) -> None:
    """Make both known to the templates."""
    app.jinja_env.filters.update(wall=wall, span=span)
