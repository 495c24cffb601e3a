"""The draft that stands in a programme's workbook, as a picture and as a certificate, for whoever may see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from service.matching.picture import PICTURE_LIMIT, Drawn, picture
from service.matching.site import veiled
from workflows.matching.certificate import certificate_of
from workflows.matching.frame import Frame
from workflows.matching.outcome import problem_of
from workflows.matching.pool import pool_of, ready
from workflows.matching.problem import LockedOutError, Pairing
from workflows.matching.rules import score
from workflows.matching.solve import solve
from workflows.policy import Policy
from workflows.state import Pair, PairStatus
from workflows.view import View

_DRAFTED = (PairStatus.DRAFT, PairStatus.LOCKED)


class CannotShowError(ValueError):
    """There is nothing to show, or too much; `mend` says what to do instead."""

    def __init__(self, what: str, mend: str) -> None:
        self.mend = mend
        super().__init__(what)


def picture_of_draft(view: View, now: datetime, policy: Policy, site: str | None) -> str:
    """The draft pairs among everybody who can be matched now, as SVG. With a site, codes stand for everybody elsewhere.

    Raises `CannotShowError`.
    """
    pool = ready(pool_of(view, now, policy))
    sites = {p.site for p in (*pool.mentors, *pool.mentees)}
    if not pool.mentors or not pool.mentees or (site is not None and site not in sites):
        raise CannotShowError(
            "Nobody can be matched now.", "Come back when mentors and mentees are accepted and ready."
        )
    frame = Frame(pool if site is None else veiled(pool, site))
    if max(frame.shape) > PICTURE_LIMIT:
        what = f"{frame.shape[0]} mentees and {frame.shape[1]} mentors are too many for one picture."
        raise CannotShowError(what, "The Pairs tab holds the draft; `nearpeer match --picture` draws any number.")
    pairs = _standing(view)
    both_ways = pairs + [(b, a) for a, b in pairs] if policy.matching.equals else pairs
    return picture(Drawn(frame=frame, scored=score(frame), chosen=frozenset(both_ways)))


def certificate_of_draft(view: View, now: datetime, policy: Policy) -> dict[str, Any]:
    """The certificate of the draft pairs among everybody who can be matched now, by ids.

    Raises `CannotShowError` also when another draft would be made today: the workbook's proves nothing of today then.
    """
    if policy.matching.equals:
        mend = "`nearpeer match --shape circle --json` proves rounds from a class list."
        raise CannotShowError("Rounds of equals have no certificate here.", mend)
    pool = ready(pool_of(view, now, policy))
    frame = Frame(pool)
    try:
        solution = solve(problem_of(frame, score(frame)))
    except LockedOutError as refused:
        raise CannotShowError(str(refused).capitalize() + ".", "Clear one of these locks in the Pairs tab.") from None
    if sorted(solution.pairs) != sorted(_standing(view)):
        mend = (
            "It is renewed on the next school morning; writing `lock` or `forbid` in the Pairs tab renews it at once."
        )
        raise CannotShowError("The draft is older than what people have answered since.", mend)
    return certificate_of(solution)


def _standing(view: View) -> list[Pairing]:
    return [(p.mentor_id, p.mentee_id) for p in view.find(Pair) if p.status in _DRAFTED]
