"""The small kinds of value that a programme file is written with, each with its own plain complaint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from service.settings.problems import nearest
from workflows.school import Period

ADDRESS = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]+")
KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")
DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*\.\.\s*(\d{4}-\d{2}-\d{2}))?")
HOURS = re.compile(r"(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})")


def complaint(what: str, mend: str) -> PydanticCustomError:
    """An error whose words reach the reader of the file as they are."""
    return PydanticCustomError("house", "{what}", {"what": what, "mend": mend})


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Every day of the range."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def day_range(text: Any) -> DayRange:
    """Read `2026-10-26` or `2026-10-26..2026-10-30`. Raises `PydanticCustomError`."""
    found = DAYS.fullmatch(text.strip()) if isinstance(text, str) else None
    mend = "write a day as 2026-10-26 or days as 2026-10-26..2026-10-30"
    if found is None:
        raise complaint(f"{text!r} is neither a day nor a range of days", mend)
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
    except ValueError:
        raise complaint(f"{text!r} names a day that is in no calendar", mend) from None
    if last < first:
        raise complaint(f"{text!r} ends before it begins", "put the earlier day first")
    if (last - first).days > 400:
        raise complaint(f"{text!r} is longer than a school year", "check the years")
    return DayRange(first, last)


def bell_period(text: Any) -> Period:
    """Read `12:30-13:10`. Raises `PydanticCustomError`."""
    found = HOURS.fullmatch(text.strip()) if isinstance(text, str) else None
    mend = "write it as 12:30-13:10"
    if found is None:
        raise complaint(f"{text!r} is not a stretch of the day", mend)
    try:
        starts, ends = time.fromisoformat(found[1]), time.fromisoformat(found[2])
    except ValueError:
        raise complaint(f"{text!r} names a time that is on no clock", mend) from None
    if ends <= starts:
        raise complaint(f"{text!r} ends before it begins", mend)
    return Period(starts=starts, ends=ends)


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise complaint(f"{name!r} is no time zone", nearest(name, available_timezones() | {"UTC"}))
    return ZoneInfo(name).key


def address(text: str) -> str:
    """A mail address in lower case. Raises `PydanticCustomError`."""
    if not ADDRESS.fullmatch(text.strip()):
        raise complaint(f"{text!r} is not a mail address", "write it as name@school.example")
    return text.strip().lower()


def _key(text: str) -> str:
    if not KEY.fullmatch(text):
        raise complaint(
            f"{text!r} cannot be a key", "use lower-case letters, digits and hyphens, a letter first, 31 at most"
        )
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise complaint("is blank", "write at least one word")
    return text.strip()


Days = Annotated[DayRange, BeforeValidator(day_range)]
Bell = Annotated[Period, BeforeValidator(bell_period)]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(address)]
Key = Annotated[str, AfterValidator(_key)]
Words = Annotated[str, AfterValidator(_words)]
