"""A pupil as matching sees one: the same plain value whether it came from applications or from a CSV file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workflows.policy import MatchingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One side of a possible pair. Lists are in the pupil's own order and spelling.

    `topics` are a mentee's needs and a mentor's strengths. `wishes` and `votes` (after tasters) name pupils by id or
    address, most wanted first; `avoid` names those never to be paired with. `capacity` is how many mentees a mentor
    takes, `hours` how many meetings a week (0: as many as there are slots). `missing` says what must happen first.
    """

    id: str
    name: str = ""
    email: str = ""
    grade: int = 0
    site: str = ""
    gender: str = ""
    household: str = ""
    kind: str = ""
    slots: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    career: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    votes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    same_gender: bool = False
    needs_adult: bool = False
    capacity: int = 1
    hours: int = 0
    missing: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What to call this pupil in a sentence."""
        return self.name or self.id

    @property
    def handles(self) -> frozenset[str]:
        """Every way others may refer to this pupil, in lower case."""
        return frozenset(h.strip().lower() for h in (self.id, self.email) if h)


def in_timetable(pupil: Pupil, policy: MatchingPolicy) -> Pupil:
    """The pupil with those slots that the timetable of their site has."""
    timetable = policy.timetables.get(pupil.site)
    return pupil if timetable is None else replace(pupil, slots=tuple(s for s in pupil.slots if s in timetable))


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Everybody to be matched and what the school decided about them.

    `former` are (mentor id, mentee id) of pairs that ended too soon or were forbidden; `locked` must be paired;
    `announced` is what the last draft said; `taken` counts mentees a mentor has already (approved pairs do not move).
    `unasked` names hard rules that say nothing because nobody was asked for what they judge.
    """

    mentors: tuple[Pupil, ...]
    mentees: tuple[Pupil, ...]
    policy: MatchingPolicy = field(default_factory=MatchingPolicy)
    former: frozenset[tuple[str, str]] = frozenset()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    locked: frozenset[tuple[str, str]] = frozenset()
    announced: frozenset[tuple[str, str]] = frozenset()
    taken: dict[str, int] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()

    def room(self, mentor: Pupil) -> int:
        """How many more mentees this mentor can take: the offer, the school's limit, the hours, what is taken."""
        hours = mentor.hours or len(set(mentor.slots)) or self.policy.capacity
        return max(0, min(mentor.capacity, self.policy.capacity, hours) - self.taken.get(mentor.id, 0))
