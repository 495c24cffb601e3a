"""Meetings from approval to the end: what is booked, moved, settled and called off, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.builders import FIRST_AT, MENTEE, MENTOR, NOW, PAIR, POLICY, calendar, couple, edited, meeting, policy
from tests.workflows.meetings.diary import Diary
from workflows import meetings, tabs
from workflows.decision import NOTHING
from workflows.effects import AskBusy, SendMail, Urgency
from workflows.events import (
    BusyKnown,
    ConsentEnded,
    ConsentGiven,
    Event,
    InvitationAnswered,
    MeetingSettled,
    PairApproved,
    PairEnded,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    RowDeleted,
    TimerFired,
)
from workflows.policy import MeetingPolicy, Policy, Room
from workflows.state import Consent, Meeting, MeetingStatus, Pair, PairStatus, Watch
from workflows.text.blocks import FormLink, Items
from workflows.view import Snapshot

WEDNESDAYS = [date(2026, 9, d) for d in (9, 16, 23, 30)] + [date(2026, 10, 7)]
APPROVED = PairApproved(pair_id=PAIR)
FULL = (datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def approved(*, by: Policy = POLICY, others: dict[str, Any] | None = None, **pair: Any) -> Diary:
    diary = Diary(*couple(**pair), policy=by, others=others)
    diary.happen(APPROVED)
    return diary


def days(diary: Diary) -> list[date]:
    return [diary.policy.school.local_date(m.starts_at) for m in diary.planned]


def subjects(diary: Diary) -> dict[str, str]:
    """Mails by the last two parts of their key."""
    return {"/".join(key.split("/")[-3:]): mail.subject for key, mail in diary.unsent.items()}


def hall(pairs: int) -> Policy:
    return policy(rooms=(Room(name="Hall", pairs=pairs),), school=calendar(slots=("Wed/Lunch",)))


# --- asking -----------------------------------------------------------------------------------------


def test_approval_asks_the_calendars_of_everybody_concerned() -> None:
    decision = meetings.decide(APPROVED, Snapshot(couple()), NOW, POLICY)
    (ask,) = decision.effects
    assert ask == AskBusy(
        key=f"oak/busy/{PAIR}/plan//{int(NOW.timestamp())}",
        addresses=("p-mentor@oak.example", "p-mentee@oak.example", "lead@oak.example"),
        starts_at=datetime(2026, 9, 8, 23, 0, tzinfo=UTC),
        ends_at=POLICY.school.at(date(2026, 10, 10), time.max),
    )


def test_approval_of_a_pair_without_consent_books_nothing() -> None:
    values = [v for v in couple() if not isinstance(v, Consent)]
    decision = meetings.decide(APPROVED, Snapshot(values), NOW, POLICY)
    assert (decision.effects, decision.reason) == ((), f"Nothing is booked for {PAIR}: not both may take part.")


def test_consent_withdrawn_while_the_calendars_are_asked_books_nothing() -> None:
    (ask,) = meetings.decide(APPROVED, Snapshot(couple()), NOW, POLICY).effects
    assert isinstance(ask, AskBusy)
    values = [v for v in couple() if not isinstance(v, Consent)]
    decision = meetings.decide(BusyKnown(ask=ask.key, busy={}), Snapshot(values), NOW, POLICY)
    assert (decision.changes, decision.effects) == ((), ())


@pytest.mark.parametrize("key", ["", "oak/busy/p1", "elm/busy/a~b/plan//1", "oak/busy/a~b/plan//1"])
def test_answer_to_a_question_that_is_not_ours_does_nothing(key: str) -> None:
    assert meetings.decide(BusyKnown(ask=key, busy={}), Snapshot(couple()), NOW, POLICY) == NOTHING


# --- the first meeting and the series ---------------------------------------------------------------


def test_first_meeting_is_the_earliest_time_with_notice() -> None:
    assert approved().meetings[0] == meeting()


def test_series_follows_on_the_same_weekday_to_the_horizon() -> None:
    assert days(approved()) == WEDNESDAYS


def test_first_meeting_avoids_what_fills_a_calendar() -> None:
    wednesday = (FIRST_AT, FIRST_AT + timedelta(minutes=10))
    assert days(approved(others={"p-mentee@oak.example": (wednesday,)}))[0] == date(2026, 9, 10)


def test_first_meeting_later_than_wished_says_so() -> None:
    busy = ((NOW, NOW + timedelta(days=10)),)
    first = approved(others={"lead@oak.example": busy}).meetings[0]
    assert (first.starts_at.date(), first.why) == (
        date(2026, 9, 22),
        "First meeting, later than 5 school days after approval: nothing was free before.",
    )


def test_unreadable_calendar_is_named_and_does_not_hinder() -> None:
    first = approved(others={"p-mentee@oak.example": None, "lead@oak.example": None}).meetings[0]
    assert first.starts_at == FIRST_AT
    assert first.why.endswith("The calendar of Ben, Lee Lead could not be read; the time may clash.")


def test_series_moves_off_a_closed_day_and_both_are_told_once() -> None:
    school = calendar(closed=frozenset({date(2026, 9, 16)}))
    diary = approved(by=policy(school=school))
    assert days(diary)[1] == date(2026, 9, 15)
    lines = Items(lines=("Tue 15 September 2026, 12:30–13:10, instead of the usual day",))
    mail = diary.unsent[f"oak/meetings/{PAIR}/regular/2026-09-15/{MENTOR}"]
    assert (mail.blocks[1], mail.urgency) == (lines, Urgency.ROUTINE)


def test_series_leaves_out_a_closed_week_and_both_are_told_once() -> None:
    week = frozenset(date(2026, 9, d) for d in range(14, 19))
    diary = approved(by=policy(school=calendar(closed=week)))
    diary.wait_until(NOW + timedelta(hours=1))
    diary.happen(TimerFired(kind="meetings.extend", subject=PAIR, due_at=diary.now))
    assert days(diary) == [d for d in WEDNESDAYS if d not in week]
    assert [k for k in diary.unsent if "regular" in k and k.endswith(MENTEE)] == [
        f"oak/meetings/{PAIR}/regular/2026-09-16/{MENTEE}"
    ]


def test_series_is_extended_as_time_passes_and_ends_with_the_year() -> None:
    diary = approved()
    diary.wait_until(datetime(2027, 7, 30, tzinfo=UTC))
    every = [diary.policy.school.local_date(m.starts_at) for m in diary.meetings]
    weeks = {(d - WEDNESDAYS[0]).days // 7 for d in every}
    assert (len(every), len(weeks), max(every)) == (41, 41, date(2027, 6, 30))
    assert ("meetings.extend", PAIR) not in diary.timers


def test_series_on_rotation_days_stays_within_tolerance() -> None:
    school = calendar(rotation=("A", "B", "C", "D"), slots=("A/Lunch", "C/Lunch"))
    diary = approved(by=policy(school=school), slots=("A/Lunch", "C/Lunch"))
    first = days(diary)[0]
    assert [abs((d - first).days - 7 * n) <= 3 for n, d in enumerate(days(diary))] == [True] * 5
    assert {school.day_names[d] for d in days(diary)} <= {"A", "C"}


def test_room_holds_as_many_pairs_as_it_may() -> None:
    for capacity, expected in ((1, 1), (2, 2), (3, 3)):
        values = [v for n in range(3) for v in couple(f"a{n}", f"b{n}", slots=("Wed/Lunch",))]
        diary = Diary(*values, policy=hall(capacity))
        for n in range(3):
            diary.happen(PairApproved(pair_id=f"a{n}~b{n}"))
        assert [m.starts_at for m in diary.planned].count(FIRST_AT) == expected


def test_room_in_the_calendar_may_be_filled_by_our_own_pairs_only() -> None:
    room = Room(name="Hall", email="Hall@oak.example", pairs=2)
    values = [v for n in range(2) for v in couple(f"a{n}", f"b{n}", slots=("Wed/Lunch",))]
    diary = Diary(
        *values, policy=policy(rooms=(room,)), others={"hall@oak.example": ((FIRST_AT + timedelta(7), FULL[1]),)}
    )
    for n in range(2):
        diary.happen(PairApproved(pair_id=f"a{n}~b{n}"))
    assert [m.starts_at for m in diary.planned] == [FIRST_AT, FIRST_AT]


# --- what the world sees ----------------------------------------------------------------------------


def test_first_meeting_is_told_to_both_the_guardian_and_the_adult() -> None:
    assert subjects(approved()) == {
        f"welcome/0/{MENTOR}": "Your first mentoring meeting: Wed 9 September 2026",
        f"welcome/0/{MENTEE}": "Your first mentoring meeting: Wed 9 September 2026",
        f"guardian/0/{MENTOR}": "Ana has a first mentoring meeting",
        "host/0/lead": "You host a new pair from Wed 9 September 2026",
    }


def test_welcome_says_who_when_where_and_what_they_share() -> None:
    text = repr(approved().unsent[f"oak/meetings/{PAIR}/1/welcome/0/{MENTEE}"].blocks)
    for part in (
        "Ana",
        "Wed 9 September 2026",
        "12:30–13:10",
        "Library",
        "Lee Lead",
        "both like: Music",
        "break the ice",
    ):
        assert part in text


def test_meeting_row_reads_for_staff() -> None:
    assert approved().rows[(tabs.MEETINGS, f"{PAIR}/1")] == {
        "pair": "Ana & Ben",
        "number": "1",
        "date": "2026-09-09",
        "time": "12:30–13:10",
        "room": "Library",
        "host": "Lee Lead",
        "status": "planned",
        "why": "First meeting: the earliest time free for both, an adult and a room.",
        "answer": "",
    }


def test_calendar_entry_names_everybody_and_its_version() -> None:
    entry = approved().entries[f"oak/meeting/{PAIR}/1"]
    assert (entry.version, entry.title, entry.location) == (0, "Mentoring: Ana and Ben", "Library")
    assert entry.attendees == ("p-mentor@oak.example", "p-mentee@oak.example", "lead@oak.example")
    assert entry.organiser == "lead@oak.example"


def test_reminder_goes_into_the_digest_of_that_morning() -> None:
    diary = approved()
    assert diary.timers[("meetings.remind", f"{PAIR}/1")] == datetime(2026, 9, 9, 6, 15, tzinfo=UTC)
    diary.wait_until(datetime(2026, 9, 9, 6, 20, tzinfo=UTC))
    mail = diary.unsent[f"oak/meetings/{PAIR}/1/remind/0/{MENTEE}"]
    assert (mail.subject, mail.urgency) == ("Today: your mentoring meeting", Urgency.ROUTINE)
    assert isinstance(mail.blocks[-1], FormLink)


def test_no_reminder_when_the_programme_wants_none() -> None:
    quiet = policy(meetings=MeetingPolicy(remind_before=False))
    assert not [k for k in approved(by=quiet).timers if k[0] == "meetings.remind"]


# --- nothing free -----------------------------------------------------------------------------------


def test_nothing_free_is_said_in_a_row_to_the_lead_and_on_the_watch_list() -> None:
    diary = approved(others={"lead@oak.example": (FULL,)})
    help_ = "no adult is free; one more adult who hosts would help"
    row = diary.rows[(tabs.MEETINGS, f"{PAIR}/1")]
    assert (row["status"], row["why"]) == ("not booked", help_)
    (watch,) = diary.view.find(Watch)
    assert (watch.id, watch.reason, watch.cleared_at) == (f"{PAIR}:no_time", help_, None)
    assert list(subjects(diary).values()) == ["No time found for Ana and Ben"]


def test_row_that_says_nothing_is_free_goes_with_the_pair() -> None:
    diary = approved(others={"lead@oak.example": (FULL,)})
    diary.happen(PairEnded(pair_id=PAIR, why="quarrel"))
    assert (tabs.MEETINGS, f"{PAIR}/1") not in diary.rows


def test_nothing_free_is_looked_at_again_and_told_once() -> None:
    diary = approved(others={"lead@oak.example": (FULL,)})
    diary.wait_until(NOW + timedelta(days=5))
    assert len(diary.unsent) == 1
    diary.others = {}
    diary.wait_until(NOW + timedelta(days=7))
    assert diary.planned
    assert diary.view.find(Watch)[0].cleared_at is not None


def test_pair_without_a_common_slot_says_what_would_help() -> None:
    (watch,) = approved(slots=("Sat/Lunch",)).view.find(Watch)
    assert watch.reason.startswith("the two have no slot in common")


# --- declined ---------------------------------------------------------------------------------------


def test_declined_meeting_moves_to_the_nearest_other_time() -> None:
    diary = approved()
    diary.decline(diary.planned[1], "P-mentee@oak.example")
    new = next(m for m in diary.planned if m.number == 2)
    assert (new.starts_at.date(), new.version, new.moves) == (date(2026, 9, 15), 1, 1)
    assert diary.entries[f"oak/meeting/{PAIR}/2"].version == 1
    assert subjects(diary)[f"moved/1/{MENTOR}"] == "Your mentoring meeting has moved to Tue 15 September 2026"


def test_declined_meeting_moves_its_timers() -> None:
    diary = approved()
    diary.decline(diary.planned[1], "p-mentee@oak.example")
    assert diary.timers[("meeting.ended", f"{PAIR}/2")] == datetime(2026, 9, 15, 12, 10, tzinfo=UTC)
    assert diary.timers[("meetings.remind", f"{PAIR}/2")] == datetime(2026, 9, 15, 6, 15, tzinfo=UTC)


def test_meeting_declined_once_too_often_is_called_off_and_the_lead_told() -> None:
    diary = approved()
    for _ in range(3):
        diary.decline(next(m for m in diary.meetings if m.number == 2), "p-mentee@oak.example")
    stuck = next(m for m in diary.meetings if m.number == 2)
    assert (stuck.status, stuck.moves, stuck.version) == (MeetingStatus.CANCELLED, 2, 3)
    assert "Ana and Ben need a word with you about their meeting" in subjects(diary).values()


def test_stuck_pair_leaves_the_watch_list_when_it_meets() -> None:
    stuck = Watch(
        id=f"{PAIR}:stuck", pair_id=PAIR, mentor_id=MENTOR, mentee_id=MENTEE, rule="stuck", reason="", since=NOW
    )
    diary = Diary(*couple(), meeting(), stuck)
    diary.now = FIRST_AT + timedelta(hours=1)
    diary.happen(MeetingSettled(meeting_id=f"{PAIR}/1", pair_id=PAIR, outcome="held", by="check-ins"))
    assert diary.view.get(Watch, stuck.id) == replace(stuck, cleared_at=diary.now)


def test_declining_room_is_replaced_at_the_same_time() -> None:
    rooms = (Room(name="Hall", email="hall@oak.example"), Room(name="Den"))
    diary = approved(by=policy(rooms=rooms))
    diary.decline(diary.planned[0], "hall@oak.example")
    assert (diary.planned[0].starts_at, diary.planned[0].room, diary.planned[0].version) == (FIRST_AT, "Den", 1)


def test_declining_adult_is_replaced_by_a_new_entry_at_the_same_time() -> None:
    roles = replace(POLICY.roles, hosts=("lead", "deputy"))
    diary = approved(by=policy(roles=roles))
    diary.decline(diary.planned[0], "lead@oak.example")
    first = diary.planned[0]
    assert (first.starts_at, first.host_id, first.number) == (FIRST_AT, "deputy", 6)
    assert diary.entries[f"oak/meeting/{PAIR}/1"].cancelled


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": "accepted"},
        {"answer": "tentative"},
        {"address": "stranger@oak.example"},
        {"version": 7},
        {"meeting": "oak/meeting/none/1"},
        {"meeting": "elm/meeting/x/1"},
    ],
)
def test_other_answers_to_an_invitation_change_nothing(changed: dict[str, Any]) -> None:
    said = InvitationAnswered(
        meeting=f"oak/meeting/{PAIR}/1", version=0, address="p-mentee@oak.example", answer="declined"
    )
    event = replace(said, **changed)
    decision = meetings.decide(event, Snapshot([*couple(), meeting()]), NOW, POLICY)
    assert (decision.changes, decision.effects, decision.timers) == ((), (), ())


# --- the calendar changes ---------------------------------------------------------------------------


def closed(diary: Diary, *days_: date) -> None:
    diary.policy = replace(diary.policy, school=calendar(closed=frozenset(days_)))
    diary.happen(ProgrammeStarted(fingerprint="2"))


def test_day_closed_later_moves_its_meeting_and_tells_both_once() -> None:
    diary = approved()
    closed(diary, date(2026, 9, 16))
    closed(diary, date(2026, 9, 16))
    moved = next(m for m in diary.planned if m.number == 2)
    assert (moved.starts_at.date(), moved.version) == (date(2026, 9, 15), 1)
    assert [k for k in diary.unsent if "/moved/" in k and k.endswith(MENTEE)] == [
        f"oak/meetings/{PAIR}/2/moved/1/{MENTEE}"
    ]


def test_week_closed_later_calls_its_meeting_off_and_tells_both() -> None:
    diary = approved()
    closed(diary, *(date(2026, 9, d) for d in range(14, 20)))
    gone = next(m for m in diary.meetings if m.number == 2)
    assert (gone.status, gone.version) == (MeetingStatus.CANCELLED, 1)
    mail = diary.unsent[f"oak/meetings/{PAIR}/2/cancelled/1/{MENTOR}"]
    assert "You meet next on Wed 9 September 2026." in repr(mail.blocks)


def test_programme_file_that_changes_nothing_for_a_pair_asks_nothing() -> None:
    diary = approved()
    decision = meetings.decide(ProgrammeStarted(fingerprint="2"), diary.view, NOW, POLICY)
    assert decision == NOTHING


def test_room_taken_out_of_the_programme_moves_its_meetings() -> None:
    diary = approved()
    diary.policy = replace(POLICY, rooms=(Room(name="Den"),))
    diary.happen(ProgrammeStarted(fingerprint="2"))
    assert {m.room for m in diary.planned} == {"Den"}


# --- the end ----------------------------------------------------------------------------------------

ENDINGS = (
    PersonWithdrew(person_id=MENTEE, why="moved away"),
    ConsentEnded(person_id=MENTEE, why="withdrawn"),
    PersonErased(person_id=MENTEE),
    PairEnded(pair_id=PAIR, why="quarrel"),
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_end_calls_off_every_coming_meeting_at_once(ending: Event) -> None:
    diary = approved()
    decision = meetings.decide(ending, diary.view, NOW, POLICY)
    assert [(c.status, c.version) for c in decision.changes if isinstance(c, Meeting)] == [
        (MeetingStatus.CANCELLED, 1)
    ] * 5
    diary._take(decision)
    assert (diary.standing(), diary.timers) == ([], {})


@pytest.mark.parametrize("ending", ENDINGS)
def test_end_is_told_kindly_and_without_the_reason(ending: Event) -> None:
    decision = meetings.decide(ending, approved().view, NOW, POLICY)
    mails = [e for e in decision.effects if isinstance(e, SendMail)]
    told = [MENTOR, MENTEE] if isinstance(ending, PairEnded) else [MENTOR]
    assert [m.to.person_id for m in mails] == told
    assert not any(word in repr(mails) for word in ("moved away", "withdrawn", "quarrel", "refused"))


@pytest.mark.parametrize("ending", ENDINGS[:3])
def test_goodbye_that_cannot_be_is_told_as_that(ending: Event) -> None:
    planned = approved().meetings[-1]
    over = [replace(v, status=PairStatus.ENDED) if isinstance(v, Pair) else v for v in couple()]
    decision = meetings.decide(ending, Snapshot([*over, planned]), NOW, POLICY)
    (told,) = [e for e in decision.effects if isinstance(e, SendMail)]
    assert (told.to.person_id, told.subject) == (MENTOR, "Your goodbye meeting cannot take place")


def test_end_leaves_past_meetings_as_they_were() -> None:
    diary = approved()
    diary.wait_until(datetime(2026, 9, 17, tzinfo=UTC))
    diary.happen(PairEnded(pair_id=PAIR, why=""))
    statuses = [m.status for m in diary.meetings]
    assert MeetingStatus.CANCELLED not in statuses[:2]
    assert statuses[2:] == [MeetingStatus.CANCELLED] * 3


def test_consent_given_again_books_again() -> None:
    diary = approved()
    diary._take(meetings.decide(ConsentEnded(person_id=MENTEE, why=""), diary.view, NOW, POLICY))
    diary._take(meetings.decide(ConsentGiven(person_id=MENTEE), diary.view, NOW, POLICY))
    (ask,) = diary.asks
    diary.happen(BusyKnown(ask=ask.key, busy={}))
    assert days(diary)[0] == date(2026, 9, 10)  # not on the day that was called off


# --- staff, and how it went -------------------------------------------------------------------------


def staff_said(word: str, *, late: bool = True, **changed: Any) -> Diary:
    diary = Diary(*couple(), replace(meeting(), **changed))
    diary.now = FIRST_AT + timedelta(hours=1) if late else NOW
    diary.happen(edited(tabs.MEETINGS, f"{PAIR}/1", "outcome", word))
    return diary


@pytest.mark.parametrize(
    ("word", "late", "status", "answer"),
    [
        ("Held", True, "held", "Done on Wed 9 September 2026: noted as held."),
        ("missed", True, "missed", "Done on Wed 9 September 2026: noted as missed."),
        ("cancel", True, "cancelled", "Done on Wed 9 September 2026: noted as cancelled."),
        ("cancel", False, "cancelled", "Done on Tue 8 September 2026: called off, both were told."),
        (
            "held",
            False,
            "planned",
            "Not changed: this meeting is still to come (Wed 9 September 2026). Choose cancel to call it off.",
        ),
        ("maybe", True, "planned", "Not understood: “maybe”. Choose held, missed or cancel."),
        ("", True, "planned", ""),
    ],
)
def test_staff_outcome_is_taken_or_answered(word: str, late: bool, status: str, answer: str) -> None:
    row = staff_said(word, late=late).rows[(tabs.MEETINGS, f"{PAIR}/1")]
    assert (row["status"], row["answer"]) == (status, answer)


def test_staff_outcome_said_twice_is_said_to_be_known() -> None:
    row = staff_said("held", status=MeetingStatus.HELD, outcome_by="staff").rows[(tabs.MEETINGS, f"{PAIR}/1")]
    assert row["answer"] == "It is held already."


def test_staff_cancel_of_a_coming_meeting_takes_it_out_of_calendars() -> None:
    diary = staff_said("cancel", late=False)
    assert diary.entries[f"oak/meeting/{PAIR}/1"].cancelled
    assert subjects(diary)[f"cancelled/1/{MENTEE}"] == "Your mentoring meeting on Wed 9 September 2026 is cancelled"


def test_cell_of_an_unknown_row_is_only_noted() -> None:
    decision = meetings.decide(edited(tabs.MEETINGS, "x/1", "outcome", "held"), Snapshot(), NOW, POLICY)
    assert (decision.changes, decision.effects) == ((), ())
    assert decision.reason


def test_deleted_row_is_not_written_again() -> None:
    decision = meetings.decide(RowDeleted(tab=tabs.MEETINGS, row=f"{PAIR}/1"), Snapshot([meeting()]), NOW, POLICY)
    assert (decision.changes, decision.effects) == ((), ())


def settled(outcome: str, by: str = "check-ins", **changed: Any) -> Diary:
    diary = approved()
    diary.values[("Meeting", f"{PAIR}/1")] = replace(meeting(), **changed)
    diary.now = FIRST_AT + timedelta(hours=3)
    diary.happen(MeetingSettled(meeting_id=f"{PAIR}/1", pair_id=PAIR, outcome=outcome, by=by))
    return diary


def test_missed_meeting_is_made_up_for_before_the_next_one() -> None:
    diary = settled("missed")
    makeup = next(m for m in diary.planned if m.number == 6)
    assert (makeup.starts_at.date(), makeup.moves) == (date(2026, 9, 10), 1)
    assert makeup.why == "Instead of meeting 1, which did not take place."
    assert subjects(diary)[f"again/0/{MENTEE}"] == "A new time for your mentoring meeting: Thu 10 September 2026"


@pytest.mark.parametrize(
    ("outcome", "by", "changed"),
    [("held", "check-ins", {}), ("unconfirmed", "", {}), ("cancelled", "staff", {}), ("missed", "staff", {"moves": 2})],
)
def test_other_outcomes_book_nothing_new(outcome: str, by: str, changed: dict[str, Any]) -> None:
    diary = settled(outcome, by, **changed)
    assert max(m.number for m in diary.meetings) == 5
    assert diary.view.get(Meeting, f"{PAIR}/1") == replace(
        meeting(),
        status=MeetingStatus(outcome),
        outcome_by=by,
        **changed,
    )


def test_outcome_of_an_unknown_meeting_does_nothing() -> None:
    event = MeetingSettled(meeting_id="x/1", pair_id="x", outcome="held")
    assert meetings.decide(event, Snapshot(), NOW, POLICY) == NOTHING


def test_timer_for_a_meeting_or_pair_that_is_gone_does_nothing() -> None:
    for kind in ("meetings.remind", "meetings.extend", "other"):
        assert meetings.decide(TimerFired(kind=kind, subject="x", due_at=NOW), Snapshot(), NOW, POLICY) == NOTHING


def test_extension_of_an_ended_pair_books_nothing() -> None:
    ended = [replace(v, status=PairStatus.ENDED) if isinstance(v, Pair) else v for v in couple()]
    event = TimerFired(kind="meetings.extend", subject=PAIR, due_at=NOW)
    assert meetings.decide(event, Snapshot(ended), NOW, POLICY).effects == ()
