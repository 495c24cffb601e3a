from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FIRST_AT, meeting
from tests.workflows.life.lived import LIVED, MENTEE, MENTOR, PAIR, checked_in, lived, subjects
from workflows.events import MEETING_NEAR, TimerFired
from workflows.life.activities import rows, wanted
from workflows.life.bank import BANK, NEEDS, PLACES, ROOM, Wanted, best
from workflows.state import Idea, Suggestion
from workflows.text.say import say
from workflows.view import Snapshot

MORNING = FIRST_AT - timedelta(hours=5)
NEAR = TimerFired(kind=MEETING_NEAR, subject=f"{PAIR}/1", due_at=MORNING)
ANYBODY = Wanted(pair=PAIR, needs=("Homework",), grade=7, minutes=40, places=(ROOM,))


def test_two_ideas_come_on_the_morning_of_a_meeting() -> None:
    world = lived()
    world.hear(NEAR, MORNING)
    assert [s.place for s in world.view.find(Suggestion)].count(1) == 1
    assert len(world.view.find(Suggestion)) == 2
    assert "Two ideas for your meeting today" in subjects(world, MENTEE)
    assert "Two ideas for your meeting today" in subjects(world, MENTOR)


def test_the_same_morning_twice_suggests_once() -> None:
    world = lived()
    world.hear(NEAR, MORNING)
    world.hear(NEAR, MORNING)
    assert len(world.view.find(Suggestion)) == 2


def test_both_ratings_become_their_mean() -> None:
    world = lived()
    world.hear(NEAR, MORNING)
    for who, stars in ((MENTOR, "5"), (MENTEE, "2")):
        world.hear(checked_in(who, activity="The second idea", activity_rating=stars), FIRST_AT)
    (used,) = [s for s in world.view.find(Suggestion) if s.used]
    assert (used.place, used.rating) == (2, 4)
    (row,) = [r for r in rows(world.view, LIVED) if r.key == used.activity]
    assert (row.cells["suggested"], row.cells["used"], row.cells["rating"]) == ("1", "1", "4.0")


@given(st.integers(1, 13), st.integers(5, 60), st.sets(st.sampled_from(NEEDS)), st.sets(st.sampled_from(PLACES)))
def test_ideas_fit_and_never_come_twice(grade: int, minutes: int, needs: set[str], places: set[str]) -> None:
    asked = Wanted(pair=PAIR, needs=tuple(needs), grade=grade, minutes=minutes, places=tuple(places))
    used: frozenset[str] = frozenset()
    while found := best(BANK, asked, used):
        assert not used & {a.key for a in found}
        assert all(a.grades[0] <= grade <= a.grades[1] and a.minutes <= minutes and a.place in places for a in found)
        used |= {a.key for a in found}


def test_ideas_for_the_need_come_first() -> None:
    assert {a.need for a in best(BANK, ANYBODY, frozenset())} == {"Homework"}


def test_bank_has_about_forty_activities_each_with_words() -> None:
    assert 40 <= len(BANK) <= 50
    assert len({say("en", f"life.bank.{a.key}") for a in BANK}) == len(BANK)


def test_used_up_bank_reminds_of_favourites() -> None:
    had = [
        Suggestion(
            id=f"{PAIR}:{a.key}",
            pair_id=PAIR,
            mentor_id=MENTOR,
            mentee_id=MENTEE,
            activity=a.key,
            meeting_id="x",
            place=1,
            at=MORNING - timedelta(days=9),
            rating=5,
        )
        for a in BANK
    ]
    world = lived(*had)
    world.hear(NEAR, MORNING)
    assert "What you liked best" in subjects(world, MENTOR)


def test_room_may_allow_more() -> None:
    idea = Idea(
        id="own-1", person_id=MENTOR, title="T", text="t", need="", minutes=20, place=ROOM, at=MORNING, retired=True
    )
    assert wanted(meeting(), Snapshot([idea]), LIVED) == Wanted(
        pair=PAIR, needs=(), grade=7, minutes=40, places=(ROOM,)
    )
