from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from service.intake.silence import silent
from tests.builders import calendar
from workflows.school import Term

TERM = Term(name="Autumn", starts_on=date(2026, 9, 7), ends_on=date(2026, 12, 18))
SCHOOL = calendar(zone="UTC", terms=(TERM,), closed=frozenset({date(2026, 10, 26)}), open_days=frozenset())


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 0, tzinfo=UTC)


def forms(heard: dict[str, datetime], now: datetime) -> list[str]:
    """The forms that are told of, of one that may be silent for five school days."""
    return [sentence.split()[5] for sentence in silent({"apply": 5}, heard, SCHOOL, now)]


@pytest.mark.parametrize(
    ("heard", "now", "told"),
    [
        (on(9, 7), on(9, 14), []),  # Tuesday to Friday were silent, today may still bring something
        (on(9, 7), on(9, 15), []),
        (on(9, 7), on(9, 16), ["apply"]),
        (on(10, 19), on(10, 27), []),  # a holiday is no school day
        (on(10, 19), on(10, 29), ["apply"]),
    ],
)
def test_silence_is_counted_in_school_days(heard: datetime, now: datetime, told: list[str]) -> None:
    assert forms({"apply": heard}, now) == told


def test_silence_of_the_holidays_is_none() -> None:
    assert forms({"apply": datetime(2026, 6, 1, tzinfo=UTC)}, on(8, 30)) == []


def test_silence_after_the_holidays_counts_from_the_terms_first_day() -> None:
    long_ago = {"apply": datetime(2026, 6, 1, tzinfo=UTC)}
    assert (forms(long_ago, on(9, 14)), forms(long_ago, on(9, 15))) == ([], ["apply"])


def test_silence_of_a_form_never_heard_is_told() -> None:
    assert forms({}, on(9, 15)) == ["apply"]


def test_silence_names_the_days_and_the_trial() -> None:
    [sentence] = silent({"apply": 5}, {}, SCHOOL, on(9, 15))
    assert sentence == (
        "No answer to the form apply has come for 6 school days. If that surprises you, send the form once with "
        '"nearpeer trial" as an answer: when nothing arrives within the hour, look whether its flow is switched on.'
    )


def test_silence_of_a_form_nobody_expects_is_none() -> None:
    assert silent({}, {}, SCHOOL, on(12, 1)) == ()
