"""The watch-list: a rule puts a pair on, mending takes it off, and the lead gets one mail a week at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import FIRST_AT, MENTEE, MENTOR, PAIR, POLICY, check_in, couple, meeting
from workflows import watch
from workflows.decision import NOTHING, Decision
from workflows.effects import SendMail
from workflows.events import AttendanceImported, CheckedIn, Event, MeetingSettled, PairEnded
from workflows.state import Attendance, CheckIn, Entity, Meeting, MeetingStatus, Outcome, Pair, PairStatus, Watch
from workflows.view import Snapshot

WEEK = timedelta(days=7)
NOW = FIRST_AT + 3 * WEEK + timedelta(hours=3)


def past(number: int, status: MeetingStatus = MeetingStatus.HELD) -> Meeting:
    at = FIRST_AT + (number - 1) * WEEK
    return meeting(number, starts_at=at, ends_at=at + timedelta(minutes=40), status=status)


def decide(event: Event, *values: Entity, now: datetime = NOW) -> Decision:
    return watch.decide(event, Snapshot([*couple(), *values]), now, POLICY)


def settled(number: int, outcome: str, by: str = "check-ins") -> MeetingSettled:
    return MeetingSettled(meeting_id=f"{PAIR}/{number}", pair_id=PAIR, outcome=outcome, by=by)


def spoke(number: int, who: str = MENTEE) -> CheckedIn:
    return CheckedIn(meeting_id=f"{PAIR}/{number}", pair_id=PAIR, person_id=who)


def moods(*values: int | None) -> list[Entity]:
    said: list[Entity] = [check_in(MENTEE, n, mood=mood) for n, mood in enumerate(values, 1)]
    return [*said, *(past(n) for n in range(1, len(values) + 1))]


def on(rule: str, **changed: Any) -> Watch:
    known = Watch(
        id=f"{PAIR}:{rule}", pair_id=PAIR, mentor_id=MENTOR, mentee_id=MENTEE, rule=rule, reason="", since=NOW
    )
    return replace(known, **changed)


def rules(decision: Decision) -> dict[str, bool]:
    """Rule -> whether the pair is on the list for it."""
    return {w.rule: w.cleared_at is None for w in decision.changes if isinstance(w, Watch)}


def mails(decision: Decision) -> list[str]:
    return [e.key for e in decision.effects if isinstance(e, SendMail)]


@pytest.mark.parametrize(
    ("said", "listed"),
    [((1, 2), True), ((4, 2, 1), True), ((2, None, 1), True), ((2,), False), ((1, 1, 3), False), ((2, 3, 2), False)],
)
def test_low_moods_in_a_row_put_a_pair_on_the_list(said: tuple[int | None, ...], listed: bool) -> None:
    assert rules(decide(spoke(len(said)), *moods(*said))) == ({"low_mood": True} if listed else {})


def test_low_moods_say_whose_and_how_many() -> None:
    (found,) = decide(spoke(2), *moods(1, 2)).changes
    assert found == on("low_mood", reason="Ben said 2 times in a row that it was not good.")


def test_better_mood_takes_the_pair_off_the_list() -> None:
    listed = on("low_mood", reason="x")
    assert decide(spoke(3), *moods(1, 1, 4), listed).changes == (replace(listed, cleared_at=NOW),)


def test_hard_meeting_lists_until_the_next_that_is_not() -> None:
    hard = check_in(MENTOR, 1, hard=True)
    assert rules(decide(spoke(1, MENTOR), past(1), hard)) == {"hard": True}
    easier = check_in(MENTOR, 2)
    assert rules(decide(spoke(2, MENTOR), past(1), past(2), hard, easier, on("hard"))) == {"hard": False}


LOST = (MeetingStatus.MISSED, MeetingStatus.CANCELLED)


@pytest.mark.parametrize("first", LOST)
@pytest.mark.parametrize("second", LOST)
def test_two_meetings_in_a_row_that_did_not_take_place_list(first: MeetingStatus, second: MeetingStatus) -> None:
    decision = decide(settled(2, second.value), past(1, first), past(2, MeetingStatus.PLANNED))
    assert rules(decision) == {"misses": True}


def test_held_meeting_takes_misses_off_the_list() -> None:
    lost = [past(1, MeetingStatus.MISSED), past(2, MeetingStatus.MISSED), past(3, MeetingStatus.PLANNED)]
    assert rules(decide(settled(3, "held"), *lost, on("misses"))) == {"misses": False}


def test_unconfirmed_in_a_row_list_and_any_word_clears() -> None:
    quiet = [past(1, MeetingStatus.UNCONFIRMED), past(2, MeetingStatus.PLANNED)]
    assert rules(decide(settled(2, "unconfirmed"), *quiet)) == {"unconfirmed": True}
    assert rules(decide(settled(2, "held"), *quiet, on("unconfirmed"))) == {"unconfirmed": False}


def test_sides_that_disagree_list_until_they_agree_or_staff_decide() -> None:
    both: list[Entity] = [past(1), check_in(MENTOR, 1), check_in(MENTEE, 1, outcome=Outcome.MISSED)]
    assert rules(decide(spoke(1), *both)) == {"disagree": True}
    agreed: list[CheckIn] = [check_in(MENTOR, 1), check_in(MENTEE, 1)]
    assert rules(decide(spoke(1), past(1), *agreed, on("disagree"))) == {"disagree": False}
    assert rules(decide(settled(1, "held", by="staff"), *both, on("disagree"))) == {"disagree": False}


def test_lead_is_told_once_a_week() -> None:
    decision = decide(spoke(2), *moods(1, 2))
    assert mails(decision) == [f"oak/watch/{PAIR}/2026-40"]
    assert mails(decide(spoke(2), *moods(1, 2), on("misses", since=NOW - timedelta(days=1)))) == []
    assert mails(decide(spoke(2), *moods(1, 2), on("misses", since=NOW - WEEK))) != []


def test_reason_that_grows_changes_the_entry_without_a_mail() -> None:
    listed = on("low_mood", reason="Ben said 2 times in a row that it was not good.", since=NOW - 2 * WEEK)
    decision = decide(spoke(3), *moods(1, 2, 1), listed)
    assert decision.changes == (replace(listed, reason="Ben said 3 times in a row that it was not good."),)
    assert mails(decision) == []


def test_entry_that_stays_the_same_changes_nothing() -> None:
    listed = on("low_mood", reason="Ben said 2 times in a row that it was not good.")
    assert decide(spoke(2), *moods(1, 2), listed) == NOTHING


def test_meetings_still_to_come_do_not_count() -> None:
    assert decide(settled(1, "missed"), past(1), past(5, MeetingStatus.CANCELLED)) == NOTHING


def test_end_of_the_pair_clears_its_entries() -> None:
    decision = decide(PairEnded(pair_id=PAIR, why=""), on("hard"), on("misses", cleared_at=NOW))
    assert decision.changes == (on("hard", cleared_at=NOW),)


def test_pair_that_is_over_or_unknown_is_not_listed() -> None:
    over = [replace(v, status=PairStatus.ENDED) for v in couple() if isinstance(v, Pair)]
    assert decide(spoke(2), *moods(1, 1), *over) == NOTHING
    assert watch.decide(spoke(2), Snapshot(), NOW, POLICY) == NOTHING


def records(present: int, month: int = 9, who: str = MENTEE) -> Attendance:
    first, last = date(2026, month, 1), date(2026, month, 28)
    key = f"{who}:{first.isoformat()}"
    return Attendance(id=key, person_id=who, first=first, last=last, present=present, possible=20)


def imported(present: int, month: int = 10) -> AttendanceImported:
    kept = records(present, month)
    return AttendanceImported(
        email=f"{MENTEE}@oak.example", first=kept.first, last=kept.last, present=present, possible=20
    )


@pytest.mark.parametrize(("before", "latest", "listed"), [(20, 18, True), (20, 19, False), (12, 20, False)])
def test_drop_in_attendance_puts_a_pair_on_the_list(before: int, latest: int, listed: bool) -> None:
    assert rules(decide(imported(latest), records(before))) == ({"attendance": True} if listed else {})


def test_drop_in_attendance_tells_the_lead_why_and_what_to_do() -> None:
    decision = decide(imported(15), records(20))
    (watch_,) = [c for c in decision.changes if isinstance(c, Watch)]
    assert watch_.reason == "Ben was in school on 75 % of the days of late, after 100 % before."
    (mail,) = [e for e in decision.effects if isinstance(e, SendMail)]
    assert "ask the homeroom teacher" in repr(mail.blocks)


def test_attendance_that_mends_takes_the_pair_off_the_list() -> None:
    listed = on("attendance", reason="x")
    assert rules(decide(imported(20, 11), records(20), records(15, 10), listed)) == {"attendance": False}


def test_attendance_of_another_year_or_of_nobody_known_lists_nobody() -> None:
    old = replace(records(20), first=date(2025, 3, 1), last=date(2025, 3, 28))
    assert decide(imported(10), old) == NOTHING
    assert decide(replace(imported(10), email="who@oak.example"), records(20)) == NOTHING
