from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import (
    AuthExpired,
    Conflict,
    ConnectorError,
    CursorExpired,
    Permanent,
    Retryable,
    Unclear,
)
from connectors.microsoft.refusals import HELD_WAIT, Refusal, read_refusal, to_error


def body(code: str, inner: str = "") -> bytes:
    """An error as Graph writes it."""
    return json.dumps({"error": {"code": code, "message": "No.", "innerError": {"code": inner}}}).encode()


@pytest.mark.parametrize(
    ("status", "codes", "kind"),
    [
        (400, (), Permanent),
        (401, (), AuthExpired),
        (403, ("ErrorAccessDenied",), AuthExpired),
        (403, ("accessDenied", "EditModeAccessDenied"), AuthExpired),
        (404, (), Permanent),
        (404, ("MailboxNotEnabledForRESTAPI",), AuthExpired),
        (409, (), Conflict),
        (409, ("conflict", "accessConflict"), Retryable),
        (410, ("resyncChangesApplyDifferences",), CursorExpired),
        (412, (), Conflict),
        (418, (), Permanent),
        (423, (), Retryable),
        (429, (), Retryable),
        (500, (), Retryable),
        (503, (), Retryable),
        (504, (), Retryable),
        (507, (), Permanent),
    ],
)
def test_refusal_says_what_to_do(status: int, codes: tuple[str, ...], kind: type[ConnectorError]) -> None:
    assert type(to_error(Refusal(status=status, codes=codes), repeatable=True)) is kind


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_refusal_of_what_may_have_happened_is_unclear(status: int) -> None:
    assert type(to_error(Refusal(status=status), repeatable=False)) is Unclear


@pytest.mark.parametrize("status", [429, 503])
def test_throttle_turned_it_away_at_the_door(status: int) -> None:
    fault = to_error(Refusal(status=status, after=timedelta(seconds=7)), repeatable=False)
    assert isinstance(fault, Retryable)
    assert fault.after == timedelta(seconds=7)


def test_open_file_is_waited_for_some_minutes() -> None:
    fault = to_error(Refusal(status=423, after=timedelta(seconds=1)), repeatable=True)
    assert isinstance(fault, Retryable)
    assert fault.after == HELD_WAIT


def test_workbooks_closed_to_applications_recommend_lists() -> None:
    assert "table: list" in to_error(Refusal(status=403, codes=("EditModeAccessDenied",)), repeatable=True).mend


def test_innermost_code_decides() -> None:
    read = read_refusal(409, {}, body("conflict", "accessConflict"))
    assert (read.codes, read.code, read.message) == (("conflict", "accessConflict"), "accessConflict", "No.")


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "12"}, timedelta(seconds=12)),
        (
            {"retry-after": "Mon, 07 Sep 2026 08:01:00 GMT", "Date": "Mon, 07 Sep 2026 08:00:00 GMT"},
            timedelta(minutes=1),
        ),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_wait_is_read_as_seconds_or_date(headers: dict[str, str], wait: timedelta | None) -> None:
    assert read_refusal(429, headers, b"").after == wait


@given(content=st.binary(max_size=200))
def test_any_bytes_can_be_read(content: bytes) -> None:
    assert read_refusal(500, {}, content).status == 500
