"""Reasons in words: why this pair, what else, why nobody, and the smallest change that would help."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.matching.outcome import Outcome, outcome_of
from workflows.matching.pupil import Pool, Pupil
from workflows.policy import MatchingPolicy


def pupil(key: str, **more: Any) -> Pupil:
    given: dict[str, Any] = {
        "id": key,
        "name": key.title(),
        "slots": ("Mon",),
        "languages": ("English",),
    }
    return Pupil(**given | more)


def mentor(key: str, **more: Any) -> Pupil:
    return pupil(key, **{"grade": 9} | more)


def mentee(key: str, **more: Any) -> Pupil:
    return pupil(key, **{"grade": 6} | more)


def drafted(mentors: list[Pupil], mentees: list[Pupil], **more: Any) -> Outcome:
    return outcome_of(Pool(mentors=tuple(mentors), mentees=tuple(mentees), **more), "en")


def why_not(outcome: Outcome) -> tuple[str, ...]:
    """What is said of the one mentee who waits."""
    (left,) = outcome.unmatched
    return left.reasons


def test_pair_lists_rules_that_spoke_for_it_weightiest_first() -> None:
    ann = mentor("ann", topics=("Homework",), interests=("Chess",), wishes=("ben",))
    ben = mentee("ben", topics=("homework",), interests=("chess", "film"))
    assert drafted([ann], [ben]).pairs[0].reasons == (
        "Ann can help with homework (+30)",
        "Ann asked for Ben (+25)",
        "both enjoy chess (+3)",
        "both are free Mon",
    )


def test_pair_names_next_best_for_both_sides_with_the_price() -> None:
    mentors = [mentor("ann", topics=("A",)), mentor("cem")]
    mentees = [mentee("ben", topics=("A",)), mentee("dua")]
    held = drafted(mentors, mentees, policy=MatchingPolicy(worst_depth=0))
    assert held.pairs[0].alternatives == (
        "next best for Ben: Cem (costs 30 points in total)",
        "next best for Ann: Dua (costs 30 points in total)",
    )


@pytest.mark.parametrize("language", ["fr", "es", "ar", "zh", "ur"])
def test_every_sentence_is_said_in_the_schools_language(language: str) -> None:
    mentors = [mentor("ann", topics=("A",)), mentor("cem", slots=("Tue",))]
    mentees = [mentee("ben", topics=("A",)), mentee("dua", slots=("Fri",))]
    pool = Pool(mentors=tuple(mentors), mentees=tuple(mentees))
    said = [
        [line for p in held.pairs for line in (*p.reasons, *p.alternatives)] + list(held.unmatched[0].reasons)
        for held in (outcome_of(pool, "en"), outcome_of(pool, language))
    ]
    assert [len(lines) for lines in said] == [len(said[0])] * 2
    assert set(said[0]) & set(said[1]) == set()


def test_pair_without_alternative_says_so() -> None:
    assert drafted([mentor("ann")], [mentee("ben")]).pairs[0].alternatives == ("no other mentor fits Ben",)


def test_alternative_that_would_cost_a_place_is_not_called_next_best() -> None:
    held = drafted([mentor("ann"), mentor("cem", slots=("Tue",))], [mentee("ben", slots=("Mon", "Tue")), mentee("dua")])
    assert held.pairs[1].mentee == "ben"
    assert held.pairs[1].alternatives[0] == "any other mentor for Ben would cost a place or lower the worst-off pair"


@pytest.mark.parametrize(
    ("waiting", "offer"),
    [
        ({"slots": ("Fri",)}, "it would work if Ann were free Fri"),
        ({"grade": 9}, "it would work with Ann if the grade gap were 0"),
        ({"languages": ("Polish",)}, "it would work with Ann if not for this: they have no language in common"),
        ({"household": "h"}, "no single change would place Ben; one more mentor who fits would"),
    ],
)
def test_smallest_change_that_would_place_a_pupil(waiting: dict[str, Any], offer: str) -> None:
    assert why_not(drafted([mentor("ann", household="h")], [mentee("ben", **waiting)]))[-1] == offer


def test_offered_change_counts_on_others_moving() -> None:
    # cem is free; ben could go to cem, which would leave ann to dua if ann were free on Friday
    mentors = [mentor("ann", slots=("Mon", "Tue")), mentor("cem", slots=("Mon",))]
    held = drafted(mentors, [mentee("ben"), mentee("dua", slots=("Fri",))])
    assert "it would work if" in why_not(held)[-1]


def test_pupil_who_fits_but_goes_without_is_told_where_room_is_missing() -> None:
    held = drafted([mentor("ann", topics=("A",))], [mentee("ben", topics=("A",)), mentee("dua")])
    assert why_not(held) == (
        "every mentor who fits (1) is needed for pupils who would otherwise go without",
        "it would work if Ann took one mentee more",
    )


def test_pupil_with_no_mentor_at_all_is_told() -> None:
    assert why_not(drafted([], [mentee("ben")])) == ("there are no mentors with room",)


def test_mentor_without_mentee_is_listed_apart() -> None:
    assert [left.pupil for left in drafted([mentor("ann")], []).idle] == ["ann"]


def test_hours_limit_what_a_mentor_takes() -> None:
    mentors = [mentor("ann", capacity=3, hours=2, slots=("Mon", "Tue", "Wed"))]
    held = drafted(mentors, [mentee(f"e{k}") for k in range(3)], policy=MatchingPolicy(capacity=3))
    assert len(held.pairs) == 2
