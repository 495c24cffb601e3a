"""The audit of endings: a pair nobody closed, a closure left open, a reminder too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from service.simulate.ending import faults
from service.simulate.evidence import Evidence, Mail

LAST = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)
CHASER, ASK = "Still to answer: a few questions", "Looking back at your time with Ben"
CLOSED = {"Ended": "2027-03-01", "Status": "closed on 2027-03-09"}


def mail(subject: str) -> Mail:
    return Mail(to="a@oak.example", subject=subject, message_id=subject, sent_at=LAST, said="", why="because")


def found(
    pairs: Mapping[str, Mapping[str, str]], closures: Mapping[str, Mapping[str, str]], mails: Sequence[Mail] = ()
) -> dict[str, list[str]]:
    rows = {"Pairs": pairs, "Closures": closures}
    evidence = Evidence(responses={}, rows=rows, keys={}, mails=[*mails, mail("Hello")], meetings=())
    return {rule: list(names) for rule, names in faults(evidence).items() if names}


def test_closed_pairs_and_two_reminders_are_fine() -> None:
    mails = [mail(ASK), mail(CHASER), mail(CHASER)]
    assert found({"x": {"Status": "ended"}, "y": {"Status": "active"}}, {"x": CLOSED}, mails) == {}


def test_ended_pair_without_closure_is_found() -> None:
    assert found({"x": {"Status": "ended"}}, {}) == {"pairs without closure": ["x"]}


@pytest.mark.parametrize(("ended", "wrong"), [("2027-03-01", True), ("2027-06-25", False)])
def test_closure_may_be_open_for_a_while_only(ended: str, wrong: bool) -> None:
    open_ = {"Ended": ended, "Status": "open, 1 still to answer"}
    assert ("closures left open" in found({}, {"x": open_})) is wrong


def test_third_reminder_is_found() -> None:
    mails = [mail(ASK), mail(CHASER), mail(CHASER), mail(CHASER)]
    assert found({}, {}, mails) == {"too many reminders": ["a@oak.example: 3 reminders of 1 questions"]}
