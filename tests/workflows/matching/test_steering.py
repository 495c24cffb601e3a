"""What the lead writes in the Pairs tab and what stands beside it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.matching.school import NOW, Office, mentee, mentor, policy, school
from workflows.decision import Decision
from workflows.events import (
    AcceptanceRevoked,
    CellEdited,
    DraftRequested,
    PairEnded,
    PersonErased,
    PersonWithdrew,
)
from workflows.policy import SupervisionPolicy, TrainingPolicy
from workflows.state import Closure, Pair, PairStatus, Repair, Role, Unmatched
from workflows.view import Overlay

DRAFT = DraftRequested(by="lead")


@pytest.fixture
def held() -> Office:
    """Two pairs drafted; Fay waits because nobody is free when she is."""
    people = school(
        mentor("Ann", topics=("Homework",)),
        mentor("Cem"),
        mentee("Ben", topics=("homework",)),
        mentee("Dua"),
        mentee("Fay", slots=("Wed/Lunch",)),
    )
    office = Office(people)
    office.hear(DRAFT)
    return office


@pytest.mark.parametrize(
    ("before", "word", "answer"),
    [
        ("approve", "approve", "Approved already on Tue 8 September 2026. To end it, choose “end”."),
        ("approve", "lock", "This pair is approved and does not move. To end it, choose “end”."),
        ("approve", "forbid", "This pair is approved and does not move. To end it, choose “end”."),
        ("approve", "", "This pair is approved and does not move. To end it, choose “end”."),
        ("", "end", "Only an approved pair can end. To keep it out of the draft, choose “forbid”."),
        ("", "", "Cleared: the pair is free again."),
        ("forbid", "approve", "Forbidden: this pair is not made again until you clear the cell."),
    ],
)
def test_word_in_the_wrong_place_is_answered(held: Office, before: str, word: str, answer: str) -> None:
    held.write("ann~ben", before)
    assert held.write("ann~ben", word) == answer


@pytest.mark.parametrize("word", ["approve", "lock", "forbid", "end", ""])
def test_ended_pair_stays_ended(held: Office, word: str) -> None:
    held.write("ann~ben", "approve")
    held.write("ann~ben", "end")
    assert held.write("ann~ben", word) == "This pair has ended and is not made again."


def test_old_draft_is_not_approved_while_the_last_pair_is_being_closed(held: Office) -> None:
    closing = Closure(id="x~ben", pair_id="x~ben", mentor_id="x", mentee_id="ben", why="left", opened_at=NOW)
    held.view = Overlay(held.view, (closing,))
    assert held.write("ann~ben", "approve") == "Not approved. Ben: the last pair is still being closed."


def test_old_draft_is_not_approved_when_training_lapsed_since(held: Office) -> None:
    held.rules = replace(held.rules, training=TrainingPolicy(topics=("Listening",)))
    assert held.write("ann~ben", "approve") == "Not approved. Ann: training still to do: Listening."


def test_end_advises_to_mend_first_where_pairs_are_mended(held: Office) -> None:
    held.rules = replace(held.rules, supervision=SupervisionPolicy(on=True))
    held.write("ann~ben", "approve")
    assert "Next time, try to mend the pair first" in held.write("ann~ben", "end")


def test_end_of_a_pair_that_was_mended_advises_nothing(held: Office) -> None:
    held.rules = replace(held.rules, supervision=SupervisionPolicy(on=True))
    held.write("ann~ben", "approve")
    mended = Repair(id="ann~ben", pair_id="ann~ben", mentor_id="ann", mentee_id="ben", asked_by="ben", at=NOW)
    held.view = Overlay(held.view, (mended,))
    assert held.write("ann~ben", "end") == "Ended Tue 8 September 2026. This pair is not made again."


def test_row_that_stands_for_nobody_is_journalled(held: Office) -> None:
    decision = held.hear(CellEdited(tab="pairs", row="x~y", column="decision", value="approve", before=""))
    assert decision == Decision(reason="A decision was written in a row of Pairs that stands for nobody (x~y).")


def test_other_columns_and_tabs_are_not_ours(held: Office) -> None:
    for tab, column in (("pairs", "why"), ("people", "decision"), ("matching", "value")):
        edit = CellEdited(tab=tab, row="ann~ben", column=column, value="x", before="")
        assert held.hear(edit) == Decision()


def test_named_lock_that_breaks_a_rule_is_refused(held: Office) -> None:
    assert held.write("unmatched:fay", "lock: Ann") == "Not possible with Ann: they have no slot in common."


def test_named_lock_of_an_unknown_mentor_is_refused(held: Office) -> None:
    assert held.write("unmatched:fay", "lock: Zoe") == "We know no accepted mentor called “zoe”."


def test_unmatched_row_says_what_can_be_written(held: Office) -> None:
    assert held.write("unmatched:fay", "approve") == "Write “lock: ” and then the mentor's address or full name."


def test_named_ban_keeps_a_pair_out_before_it_is_drafted(held: Office) -> None:
    held.write("ann~ben", "forbid: cem@oak.example")
    pair = held.view.get(Pair, "cem~ben")
    assert pair is not None
    assert pair.status is PairStatus.FORBIDDEN


def test_named_lock_of_a_mentee_with_a_mentor_is_refused(held: Office) -> None:
    held.write("ann~ben", "approve")
    assert held.write("ann~ben", "lock: Cem") == "Not possible with Cem: there is an approved mentor already."


def test_named_lock_of_an_approved_pair_is_refused(held: Office) -> None:
    held.write("ann~ben", "approve")
    answer = held.write("ann~ben", "lock: Ann")
    assert answer == "This pair is approved and does not move. To end it, choose “end”."


def test_locks_made_impossible_later_are_named_and_the_draft_stands(held: Office) -> None:
    held.write("ann~ben", "lock")
    pair = held.view.get(Pair, "ann~ben")
    assert pair is not None
    second = Pair(id="ann~dua", mentor_id="ann", mentee_id="dua", status=PairStatus.LOCKED)
    held.view = school(mentor("Ann"), mentee("Ben"), mentee("Dua")).having(pair, second)
    decision = held.hear(DRAFT)
    assert decision.reason == ("The draft was not renewed. These locks cannot all be kept: Ann and Ben, Ann and Dua.")


def test_withdrawn_pupil_who_waited_leaves_the_tab(held: Office) -> None:
    held.hear(PersonWithdrew(person_id="fay", why=""))
    assert held.view.get(Unmatched, "fay") is None


def test_revoked_acceptance_drops_the_draft_pair(held: Office) -> None:
    decision = held.hear(AcceptanceRevoked(person_id="ben", role=Role.MENTEE))
    assert decision.reason == "Ben is out of 1 draft and 0 approved pairs: not accepted as mentee any more."


def test_pair_ended_elsewhere_is_marked_and_redrafted_next_morning(held: Office) -> None:
    held.write("ann~ben", "approve")
    decision = held.hear(PairEnded(pair_id="ann~ben", why="both agreed"), NOW + timedelta(days=3))
    pair = held.view.get(Pair, "ann~ben")
    assert pair is not None
    assert (pair.status, pair.end_reason, len(decision.timers)) == (PairStatus.ENDED, "both agreed", 1)


def test_erased_person_in_active_pair_ends_it(held: Office) -> None:
    held.write("ann~ben", "approve")
    decision = held.hear(PersonErased(person_id="ben"))
    assert decision.events == (PairEnded(pair_id="ann~ben", why="erased"),)


def test_weight_of_zero_switches_a_rule_off() -> None:
    office = Office(school(mentor("Ann", topics=("A",)), mentee("Ben", topics=("A",))), policy(weights={"topics": 0}))
    office.hear(DRAFT)
    assert [p.score for p in office.view.find(Pair)] == [0]
