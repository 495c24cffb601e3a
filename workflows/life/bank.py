"""The activity bank: what fits a pair's need, age, time and place. The words are in `text`, under `life.bank.<key>`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.rules import short_hash
from workflows.state import Idea
from workflows.text.say import say

YOUNG, TEEN, ALL = (1, 7), (7, 13), (1, 13)
SETTLING, HOMEWORK, FRIENDS = "Settling in", "Homework", "Friendship"
CONFIDENCE, ORDER, ATTENDANCE, FUTURE = "Confidence", "Organisation", "Attendance", "Future"
ROOM, OUTDOORS, COMPUTER = "room", "outdoors", "computer"
NEEDS = (SETTLING, HOMEWORK, FRIENDS, CONFIDENCE, ORDER, ATTENDANCE, FUTURE)
PLACES = (ROOM, OUTDOORS, COMPUTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity. `grades` are first and last; `minutes` the least it takes; `text` "" means the bank's own words."""

    key: str
    need: str
    grades: tuple[int, int] = ALL
    minutes: int = 20
    place: str = ROOM
    text: str = ""

    def words(self, language: str) -> str:
        """What the pair reads."""
        return self.text or say(language, f"life.bank.{self.key}")


def _all(need: str, *lines: tuple[str, tuple[int, int], int, str]) -> tuple[Activity, ...]:
    return tuple(Activity(key=k, need=need, grades=g, minutes=m, place=p) for k, g, m, p in lines)


BANK: tuple[Activity, ...] = (
    *_all(
        SETTLING,
        ("map", ALL, 20, ROOM),
        ("tour", ALL, 20, OUTDOORS),
        ("who", ALL, 15, ROOM),
        ("lunch", ALL, 30, ROOM),
        ("clubs", ALL, 20, COMPUTER),
        ("rules", YOUNG, 15, ROOM),
        ("survival", TEEN, 30, ROOM),
    ),
    *_all(
        HOMEWORK,
        ("first_step", ALL, 20, ROOM),
        ("teach_back", ALL, 20, ROOM),
        ("flash", ALL, 25, ROOM),
        ("read_aloud", YOUNG, 20, ROOM),
        ("find_out", TEEN, 30, COMPUTER),
        ("mistakes", ALL, 15, ROOM),
        ("science", ALL, 30, ROOM),
    ),
    *_all(
        FRIENDS,
        ("compliments", ALL, 10, ROOM),
        ("board_game", ALL, 30, ROOM),
        ("ball", ALL, 20, OUTDOORS),
        ("recess", YOUNG, 20, OUTDOORS),
        ("role_play", ALL, 20, ROOM),
        ("joining", ALL, 20, ROOM),
        ("sorry", YOUNG, 15, ROOM),
    ),
    *_all(
        CONFIDENCE,
        ("proud", ALL, 15, ROOM),
        ("draw", ALL, 25, ROOM),
        ("skill", ALL, 30, ROOM),
        ("brave", ALL, 15, ROOM),
        ("song", ALL, 20, ROOM),
        ("photo_story", ALL, 30, COMPUTER),
        ("speech", TEEN, 25, ROOM),
    ),
    *_all(
        ORDER,
        ("week_plan", ALL, 20, ROOM),
        ("bag", YOUNG, 15, ROOM),
        ("timer", ALL, 20, ROOM),
        ("calendar", TEEN, 20, COMPUTER),
        ("lists", ALL, 15, ROOM),
        ("folder", ALL, 20, ROOM),
    ),
    *_all(
        ATTENDANCE,
        ("morning", ALL, 15, ROOM),
        ("good_day", ALL, 15, ROOM),
        ("chain", YOUNG, 15, ROOM),
        ("obstacles", ALL, 20, ROOM),
        ("walk", ALL, 20, OUTDOORS),
    ),
    *_all(
        FUTURE,
        ("jobs", ALL, 20, ROOM),
        ("interview", ALL, 20, ROOM),
        ("letter", ALL, 25, ROOM),
        ("paths", TEEN, 30, COMPUTER),
        ("build", ALL, 30, ROOM),
    ),
)
"""The programme's own activities."""


def of_idea(idea: Idea) -> Activity:
    """An activity the student coordinators added."""
    text = f"{idea.title}: {idea.text}"
    return Activity(key=idea.id, need=idea.need, minutes=idea.minutes, place=idea.place, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an activity should fit: the pair, what the mentee needs, the mentee's grade, the time and the place."""

    pair: str
    needs: Sequence[str]
    grade: int
    minutes: int
    places: Sequence[str]


def best(bank: Iterable[Activity], wanted: Wanted, used: frozenset[str], count: int = 2) -> tuple[Activity, ...]:
    """The activities that fit and were never suggested to this pair: those for its needs first, then the others.

    Equals are put in an order of the pair's own, so that not the whole school does the same on one day.
    """
    fitting = [a for a in bank if a.key not in used and _fits(a, wanted)]
    return tuple(sorted(fitting, key=lambda a: (a.need not in wanted.needs, short_hash(wanted.pair, a.key)))[:count])


def _fits(activity: Activity, wanted: Wanted) -> bool:
    first, last = activity.grades
    return first <= wanted.grade <= last and activity.minutes <= wanted.minutes and activity.place in wanted.places
