"""Fairness figures, and supply and demand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workflows.matching.fairness import SMALLEST_CELL, GroupFigures, blocking_pairs, by_group, slot_influence
from workflows.matching.outcome import Placed, outcome_of
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.supply import Demand, supply_of
from workflows.policy import MatchingPolicy


def mentor(key: str, **more: Any) -> Pupil:
    given: dict[str, Any] = {"id": key, "grade": 9, "slots": ("Mon", "Tue"), "languages": ("English",)} | more
    return Pupil(**given)


def mentee(key: str, **more: Any) -> Pupil:
    return mentor(key, **{"grade": 6} | more)


def pool(mentors: int, mentees: list[Pupil], **policy: Any) -> Pool:
    """So many mentors alike, and these mentees."""
    everybody = tuple(mentor(f"m{k:02}", capacity=5, hours=5) for k in range(mentors))
    return Pool(mentors=everybody, mentees=tuple(mentees), policy=MatchingPolicy(**policy))


def test_small_groups_are_not_shown_nor_given_away_by_the_rest() -> None:
    mentees = [mentee(f"e{k}", site="") for k in range(16)]
    sites = {f"e{k}": ("big" if k < 8 else "mid" if k < 14 else "tiny") for k in range(16)}
    held = pool(4, mentees, capacity=5)
    figures = by_group(held, outcome_of(held, "en"), lambda p: sites[p.id])
    assert [(f.group, f.mentees, f.placed) for f in figures] == [
        ("big", 8, 8),
        ("mid", None, None),
        ("tiny", None, None),
    ]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=40))
def test_groups_left_out_are_together_too_many_to_point_at_anybody(people: list[tuple[str, bool]]) -> None:
    held = pool(1, [mentee(f"e{k}", kind=kind) for k, (kind, _) in enumerate(people)])
    found = outcome_of(pool(1, []), "en")
    pairs = (Placed(mentor="m", mentee=f"e{k}", score=0, reasons=()) for k, (_, placed) in enumerate(people) if placed)
    figures = by_group(held, replace(found, pairs=tuple(pairs)), lambda p: p.kind)
    shown = [f for f in figures if f.mentees is not None]
    hidden = len(people) - sum(f.mentees or 0 for f in shown)
    placed = sum(placed for _, placed in people) - sum(f.placed or 0 for f in shown)
    cells = [hidden, placed, hidden - placed, *(f.placed or 0 for f in shown)]
    assert not shown or all(cell == 0 or cell >= SMALLEST_CELL for cell in cells)


def test_group_figures_give_share_and_mean() -> None:
    held = pool(2, [mentee(f"e{k}") for k in range(5)], capacity=5)
    assert by_group(held, outcome_of(held, "en"), lambda _: "all") == (
        GroupFigures(group="all", mentees=5, placed=5, mean_points=0.0),
    )


def test_pair_who_would_rather_have_each_other_is_shown() -> None:
    mentors = (mentor("m0", wishes=("e1",)), mentor("m1"))
    mentees = (mentee("e0", topics=("Art",)), mentee("e1", wishes=("m0",)))
    held = Pool(mentors=mentors, mentees=mentees, locked=frozenset({("m0", "e0")}))
    assert blocking_pairs(outcome_of(held, "en")) == (("m0", "e1"),)


def test_mentor_with_a_place_left_would_rather_have_one_more() -> None:
    mentors = (mentor("m0", wishes=("e0", "e1"), capacity=2), mentor("m1"))
    mentees = (mentee("e0"), mentee("e1", wishes=("m0",)))
    locks = frozenset({("m0", "e0"), ("m1", "e1")})
    held = Pool(mentors=mentors, mentees=mentees, locked=locks, policy=MatchingPolicy(capacity=2))
    assert blocking_pairs(outcome_of(held, "en")) == (("m0", "e1"),)


def test_mentor_without_room_would_not_rather_have_anybody() -> None:
    mentors = (mentor("m0", wishes=("e0",)),)
    held = Pool(mentors=mentors, mentees=(mentee("e0", wishes=("m0",)),), taken={"m0": 1})
    assert blocking_pairs(outcome_of(held, "en")) == ()


def test_choice_after_the_tasters_comes_before_earlier_wishes() -> None:
    mentors = (mentor("m0", votes=("e1",)), mentor("m1", votes=("e0",)))
    mentees = (mentee("e0", wishes=("m0",), votes=("m1",)), mentee("e1", wishes=("m1",), votes=("m0",)))
    held = Pool(mentors=mentors, mentees=mentees, locked=frozenset({("m0", "e0"), ("m1", "e1")}))
    assert blocking_pairs(outcome_of(held, "en")) == (("m0", "e1"), ("m1", "e0"))


def test_best_draft_of_mutual_wishes_blocks_nobody() -> None:
    mentors = (mentor("m0", wishes=("e1",)), mentor("m1"))
    held = Pool(mentors=mentors, mentees=(mentee("e0"), mentee("e1", wishes=("m0",))))
    assert blocking_pairs(outcome_of(held, "en")) == ()


def test_offering_one_slot_only_brings_no_gain() -> None:
    held = pool(2, [mentee("e0"), mentee("e1")])
    assert [i.gains for i in slot_influence(held, "e0")] == [False, False]


def test_gain_by_offering_less_is_shown() -> None:
    # both want the good mentor, who is free on Monday only; whoever hides Tuesday must be given Monday
    mentors = (mentor("good", slots=("Mon",), topics=("Art",)), mentor("plain", slots=("Tue",)))
    mentees = (mentee("e0", topics=("Art", "Maths")), mentee("e1", topics=("Art",)))
    held = Pool(mentors=mentors, mentees=mentees)
    assert {(i.slot, i.points, i.honest) for i in slot_influence(held, "e0")} == {("Mon", 15, 0), ("Tue", 0, 0)}
    assert [i.gains for i in slot_influence(held, "e0")] == [True, False]


def test_supply_counts_places_and_names_binding_rule() -> None:
    mentees = [mentee("e0"), mentee("e1", slots=("Fri",)), mentee("e2", slots=("Fri",), site="")]
    found = supply_of(pool(3, mentees))
    assert (found.mentees, found.places, found.placeable, found.short) == (3, 3, 1, 2)
    assert (found.binding, found.missing) == ((("slots", 2),), (("Fri", 2),))


def test_topics_show_demand_and_offer() -> None:
    mentors = (mentor("m0", topics=("Homework",), capacity=2),)
    mentees = (mentee("e0", topics=("homework", "Friends")),)
    held = Pool(mentors=mentors, mentees=mentees, policy=MatchingPolicy(capacity=2))
    assert supply_of(held).topics == (
        Demand(what="friend", asked=1, offered=0),
        Demand(what="homework", asked=1, offered=2),
    )
