"""The draft that stands in a programme's workbook, drawn for whoever may see it."""

from __future__ import annotations

from datetime import datetime

from service.matching.picture import PICTURE_LIMIT, Drawn, picture
from service.matching.site import veiled
from workflows.matching.frame import Frame
from workflows.matching.pool import pool_of, ready
from workflows.matching.rules import score
from workflows.policy import Policy
from workflows.setup.settings import settled
from workflows.state import Pair, PairStatus
from workflows.view import View

_DRAFTED = (PairStatus.DRAFT, PairStatus.LOCKED)


class CannotDrawError(ValueError):
    """There is nothing to draw, or too much; `mend` says what to do instead."""

    def __init__(self, what: str, mend: str) -> None:
        self.mend = mend
        super().__init__(what)


def picture_of_draft(view: View, now: datetime, policy: Policy, site: str | None) -> str:
    """The draft pairs among everybody who can be matched now, as SVG. With a site, codes stand for everybody elsewhere.

    Raises `CannotDrawError`.
    """
    policy = settled(policy, view)
    pool = ready(pool_of(view, now, policy))
    sites = {p.site for p in (*pool.mentors, *pool.mentees)}
    if not pool.mentors or not pool.mentees or (site is not None and site not in sites):
        raise CannotDrawError(
            "Nobody can be matched now.", "Come back when mentors and mentees are accepted and ready."
        )
    frame = Frame(pool if site is None else veiled(pool, site))
    if max(frame.shape) > PICTURE_LIMIT:
        what = f"{frame.shape[0]} mentees and {frame.shape[1]} mentors are too many for one picture."
        raise CannotDrawError(what, "The Pairs tab holds the draft; `nearpeer match --picture` draws any number.")
    pairs = [(p.mentor_id, p.mentee_id) for p in view.find(Pair) if p.status in _DRAFTED]
    both_ways = pairs + [(b, a) for a, b in pairs] if policy.matching.equals else pairs
    return picture(Drawn(frame=frame, scored=score(frame), chosen=frozenset(both_ways)))
