"""When people are busy, read from `getSchedule` without a supplier."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.microsoft.schedules import LONGEST, busy_by_address, joined, question, spans
from connectors.microsoft.zones import utc_time
from connectors.ports import Interval
from tests.connectors.contracts import ADA, HOUR, NOW

SPAN = Interval(starts_at=NOW, ends_at=NOW + 4 * HOUR)


def item(first: int, last: int, status: str = "busy") -> dict[str, Any]:
    """An item of a schedule, from hour to hour."""
    return {"status": status, "start": utc_time(NOW + first * HOUR), "end": utc_time(NOW + last * HOUR)}


def read(**schedule: Any) -> list[Interval] | None:
    return busy_by_address({"value": [{"scheduleId": ADA.upper(), **schedule}]}, SPAN)[ADA]


@pytest.mark.parametrize(
    "schedule",
    [{"error": {"responseCode": "5009"}, "scheduleItems": []}, {}, {"scheduleItems": None, "availabilityView": None}],
)
def test_mailbox_that_cannot_be_read_is_unknown_not_free(schedule: dict[str, Any]) -> None:
    assert read(**schedule) is None


@pytest.mark.parametrize("status", ["tentative", "busy", "oof", "unknown"])
def test_anything_but_free_is_busy(status: str) -> None:
    assert read(scheduleItems=[item(1, 2, status)]) == [Interval(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)]


@pytest.mark.parametrize("status", ["free", "workingElsewhere"])
def test_free_is_free(status: str) -> None:
    assert read(scheduleItems=[item(1, 2, status)], availabilityView="00000000") == []


def test_item_that_reaches_beyond_is_cut_to_the_span() -> None:
    assert read(scheduleItems=[item(-9, 1), item(3, 9)]) == [
        Interval(starts_at=NOW, ends_at=NOW + HOUR),
        Interval(starts_at=NOW + 3 * HOUR, ends_at=NOW + 4 * HOUR),
    ]


def test_view_alone_says_when() -> None:
    found = joined([read(scheduleItems=[], availabilityView="00220300")])
    assert found == (
        Interval(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR),
        Interval(starts_at=NOW + 2.5 * HOUR, ends_at=NOW + 3 * HOUR),
    )


def test_one_unknown_part_makes_the_whole_unknown() -> None:
    assert (joined([[], None]), joined([]), joined([[], []])) == (None, None, ())


MINUTES = st.integers(0, 240)


@given(st.lists(st.tuples(MINUTES, MINUTES.map(lambda m: m + 1)), max_size=12))
def test_joined_stretches_neither_touch_nor_lose_a_minute(parts: list[tuple[int, int]]) -> None:
    given_parts = [(a, b) for a, b in parts if a < b]
    found = joined([[_minutes(a, b) for a, b in given_parts]]) or ()
    assert all(one.ends_at < other.starts_at for one, other in pairwise(found))
    covered = {m for one in found for m in range(_minute(one.starts_at), _minute(one.ends_at))}
    assert covered == {m for a, b in given_parts for m in range(a, b)}


def _minutes(first: int, last: int) -> Interval:
    return Interval(starts_at=NOW + timedelta(minutes=first), ends_at=NOW + timedelta(minutes=last))


def _minute(moment: datetime) -> int:
    return int((moment - NOW).total_seconds() // 60)


@given(st.integers(0, 400), st.integers(0, 400))
def test_spans_cover_the_whole_in_allowed_pieces(first: int, days: int) -> None:
    start = NOW + timedelta(days=first)
    pieces = list(spans(start, start + timedelta(days=days)))
    assert all(piece.ends_at - piece.starts_at <= LONGEST for piece in pieces)
    ends = [start, *(piece.ends_at for piece in pieces)]
    assert [piece.starts_at for piece in pieces] == ends[:-1]
    assert ends[-1] == start + timedelta(days=days)


def test_question_is_asked_in_utc() -> None:
    assert question([ADA], SPAN)["StartTime"] == {"dateTime": "2026-09-07T08:00:00", "timeZone": "UTC"}
