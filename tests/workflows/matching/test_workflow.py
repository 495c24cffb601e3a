"""Matching as a workflow: when the draft is renewed and what the lead's words do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.workflows.matching.school import NOW, Office, mentee, mentor, policy, school
from workflows.decision import Timer
from workflows.effects import PutRow, RemoveRow
from workflows.events import (
    ApplicantAccepted,
    CellEdited,
    ConsentEnded,
    DraftRequested,
    PairApproved,
    PairEnded,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.state import Application, Closure, Pair, PairStatus, Role, Steer, Unmatched
from workflows.view import Overlay

DRAFT = DraftRequested(by="lead")


def office(**rules: object) -> Office:
    """Two mentors, two mentees; Ann suits Ben, and both pairs fit."""
    people = school(
        mentor("Ann", topics=("Homework",)),
        mentor("Cem"),
        mentee("Ben", topics=("homework",)),
        mentee("Dua"),
    )
    return Office(people, policy(**rules))


def test_acceptance_sets_draft_timer_on_next_school_morning() -> None:
    decision = office().hear(ApplicantAccepted(person_id="ben", role=Role.MENTEE))
    due = datetime(2026, 9, 9, 6, 30, tzinfo=UTC)
    assert decision.timers == (Timer(kind="matching.draft", subject="programme", due_at=due),)


def test_timer_drafts_best_pairs() -> None:
    held = office()
    held.hear(TimerFired(kind="matching.draft", subject="programme", due_at=NOW))
    assert [(p.id, p.status) for p in held.view.find(Pair)] == [
        ("ann~ben", PairStatus.DRAFT),
        ("cem~dua", PairStatus.DRAFT),
    ]


def test_draft_twice_changes_nothing() -> None:
    held = office()
    held.hear(DRAFT)
    again = held.hear(DRAFT)
    assert (again.changes, again.effects) == ((), ())


def test_draft_row_says_why() -> None:
    rows = [e for e in office().hear(DRAFT).effects if isinstance(e, PutRow) and e.key == "ann~ben"]
    assert rows[0].cells["why"].startswith("Ann can help with homework (+30)")


def test_draft_sends_nothing() -> None:
    decision = office().hear(DRAFT)
    assert {type(e) for e in decision.effects} <= {PutRow, RemoveRow}
    assert decision.events == ()


def test_pupil_without_consent_is_listed_with_the_reason() -> None:
    held = Office(school(mentor("Ann"), mentee("Ben", consent=False)))
    held.hear(DRAFT)
    assert [u.reasons for u in held.view.find(Unmatched, role=Role.MENTEE)] == [
        ("Ben cannot be matched yet: no consent from a guardian",)
    ]


def test_approve_makes_pair_active_and_tells_others() -> None:
    held = office()
    held.hear(DRAFT)
    answer = held.write("ann~ben", "Approve")
    pair = held.view.get(Pair, "ann~ben")
    assert pair is not None
    assert (pair.status, pair.approved_at) == (PairStatus.ACTIVE, NOW)
    assert answer.startswith("Approved Tue 8 September 2026")


def test_approve_raises_pair_approved_once() -> None:
    held = office()
    held.hear(DRAFT)
    edit = CellEdited(tab="pairs", row="ann~ben", column="decision", value="approve", before="")
    assert (held.hear(edit).events, held.hear(edit).events) == ((PairApproved(pair_id="ann~ben"),), ())


def test_approve_refuses_when_consent_ended_meanwhile() -> None:
    held = office()
    held.hear(DRAFT)
    pair = held.view.get(Pair, "ann~ben")
    gone = Office(school(mentor("Ann"), mentee("Ben", consent=False)))
    assert pair is not None
    gone.view = school(mentor("Ann"), mentee("Ben", consent=False)).having(pair)
    assert gone.write("ann~ben", "approve") == "Not approved. Ben: no consent from a guardian."


def test_approve_refuses_second_mentor_for_one_mentee() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("ann~ben", "approve")
    second = Pair(id="cem~ben", mentor_id="cem", mentee_id="ben", status=PairStatus.DRAFT)
    held.view = school(mentor("Ann"), mentor("Cem"), mentee("Ben")).having(*held.view.find(Pair), second)
    assert held.write("cem~ben", "approve") == "Not approved: Ben has a mentor already."


def test_approve_refuses_mentor_who_is_full() -> None:
    taken = Pair(id="ann~ben", mentor_id="ann", mentee_id="ben", status=PairStatus.ACTIVE)
    draft = Pair(id="ann~dua", mentor_id="ann", mentee_id="dua", status=PairStatus.DRAFT)
    held = Office(school(mentor("Ann"), mentee("Ben"), mentee("Dua")).having(taken, draft))
    assert held.write("ann~dua", "approve") == "Not approved: Ann takes no more mentees (has 1)."


def test_approve_refuses_pair_whose_slots_no_longer_meet() -> None:
    draft = Pair(id="ann~ben", mentor_id="ann", mentee_id="ben", status=PairStatus.DRAFT)
    held = Office(school(mentor("Ann", slots=("Wed/Lunch",)), mentee("Ben")).having(draft))
    assert held.write("ann~ben", "approve") == "Not approved: they have no slot in common."


def test_forbid_redrafts_and_says_what_it_cost() -> None:
    held = office()
    held.hear(DRAFT)
    answer = held.write("ann~ben", "forbid")
    assert answer.endswith("Changed: Ben now with Cem; Dua now with Ann. It cost 30 points in total.")
    assert {p.id for p in held.view.find(Pair, status=PairStatus.DRAFT)} == {"ann~dua", "cem~ben"}


def test_cleared_forbid_lets_pair_return() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("ann~ben", "forbid")
    assert held.write("ann~ben", "").endswith("It cost nothing. It gained 30 points in total.")
    assert {p.id for p in held.view.find(Pair)} == {"ann~ben", "cem~dua"}


def test_lock_keeps_pair_in_next_draft() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("cem~dua", "forbid")
    held.write("ann~dua", "lock")
    held.hear(DRAFT)
    assert {(p.id, p.status) for p in held.view.find(Pair)} == {
        ("ann~dua", PairStatus.LOCKED),
        ("cem~ben", PairStatus.DRAFT),
        ("cem~dua", PairStatus.FORBIDDEN),
    }


def test_lock_by_name_pairs_the_rows_mentee_with_that_mentor() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("cem~dua", "lock: Ann")
    pair = held.view.get(Pair, "ann~dua")
    assert pair is not None
    assert pair.status is PairStatus.LOCKED


def test_two_locks_on_one_mentor_are_refused() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("ann~ben", "lock")
    held.write("cem~dua", "lock: ann@oak.example")
    assert held.view.get(Pair, "ann~dua") is None


def test_unknown_word_is_answered_with_the_possible_ones() -> None:
    held = office()
    held.hear(DRAFT)
    answer = held.write("ann~ben", "maybe")
    assert answer == "We do not know “maybe”. Possible here: approve, lock, forbid, end."


def test_end_ends_active_pair_and_never_repeats_it() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("ann~ben", "approve")
    assert held.write("ann~ben", "end") == "Ended Tue 8 September 2026. This pair is not made again."
    held.hear(DRAFT)
    assert {(p.id, p.status) for p in held.view.find(Pair)} == {
        ("ann~ben", PairStatus.ENDED),
        ("ann~dua", PairStatus.DRAFT),
        ("cem~ben", PairStatus.DRAFT),
    }


def test_mentee_waits_until_the_last_pair_is_closed() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("ann~ben", "approve")
    held.write("ann~ben", "end")
    open_ = Closure(id="ann~ben", pair_id="ann~ben", mentor_id="ann", mentee_id="ben", why="", opened_at=NOW)
    held.view = Overlay(held.view, (open_,))
    decision = held.hear(TimerFired(kind="matching.draft", subject="programme", due_at=NOW))
    left = held.view.get(Unmatched, "ben")
    assert left is not None
    assert left.reasons == ("Ben cannot be matched yet: the last pair is still being closed",)
    assert [t.kind for t in decision.timers if isinstance(t, Timer)] == ["matching.draft"]
    held.view = Overlay(held.view, (replace(open_, closed_at=NOW),))
    held.hear(DRAFT)
    assert held.view.get(Pair, "cem~ben") is not None


def test_approved_pair_does_not_move() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("cem~dua", "approve")
    held.write("ann~ben", "forbid")
    pair = held.view.get(Pair, "cem~dua")
    assert pair is not None
    assert pair.status is PairStatus.ACTIVE


def test_withdrawal_drops_ideas_and_ends_active_pairs() -> None:
    held = office()
    held.hear(DRAFT)
    held.write("cem~dua", "approve")
    first = held.hear(PersonWithdrew(person_id="ben", why="moved away"))
    second = held.hear(ConsentEnded(person_id="dua", why="guardian said no"))
    assert first.effects == (RemoveRow(tab="pairs", key="ann~ben"),)
    assert second.events == (PairEnded(pair_id="cem~dua", why="guardian said no"),)


def test_erasure_forgets_all_pairs() -> None:
    held = office()
    held.hear(DRAFT)
    held.hear(PersonErased(person_id="ann"))
    assert [p.id for p in held.view.find(Pair)] == ["cem~dua"]


def test_capacity_of_mentor_is_used_up_to_the_schools_limit() -> None:
    people = school(mentor("Ann", capacity=3), mentee("Ben"), mentee("Dua"), mentee("Eli"))
    held = Office(people, policy(capacity=2))
    held.hear(DRAFT)
    assert len(held.view.find(Pair)) == 2
    assert len(held.view.find(Application)) == 4


def change(held: Office, row: str, value: str) -> str:
    """Write into the Matching tab and read the answer beside it."""
    decision = held.hear(CellEdited(tab="matching", row=row, column="change", value=value, before=""))
    rows = {e.key: e.cells["answer"] for e in decision.effects if isinstance(e, PutRow)}
    return rows[row]


def test_changed_weight_redrafts_and_says_what_it_cost() -> None:
    held = office()
    held.hear(DRAFT)
    answer = change(held, "weight:topics", "10")
    assert answer == "Now 10 (the programme file says 30). Nothing else changed."
    assert [p.score for p in held.view.find(Pair)] == [10, 0]


def uneven() -> Office:
    """Two fair pairs; the other way round there is more in total, and less for one of the two."""
    weights = {"topics": 20, "subjects": 20, "mentee_wish": 70, "interests": 30}
    people = school(
        mentor("Ann", topics=("art",)),
        mentor("Cem", subjects=("maths",), interests=("chess",)),
        mentee("Ben", topics=("art",), interests=("chess",)),
        mentee("Dua", subjects=("maths",), wishes=("ann",)),
    )
    held = Office(people, policy(weights=weights))
    held.hear(DRAFT)
    return held


def test_cost_names_the_worst_off_pair_before_points() -> None:
    answer = uneven().write("ann~ben", "forbid")
    assert answer.endswith("It cost 10 points of the worst-off pair. It gained 40 points in total.")


def test_cost_of_other_weights_is_told_by_the_weights_before() -> None:
    answer = change(uneven(), "weight:subjects", "0")
    assert answer.endswith(
        "Changed: Ben now with Cem; Dua now with Ann. By the weights before, it cost 10 points of the worst-off pair. "
        "It gained 40 points in total."
    )


def test_hints_about_oneself_count_in_the_service() -> None:
    held = Office(school(mentor("Ann", traits=("quiet",)), mentee("Ben", traits=("Quiet", "funny"))))
    held.hear(DRAFT)
    assert held.view.find(Pair)[0].reasons[0] == "both say of themselves: Quiet (+2)"


def test_raised_capacity_places_more() -> None:
    held = Office(school(mentor("Ann", capacity=2), mentee("Ben"), mentee("Dua")))
    held.hear(DRAFT)
    assert change(held, "capacity", "2").endswith("with Ann. It cost nothing. It gained a place for 1.")
    assert len(held.view.find(Pair)) == 2


def test_cleared_weight_returns_to_programme_file() -> None:
    held = office()
    change(held, "weight:topics", "10")
    assert change(held, "weight:topics", "").startswith("Back to the programme file: 30.")
    assert held.view.find(Steer) == []


def test_weight_that_is_no_number_is_refused() -> None:
    assert change(office(), "weight:topics", "lots") == "Write a whole number from 0 to 1000, or clear the cell."


def test_programme_start_shows_rules_in_matching_tab() -> None:
    decision = office().hear(ProgrammeStarted(fingerprint="1"))
    rows = [e for e in decision.effects if isinstance(e, PutRow)]
    assert ("capacity", "1") in [(e.key, e.cells["value"]) for e in rows]


def test_draft_shows_its_proof() -> None:
    rows = [e for e in office().hear(DRAFT).effects if isinstance(e, PutRow) and e.key == "draft:proof"]
    assert rows[0].cells["value"].startswith("checked (placed, worst, total): numbers ")
