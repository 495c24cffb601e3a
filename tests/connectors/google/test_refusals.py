"""Every documented refusal has one meaning."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import AuthExpired, Conflict, ConnectorError, CursorExpired, Permanent, Retryable, Unclear
from connectors.google.refusals import LONG_WAIT, TABLE, Refusal, read_refusal, to_error

OLD_SHAPE = (
    (400, "failedPrecondition", AuthExpired),
    (400, "badRequest", Permanent),
    (400, "invalidSharingRequest", Permanent),
    (403, "invalidSharingRequest", Permanent),
    (401, "authError", AuthExpired),
    (403, "rateLimitExceeded", Retryable),
    (403, "userRateLimitExceeded", Retryable),
    (403, "quotaExceeded", Retryable),
    (403, "dailyLimitExceeded", Retryable),
    (403, "sharingRateLimitExceeded", Retryable),
    (403, "domainPolicy", AuthExpired),
    (403, "accessNotConfigured", AuthExpired),
    (403, "insufficientPermissions", AuthExpired),
    (403, "insufficientFilePermissions", AuthExpired),
    (403, "forbiddenForServiceAccounts", AuthExpired),
    (403, "forbiddenForNonOrganizer", Permanent),
    (403, "storageQuotaExceeded", Permanent),
    (404, "notFound", Permanent),
    (409, "duplicate", Conflict),
    (410, "deleted", Conflict),
    (410, "fullSyncRequired", CursorExpired),
    (410, "updatedMinTooLongAgo", CursorExpired),
    (412, "conditionNotMet", Conflict),
    (429, "userRateLimitExceeded", Retryable),
    (500, "backendError", Retryable),
    (503, "backendError", Retryable),
)
NEW_SHAPE = (
    (400, "INVALID_ARGUMENT", Permanent),
    (403, "PERMISSION_DENIED", AuthExpired),
    (403, "SERVICE_DISABLED", AuthExpired),
    (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", AuthExpired),
    (404, "NOT_FOUND", Permanent),
    (409, "ALREADY_EXISTS", Conflict),
    (429, "RATE_LIMIT_EXCEEDED", Retryable),
    (503, "UNAVAILABLE", Retryable),
)


def old_shape(status: int, reason: str, message: str = "No.") -> bytes:
    return json.dumps({"error": {"code": status, "message": message, "errors": [{"reason": reason}]}}).encode()


def new_shape(status: int, reason: str) -> bytes:
    return json.dumps({"error": {"code": status, "message": "No.", "status": reason}}).encode()


def judged(status: int, content: bytes, *, repeatable: bool = True, **headers: str) -> ConnectorError:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return to_error(read_refusal(status, named, content), repeatable=repeatable)


@pytest.mark.parametrize(("status", "reason", "error"), OLD_SHAPE)
def test_reason_of_older_apis_decides(status: int, reason: str, error: type[ConnectorError]) -> None:
    assert type(judged(status, old_shape(status, reason))) is error


@pytest.mark.parametrize(("status", "reason", "error"), NEW_SHAPE)
def test_status_of_newer_apis_decides(status: int, reason: str, error: type[ConnectorError]) -> None:
    assert type(judged(status, new_shape(status, reason))) is error


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_perhaps_executed_act_is_unclear(status: int) -> None:
    assert type(judged(status, b"<html>", repeatable=False)) is Unclear


def test_refusal_before_acceptance_is_no_doubt() -> None:
    assert type(judged(429, old_shape(429, "rateLimitExceeded"), repeatable=False)) is Retryable


@pytest.mark.parametrize("key", sorted(TABLE))
def test_every_line_of_the_table_says_what_to_do(key: tuple[int, str]) -> None:
    error = to_error(Refusal(status=key[0], reason=key[1], message="No."), repeatable=True)
    assert error.mend or isinstance(error, Conflict | CursorExpired)


def test_retry_after_seconds_are_obeyed() -> None:
    error = judged(429, b"", Retry_After="3600")
    assert isinstance(error, Retryable)
    assert error.after == timedelta(hours=1)


def test_retry_after_date_is_measured_from_googles_clock() -> None:
    now, later = "Mon, 07 Sep 2026 08:00:00 GMT", "Mon, 07 Sep 2026 08:15:00 GMT"
    error = judged(503, b"", Retry_After=later, Date=now)
    assert isinstance(error, Retryable)
    assert error.after == timedelta(minutes=15)


def test_gmails_stated_time_beats_a_shorter_header() -> None:
    words = "User-rate limit exceeded.  Retry after 2026-09-07T08:15:00.000Z (Mail sending)"
    content = old_shape(429, "rateLimitExceeded", words)
    error = judged(429, content, Retry_After="5", Date="Mon, 07 Sep 2026 08:00:00 GMT")
    assert isinstance(error, Retryable)
    assert error.after == timedelta(minutes=15)


def test_calendar_usage_limit_waits_long() -> None:
    error = judged(403, old_shape(403, "quotaExceeded", "Calendar usage limits exceeded."))
    assert isinstance(error, Retryable)
    assert error.after == LONG_WAIT


@given(status=st.integers(400, 599), content=st.binary(max_size=200), repeatable=st.booleans())
def test_any_bytes_become_an_error_of_ours(status: int, content: bytes, repeatable: bool) -> None:
    assert isinstance(judged(status, content, repeatable=repeatable), ConnectorError)


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["error", "errors", "details", "reason", "status", "message"]), inner)
        ),
    )
)
def test_any_json_becomes_an_error_of_ours(value: object) -> None:
    assert isinstance(judged(403, json.dumps(value).encode()), ConnectorError)
