"""The audit finds each kind of fault when it is there, and nothing when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.simulate.audit import Findings, audit
from service.simulate.evidence import Answered, Evidence, Mail, Meeting, left_for_good, rows_in

MONDAY = datetime(2026, 9, 14, 12, 30, tzinfo=UTC)
LUNCH = timedelta(minutes=40)


def answered(response: str, at: datetime = MONDAY, **answers: str) -> Answered:
    return Answered(response_id=response, submitted_at=at, answers={k: (v,) for k, v in answers.items()})


def mail(to: str = "ada@school.example", **changed: object) -> Mail:
    values = {
        "to": to,
        "subject": "Hello",
        "message_id": to,
        "sent_at": MONDAY,
        "said": "Good day",
        "why": "You applied.",
    }
    return Mail(**{**values, **changed})  # type: ignore[arg-type]  # the test names real fields only


def meeting(calendar: str, key: str = "p1~p2/1", at: datetime = MONDAY, **changed: object) -> Meeting:
    values = {
        "calendar": calendar,
        "key": key,
        "starts_at": at,
        "ends_at": at + LUNCH,
        "place": "Library",
        "cancelled": False,
    }
    return Meeting(**{**values, **changed})  # type: ignore[arg-type]  # the test names real fields only


CLEAN = Evidence(
    responses={"mentor_application": [answered("r1", email="ada@school.example")]},
    rows={
        "People": {"p1": {"Mail": "ada@school.example"}, "p2": {"Mail": "bo@school.example"}},
        "Applications": {"p1:mentor": {"Name": "Ada"}},
        "Consents": {"p1": {"Status": "given"}, "p2": {"Status": "given"}},
        "Check-ins": {},
        "Pairs": {"p1~p2": {"Why": "Both like chess", "Status": "active"}},
        "Meetings": {"p1~p2/1": {"Status": "planned", "Why": "First meeting", "Date": "2026-09-14"}},
    },
    keys={"People": ["p1", "p2"]},
    mails=[mail()],
    meetings=[meeting("ada@school.example"), meeting("bo@school.example")],
    pupils={"ada@school.example": "p1", "bo@school.example": "p2"},
    consents={p: [(MONDAY - timedelta(days=3), True)] for p in ("p1", "p2")},
)


MET: dict[str, Mapping[str, str]] = {**CLEAN.rows["Meetings"]}
NO_TIME = {"Status": "not booked", "Why": "no adult is free", "Date": ""}


def counts(findings: Findings) -> dict[str, int]:
    names = ("lost", "duplicate", "overlapping", "out_of_consent", "unexplained")
    return {name: getattr(findings, name) for name in names if getattr(findings, name)}


def rows(**tabs: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    return {"rows": {**CLEAN.rows, **{name.replace("_", "-"): found for name, found in tabs.items()}}}


def test_clean_evidence_has_no_findings() -> None:
    assert audit(CLEAN).clean


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (rows(Applications={}), {"lost": 1}),
        ({"responses": {"check_in": [answered("c1", code="meeting:m1.person:p1.mac")]}}, {"lost": 1}),
        ({"responses": {"consent": [answered("c1", code="person:p9.v:1.mac")]}}, {"lost": 1}),
        ({"responses": {"concern": [answered("c1")]}}, {"lost": 1}),
        ({"meetings": [meeting("ada@school.example")]}, {"lost": 1}),
        (rows(Meetings={}), {"lost": 1}),
        (rows(Meetings={**MET, "p1~p9/1": NO_TIME}), {"lost": 1}),
        ({"keys": {"People": ["p1", "p1", ""]}}, {"duplicate": 1}),
        ({"mails": [mail(), mail(said="Good evening")]}, {"duplicate": 1}),
        ({"mails": [mail(), mail(message_id="another")]}, {"duplicate": 1}),
        ({"mails": [mail(why=" ")]}, {"unexplained": 1}),
        (rows(Pairs={"p1~p2": {"Why": "", "Status": "active"}}), {"unexplained": 1}),
        ({"consents": {"p1": [(MONDAY - timedelta(days=3), True)]}}, {"out_of_consent": 1}),
        ({"left": {"ada@school.example": MONDAY - timedelta(days=1)}}, {"out_of_consent": 1}),
    ],
)
def test_each_fault_is_found(changed: dict[str, object], expected: dict[str, int]) -> None:
    assert counts(audit(replace(CLEAN, **changed))) == expected  # type: ignore[arg-type]  # real fields only


def test_farewell_may_wait_for_the_morning_and_nothing_else_may() -> None:
    # The notification of an answer at night is lost, the sweep finds it, and quiet hours keep the mail till morning.
    gone = {"left": {"ada@school.example": MONDAY - timedelta(hours=6)}, "meetings": []}
    farewell = replace(CLEAN, **gone, mails=[mail(key="sim/people/p1/left/20260907T010000Z")])  # type: ignore[arg-type]  # real fields only
    assert counts(audit(farewell)).get("out_of_consent", 0) == 0
    assert counts(audit(replace(farewell, mails=[mail(key="sim/training/p1/invite/1")])))["out_of_consent"] == 1


@pytest.mark.parametrize(("versions", "found"), [(2, {}), (1, {"duplicate": 1})])
def test_two_receipts_of_a_day_need_two_different_answers(versions: int, found: dict[str, int]) -> None:
    receipts = [mail(message_id=one, key=f"sim/applications/p1:mentor/receipt/{one}") for one in ("1", "2")]
    evidence = replace(CLEAN, mails=receipts, versions={"ada@school.example": versions})
    assert counts(audit(evidence)) == found


def test_pair_that_waits_for_a_time_is_no_lost_meeting() -> None:
    waiting = rows(Meetings={**MET, "p1~p2/2": NO_TIME})
    assert audit(replace(CLEAN, **waiting)).clean  # type: ignore[arg-type]  # real fields only


def test_two_places_at_once_are_found() -> None:
    both = [meeting(a, key="p1~p2/2", place="Room 2") for a in CLEAN.pupils]
    second = {**CLEAN.rows["Meetings"], "p1~p2/2": {"Status": "planned", "Why": "Series", "Date": "2026-09-14"}}
    found = audit(replace(CLEAN, meetings=[*CLEAN.meetings, *both], **rows(Meetings=second)))  # type: ignore[arg-type]  # real fields only
    assert counts(found) == {"overlapping": 2}


def test_concern_with_an_alert_in_time_is_not_lost() -> None:
    alert = mail("safe@school.example", subject="A concern needs you", sent_at=MONDAY + timedelta(seconds=5))
    found = audit(replace(CLEAN, responses={"concern": [answered("c1")]}, mails=[alert]))
    assert found.clean


@pytest.mark.parametrize(("applied", "gone"), [(-1, True), (1, False)])
def test_pupil_who_applies_after_leaving_has_come_back(applied: int, *, gone: bool) -> None:
    history = {
        "withdrawal": [answered("w1", code="person:p1.x", confirm="Yes, stop now")],
        "mentee_application": [answered("r1", MONDAY + applied * timedelta(hours=1), email="Ada@school.example")],
    }
    left = left_for_good(history, {"ada@school.example": "p1"})
    assert left == ({"ada@school.example": MONDAY} if gone else {})


def test_line_without_its_blank_end_still_has_every_title() -> None:
    lines = [["", "", ""], ["Key", "Invited", "Applied"], ["grade:7", "12"]]
    assert rows_in(lines) == {"grade:7": {"Key": "grade:7", "Invited": "12", "Applied": ""}}
