"""The audit of the whole: a pair without consent, a concern nobody answered, a second digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from service.simulate.evidence import Evidence, Mail
from service.simulate.whole import SILENCE, faults

AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
GIVEN = {"a": {"Status": "given"}, "b": {"Status": "given"}}


def mail(key: str, at: datetime = AT, to: str = "a@oak.example") -> Mail:
    return Mail(to=to, subject="x", message_id=f"<sim/{key}@oak.example>", sent_at=at, said="", why="because")


def found(*mails: Mail, status: str = "active", consents: Mapping[str, Mapping[str, str]] = GIVEN) -> dict[str, int]:
    rows = {"Pairs": {"a~b": {"Status": status}}, "Consents": consents}
    evidence = Evidence(responses={}, rows=rows, keys={}, mails=mails, meetings=())
    return {rule: len(names) for rule, names in _judged(evidence).items() if names}


def _judged(evidence: Evidence) -> Mapping[str, Sequence[str]]:
    return {rule: list(names) for rule, names in faults(evidence).items()}


def test_consented_pair_and_answered_concern_are_fine() -> None:
    late = AT + SILENCE + timedelta(days=30)
    assert found(mail("concerns/c-1/alert/1/safe"), mail("concerns/c-1/taken/1/head"), mail("x", late)) == {}


def test_active_pair_without_consent_is_found() -> None:
    lacking = {**GIVEN, "b": {"Status": "withdrawn"}}
    assert found(consents=lacking) == {"active pairs without consent": 1}
    assert found(consents=lacking, status="ended") == {}


def test_concern_that_went_silent_is_found() -> None:
    alert = mail("concerns/c-1/alert/3/head")
    assert found(alert, mail("x", AT + SILENCE + timedelta(hours=1))) == {"concerns that went silent": 1}
    assert found(alert, mail("x", AT + SILENCE)) == {}


def test_second_digest_of_a_day_is_found() -> None:
    first, second = mail("digest/d/2026-10-01"), mail("digest/d/2026-10-01/2", AT + timedelta(hours=1))
    assert found(first, second) == {"second digests of a day": 1}
    assert found(first, mail("digest/d/2026-10-02", AT + timedelta(days=1))) == {}
