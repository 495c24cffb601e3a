"""Each rule alone: one mentor, one mentee, one difference."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.matching.frame import Frame
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import HARD, SOFT, score
from workflows.policy import MatchingPolicy

MENTOR: dict[str, Any] = {"id": "m", "email": "m@oak.example", "grade": 9, "slots": ("Mon",), "languages": ("English",)}
MENTEE: dict[str, Any] = {"id": "e", "email": "e@oak.example", "grade": 6, "slots": ("Mon",), "languages": ("English",)}


def frame(mentor: dict[str, Any], mentee: dict[str, Any], **policy: Any) -> Frame:
    """Two pupils who fit, but for what is given."""
    return Frame(
        Pool(
            mentors=(Pupil(**MENTOR | mentor),),
            mentees=(Pupil(**MENTEE | mentee),),
            policy=MatchingPolicy(**policy),
        )
    )


def broken(mentor: dict[str, Any], mentee: dict[str, Any], **policy: Any) -> list[str]:
    """The hard rules that stand against the two."""
    return [rule for rule, table in score(frame(mentor, mentee, **policy)).broken.items() if table[0, 0]]


def test_two_who_fit_break_no_rule() -> None:
    assert broken({}, {}) == []


@pytest.mark.parametrize(
    ("rule", "mentor", "mentee"),
    [
        ("self", {}, {"id": "m"}),
        ("site", {"site": "North"}, {"site": "South"}),
        ("slots", {"slots": ("Tue",)}, {}),
        ("grade", {"grade": 6}, {}),
        ("language", {"languages": ("Polish",)}, {}),
        ("gender", {"gender": "f"}, {"gender": "m", "same_gender": True}),
        ("gender", {"gender": "", "same_gender": True}, {"gender": ""}),
        ("household", {"household": "H1"}, {"household": "h1"}),
        ("apart", {"avoid": ("E@oak.example",)}, {}),
        ("apart", {}, {"avoid": ("m",)}),
        ("adult", {}, {"needs_adult": True}),
    ],
)
def test_hard_rule_alone_stands_against(rule: str, mentor: dict[str, Any], mentee: dict[str, Any]) -> None:
    assert broken(mentor, mentee) == [rule]


def test_veto_of_the_school_works_both_ways_round() -> None:
    for pair in (("m@oak.example", "e@oak.example"), ("e@oak.example", "m@oak.example")):
        assert broken({}, {}, keep_apart=(pair,)) == ["apart"]


def test_adult_slot_lets_pupil_who_needs_an_adult_meet() -> None:
    assert broken({}, {"needs_adult": True}, adult_slots=("Mon",)) == []


def test_same_grade_is_allowed_with_no_gap() -> None:
    assert broken({"grade": 6}, {}, grade_gap=0) == []


def test_sites_may_be_joined() -> None:
    assert broken({"site": "North"}, {"site": "South"}, same_site=False) == []


def test_unasked_rule_says_nothing() -> None:
    pool = Pool(mentors=(Pupil(id="m"),), mentees=(Pupil(id="e"),), unasked=frozenset({"slots", "grade", "language"}))
    assert score(Frame(pool)).allowed.all()


@pytest.mark.parametrize(
    ("rule", "mentor", "mentee", "share"),
    [
        ("topics", {"topics": ("Homework",)}, {"topics": ("homework", "Friends")}, 0.5),
        ("subjects", {"subjects": ("Art",)}, {"subjects": ("Art",)}, 1.0),
        ("subjects", {"subjects": ("Art",)}, {}, 0.0),
        ("interests", {"interests": ("Games",)}, {"interests": ("game",)}, 1 / 3),
        ("dislikes", {"dislikes": ("Sport", "Film")}, {"dislikes": ("film", "sport")}, 1.0),
        ("languages", {"languages": ("English", "Polish")}, {"languages": ("Polish", "English")}, 1.0),
        ("career", {"career": ("Nurse",)}, {"career": ("nurses",)}, 1.0),
        ("traits", {"traits": ("quiet",)}, {"traits": ("Quiet",)}, 1 / 3),
        ("mentee_wish", {}, {"wishes": ("x", "M@OAK.example")}, 2 / 3),
        ("mentor_wish", {"wishes": ("e",)}, {}, 1.0),
        ("mentee_vote", {}, {"votes": ("m",)}, 1.0),
        ("mentor_vote", {"votes": ("a", "b", "c", "e")}, {}, 0.0),
        ("slots", {"slots": ("Mon", "Tue")}, {"slots": ("Tue", "Mon")}, 1 / 3),
    ],
)
def test_soft_rule_gives_its_share(rule: str, mentor: dict[str, Any], mentee: dict[str, Any], share: float) -> None:
    assert SOFT[rule](frame(mentor, mentee))[0, 0] == pytest.approx(share)


def test_points_are_weights_times_shares() -> None:
    scored = score(frame({"topics": ("Art",)}, {"topics": ("Art",)}, weights={"topics": 7, "unknown": 5}))
    assert (int(scored.total[0, 0]), list(scored.points)) == (7, ["topics"])


def test_every_soft_rule_has_a_weight_by_default() -> None:
    assert set(MatchingPolicy().weights) == set(SOFT)


def test_every_rule_says_what_it_means() -> None:
    assert [name for name, rule in {**HARD, **SOFT}.items() if not rule.__doc__] == []
