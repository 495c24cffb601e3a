"""The audit of the whole: a pair without consent, a concern nobody answered, a second routine mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.simulate.evidence import Answered, Evidence, Mail, Meeting
from service.simulate.whole import SILENCE, TRAINED, faults

AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
GIVEN = {"a": {"Status": "given"}, "b": {"Status": "given"}}


def mail(key: str, at: datetime = AT, to: str = "a@oak.example") -> Mail:
    return Mail(to=to, subject="x", message_id="<1@x>", key=f"sim/{key}", sent_at=at, said="", why="because")


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


@pytest.mark.parametrize("second", ["digest/d/2026-10-01/2", "checkins/a~b/1/ask/a", "reports/weekly/2026-10-01"])
def test_second_routine_mail_of_a_day_is_found(second: str) -> None:
    first = mail("digest/d/2026-10-01")
    assert found(first, mail(second, AT + timedelta(hours=1))) == {"second routine mails of a day": 1}
    assert found(first, mail(second, AT + timedelta(days=1))) == {}


def test_mail_that_somebody_waits_for_is_not_routine() -> None:
    assert (
        found(mail("digest/d/2026-10-01"), mail("applications/a:mentor/receipt/1"), mail("concerns/c/taken/1/x")) == {}
    )


def meeting(calendar: str, key: str = "a~b/1") -> Meeting:
    ends = AT + timedelta(minutes=40)
    return Meeting(calendar=calendar, key=key, starts_at=AT, ends_at=ends, place="Library", cancelled=False)


def left_out(*mails: Mail, meetings: Sequence[Meeting] = (), left: Mapping[str, datetime] | None = None) -> set[str]:
    """The rules that are broken where Ann (a) mentors Ben (b)."""
    form = {"email": ("b@oak.example",), "guardian_email": ("home@mail.example",)}
    answers = {"mentee_application": [Answered(response_id="1", submitted_at=AT, answers=form)]}
    evidence = Evidence(
        responses=answers,
        rows={"Pairs": {}, "Consents": {}},
        keys={},
        mails=mails,
        meetings=meetings,
        pupils={"a@oak.example": "a", "b@oak.example": "b"},
        left=left or {},
    )
    return {rule for rule, names in _judged(evidence).items() if names}


def test_mentor_who_met_before_the_training_was_complete_is_found() -> None:
    trained = replace(mail("training/a/complete/1", AT - timedelta(days=1)), subject=TRAINED)
    both = [meeting("a@oak.example"), meeting("b@oak.example")]
    assert left_out(meetings=both) == {"met before the training was complete"}
    assert left_out(replace(trained, sent_at=AT + timedelta(days=1)), meetings=both) != set()
    assert left_out(trained, meetings=both) == set()


def test_family_and_calendar_of_somebody_who_left_are_left_alone() -> None:
    gone = {"b@oak.example": AT - timedelta(days=1)}
    booked = [meeting("b@oak.example", "sim/taster/1")]
    home = mail("consent/b/reminder/1-1", to="home@mail.example")
    assert left_out(home, meetings=booked, left=gone) == {
        "families written to after a pupil left",
        "appointments after leaving",
    }
    assert left_out(home, meetings=booked, left={"b@oak.example": AT}) == set()
