"""Why a pair and what else there is, in plain sentences of the school's language."""

from __future__ import annotations

from workflows.matching.frame import Frame
from workflows.matching.normalise import normal, shared
from workflows.matching.pupil import Pupil
from workflows.matching.rules import Scored
from workflows.text.say import say

# the rule's own words: which list of the mentee meets which list of the mentor
_LISTS = {"topics", "subjects", "interests", "dislikes", "languages", "career", "traits", "slots"}
_NAMED = {"mentee_wish", "mentor_wish", "mentee_vote", "mentor_vote"}


def common_slots(mentee: Pupil, mentor: Pupil) -> tuple[str, ...]:
    """The slots both can make, in the mentee's order."""
    return tuple(dict.fromkeys(shared(mentee.slots, mentor.slots)))


def why_pair(scored: Scored, frame: Frame, row: int, column: int, *, language: str) -> tuple[str, ...]:
    """One sentence for each rule that spoke for this pair, the weightiest first, then when both are free."""
    mentee, mentor = frame.mentees[row], frame.mentors[column]
    spoke = [(int(table[row, column]), rule) for rule, table in scored.points.items() if table[row, column]]
    lines = [
        _spoken(rule, points, (mentee, mentor), language) for points, rule in sorted(spoke, key=lambda s: (-s[0], s[1]))
    ]
    slots = common_slots(mentee, mentor)
    if slots:
        lines.append(say(language, "matching.why.free", slots=", ".join(slots)))
    return tuple(lines) or (say(language, "matching.why.fits"),)


def broken_rules(scored: Scored, row: int, column: int) -> tuple[str, ...]:
    """The hard rules that stand against this pair, by name."""
    return tuple(rule for rule, table in scored.broken.items() if table[row, column])


def _spoken(rule: str, points: int, pair: tuple[Pupil, Pupil], language: str) -> str:
    mentee, mentor = pair
    if rule in _NAMED:
        return say(language, f"matching.why.{rule}", mentee=mentee.shown, mentor=mentor.shown, points=points)
    if rule not in _LISTS:
        return say(language, "matching.why.other", rule=rule, points=points)
    words = dict.fromkeys(shared(getattr(mentee, rule), getattr(mentor, rule)))
    unique = {normal(word): word for word in reversed(list(words))}
    text = ", ".join(reversed(list(unique.values())))
    return say(language, f"matching.why.{rule}", mentor=mentor.shown, shared=text, points=points)
