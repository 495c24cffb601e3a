"""What a pupil can and cannot gain by offering fewer slots than they have."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.matching.outcome import Outcome, outcome_of
from workflows.matching.pupil import Pool, Pupil
from workflows.policy import MatchingPolicy

SLOTS = ("Mon", "Tue", "Wed")
some_slots = st.sets(st.sampled_from(SLOTS), min_size=1).map(lambda s: tuple(sorted(s)))
some_topics = st.sets(st.sampled_from(("Art", "Maths", "Sport", "Home")), max_size=3).map(lambda s: tuple(sorted(s)))


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """A few mentors and mentees with random slots and topics."""

    def side(letter: str, grade: int, size: int) -> tuple[Pupil, ...]:
        return tuple(
            Pupil(
                id=f"{letter}{k}", grade=grade, languages=("English",), slots=draw(some_slots), topics=draw(some_topics)
            )
            for k in range(size)
        )

    mentors, mentees = side("m", 9, draw(st.integers(1, 4))), side("e", 6, draw(st.integers(1, 4)))
    return Pool(mentors=mentors, mentees=mentees, policy=MatchingPolicy(worst_depth=draw(st.integers(0, 2))))


def offering(pool: Pool, slots: tuple[str, ...]) -> Pool:
    """The pool when the first mentee offers these slots only."""
    first, *others = pool.mentees
    return replace(pool, mentees=(replace(first, slots=slots), *others))


def mentor_of(outcome: Outcome, mentee: str) -> str | None:
    return next((p.mentor for p in outcome.pairs if p.mentee == mentee), None)


def fewer(pool: Pool) -> list[tuple[str, ...]]:
    """Every smaller offer of the first mentee."""
    all_ = pool.mentees[0].slots
    return [tuple(s for s in all_ if s in kept) for kept in ({"Mon"}, {"Tue"}, {"Wed"}, {"Mon", "Tue"}, {"Tue", "Wed"})]


@settings(max_examples=150, deadline=None)
@given(pools())
def test_withholding_slots_never_places_a_pupil_who_would_wait(pool: Pool) -> None:
    if mentor_of(outcome_of(pool, "en"), "e0") is None:
        assert [mentor_of(outcome_of(offering(pool, less), "en"), "e0") for less in fewer(pool)] == [None] * 5


@settings(max_examples=150, deadline=None)
@given(pools())
def test_withholding_slots_changes_nothing_while_one_with_the_own_mentor_is_left(pool: Pool) -> None:
    honest = outcome_of(pool, "en")
    own = mentor_of(honest, "e0")
    theirs = next((p.slots for p in pool.mentors if p.id == own), ())
    for less in fewer(pool):
        if set(less) & set(theirs):
            changed = outcome_of(offering(pool, less), "en")
            assert [(p.mentor, p.mentee, p.score) for p in changed.pairs] == [
                (p.mentor, p.mentee, p.score) for p in honest.pairs
            ]
