"""Who was reached, by grade and gender, with groups too small to be shown left out; and how long answers took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from workflows import tabs
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.small_cells import SMALLEST_CELL, hidden, is_small, shown
from workflows.state import Application, ApplicationStatus, Guest, Invitation, Nomination, Person
from workflows.text.say import say
from workflows.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One group's way from invited to accepted, in people."""

    group: str
    invited: int
    signed_up: int
    nominated: int
    applied: int
    accepted: int
    days: float | None  # median days from application to decision


@dataclass(frozen=True, slots=True, kw_only=True)
class _Funnel:
    """Who took each step, by person id, and how long each answer took."""

    invited: frozenset[str]
    signed_up: frozenset[str]
    nominated: frozenset[str]
    applied: frozenset[str]
    accepted: frozenset[str]
    waited: dict[str, timedelta]

    def of(self, group: str, members: Iterable[str]) -> Reach:
        """The steps of these people."""
        ids = frozenset(members)
        days = [self.waited[i] / timedelta(days=1) for i in sorted(ids & self.waited.keys())]
        return Reach(
            group=group,
            invited=len(ids & self.invited),
            signed_up=len(ids & self.signed_up),
            nominated=len(ids & self.nominated),
            applied=len(ids & self.applied),
            accepted=len(ids & self.accepted),
            days=round(median(days), 1) if days else None,
        )


def _funnel(view: View) -> _Funnel:
    applications = view.find(Application)
    decided = (a for a in applications if a.decided_at is not None)
    return _Funnel(
        invited=frozenset(i.person_id for i in view.find(Invitation)),
        signed_up=frozenset(g.person_id for g in view.find(Guest)),
        nominated=frozenset(n.person_id for n in view.find(Nomination) if n.person_id),
        applied=frozenset(a.person_id for a in applications),
        accepted=frozenset(a.person_id for a in applications if a.status is ApplicationStatus.ACCEPTED),
        waited={a.person_id: a.decided_at - a.submitted_at for a in decided if a.decided_at is not None},
    )


def reached(view: View, policy: Policy) -> tuple[Reach, ...]:
    """Everybody together, then each grade and each gender; groups that would point at somebody are left out."""
    funnel, language = _funnel(view), policy.language
    ids = funnel.invited | funnel.applied | funnel.nominated
    people = [p for p in (view.get(Person, i) for i in sorted(ids)) if p is not None]
    everybody = funnel.of(say(language, "recruiting.everybody"), [p.id for p in people])
    kinds: tuple[Callable[[Person], str], ...] = (
        lambda p: say(language, "recruiting.grade", grade=p.grade) if p.grade else "",
        lambda p: say(language, "recruiting.gender", gender=p.gender) if p.gender else "",
    )
    return (everybody, *(reach for kind in kinds for reach in _groups(people, kind, funnel)))


def _groups(people: Sequence[Person], kind: Callable[[Person], str], funnel: _Funnel) -> list[Reach]:
    members: dict[str, list[str]] = {}
    for person in people:
        if name := kind(person):
            members.setdefault(name, []).append(person.id)
    found = {group: funnel.of(group, ids) for group, ids in members.items()}
    sizes = {group: len(ids) for group, ids in members.items()}
    small = frozenset(g for g, r in found.items() if is_small(sizes[g], r.invited, r.applied, r.accepted))
    left_out = hidden(sizes, small)
    return [found[group] for group in sorted(found) if group not in left_out]


def rows(view: View, policy: Policy) -> tuple[PutRow, ...]:
    """The Recruiting tab. Its last row says why a group may be missing."""
    hidden_row = PutRow(
        tab=tabs.RECRUITING,
        key="hidden",
        cells={"group": say(policy.language, "recruiting.hidden", least=SMALLEST_CELL)},
    )
    return (*(_row(reach) for reach in reached(view, policy)), hidden_row)


def _row(reach: Reach) -> PutRow:
    counts = ("invited", "signed_up", "nominated", "applied", "accepted")
    cells = {
        "group": reach.group,
        **{name: shown(getattr(reach, name)) for name in counts},
        "days": "" if reach.days is None or reach.applied < SMALLEST_CELL else f"{reach.days:g}",
    }
    return PutRow(tab=tabs.RECRUITING, key=reach.group.lower(), cells=cells)
