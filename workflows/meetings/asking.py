"""Asking the calendars who is busy, and reading from the answer what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.decision import Decision
from workflows.effects import AskBusy
from workflows.meetings.booking import notice_ends, window
from workflows.meetings.planning import addresses
from workflows.policy import Policy
from workflows.state import Pair
from workflows.view import View

PLAN, MOVE, AGAIN, GOODBYE = "plan", "move", "again", "goodbye"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an `AskBusy` of ours was about: a pair, a purpose and, for one meeting, its number and more."""

    pair_id: str
    purpose: str
    detail: str = ""

    def key(self, now: datetime, policy: Policy) -> str:
        """The key of the ask; asking again later is another question."""
        return f"{policy.key}/busy/{self.pair_id}/{self.purpose}/{self.detail}/{int(now.timestamp())}"

    @classmethod
    def parse(cls, key: str, policy: Policy) -> Question | None:
        """Read a key, or None when the question was not one of ours."""
        prefix = f"{policy.key}/busy/"
        parts = key.removeprefix(prefix).split("/")
        if not key.startswith(prefix) or len(parts) != 4:
            return None
        return cls(pair_id=parts[0], purpose=parts[1], detail=parts[2])


def ask(question: Question, pair: Pair, view: View, *, now: datetime, policy: Policy, reason: str) -> Decision:
    """Ask the calendars of everybody concerned, from tomorrow to the end of the horizon."""
    asked = AskBusy(
        key=question.key(now, policy),
        addresses=addresses(pair, view, policy),
        starts_at=notice_ends(now, policy.school),
        ends_at=window(now, policy)[1],
    )
    return Decision(effects=(asked,), reason=reason, about=(pair.mentor_id, pair.mentee_id))
