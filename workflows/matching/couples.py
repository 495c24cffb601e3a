"""What a pair is called, and which pairs are never made again."""

from __future__ import annotations

from datetime import datetime

from workflows.policy import Policy
from workflows.rules import YEAR_ENDS, year_end_of
from workflows.state import Pair, PairStatus
from workflows.view import View


def pair_id(mentor: str, mentee: str, view: View, now: datetime, policy: Policy) -> str:
    """The id of the pair of these two in this school year: `<mentor>~<mentee>`, and `~<year>` when they meet again.

    Two who stayed together until a year ended may be a pair once more; that is another pair, with meetings, an
    agreement and an end of its own. Whoever asks within one year gets the same id.
    """
    first = f"{mentor}~{mentee}"
    before = view.get(Pair, first)
    if before is None or not lasted(before):
        return first
    return f"{first}~{year_end_of(policy.school.local_date(now), policy)[:4]}"


def lasted(pair: Pair) -> bool:
    """Whether the pair went on until its school year was over."""
    return pair.status is PairStatus.ENDED and pair.end_reason == YEAR_ENDS


def failed(pair: Pair) -> bool:
    """Whether the pair ended before its time. It is never made again."""
    return pair.status is PairStatus.ENDED and not lasted(pair)
