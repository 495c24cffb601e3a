"""Notices when a form has gone quiet: what brings its answers may have been switched off, which says nothing itself.

Power Automate warns of a flow that ran nothing for 90 days and switches it off 30 days later: a summer holiday. So
silence is counted in school days, and never before a term has begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from service.intake.changes import TRIAL
from workflows.school import SchoolCalendar


def silent(
    expected: Mapping[str, int], heard: Mapping[str, datetime], school: SchoolCalendar, now: datetime
) -> tuple[str, ...]:
    """A sentence for each form with more school days of silence than `expected` names; today does not count."""
    quiet = {form: _quiet_days(heard.get(form), school, now) for form in expected}
    return tuple(_sentence(form, days) for form, days in quiet.items() if days > expected[form])


def _quiet_days(heard: datetime | None, school: SchoolCalendar, now: datetime) -> int:
    """School days without an answer between the last one (or the first day of this term) and today."""
    today = school.local_date(now)
    term = school.term_of(today)
    if term is None:
        return 0
    after = school.local_date(heard) if heard is not None else None
    return sum(1 for day in school.school_days(term.starts_on, today) if _counts(day, after, today))


def _counts(day: date, after: date | None, today: date) -> bool:
    return day < today and (after is None or day > after)


def _sentence(form: str, days: int) -> str:
    return (
        f"No answer to the form {form} has come for {days} school days. If that surprises you, send the form once with "
        f'"{TRIAL}" as an answer: when nothing arrives within the hour, look whether its flow is switched on.'
    )
