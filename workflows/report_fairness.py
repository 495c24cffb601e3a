"""Fairness in the weekly report: who among the mentees has a mentor, by group, with small groups left out.

The Matching tab judges a draft; this judges what became of it, so it reads approved pairs only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workflows.small_cells import hidden, is_small
from workflows.state import Application, ApplicationStatus, Pair, PairStatus, Person, Role
from workflows.text.blocks import Table
from workflows.text.say import say
from workflows.view import View

_GROUPS: Mapping[str, Callable[[Person], str]] = {
    "grade": lambda person: str(person.grade),
    "site": lambda person: person.site,
    "gender": lambda person: person.gender,
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentees of one group: how many, and the points of those who have a mentor."""

    mentees: int
    points: tuple[int, ...]

    @property
    def small(self) -> bool:
        return is_small(self.mentees, len(self.points))


def fairness_table(view: View, language: str) -> tuple[Table, ...]:
    """Placement and mean points by grade, site and gender; nothing where no group may be shown or there is just one."""
    rows = tuple(row for name, read in _GROUPS.items() for row in _rows(name, _grouped(view, read), language))
    if not rows:
        return ()
    header = tuple(say(language, f"reports.fairness.{key}") for key in ("group", "placed", "points"))
    return (Table(caption=say(language, "reports.fairness"), header=header, rows=rows),)


def _grouped(view: View, read: Callable[[Person], str]) -> dict[str, _Group]:
    points = {p.mentee_id: p.score for p in view.find(Pair, status=PairStatus.ACTIVE)}
    found: dict[str, _Group] = {}
    for application in view.find(Application, role=Role.MENTEE, status=ApplicationStatus.ACCEPTED):
        person = view.get(Person, application.person_id)
        if person is None or person.withdrawn_at is not None:
            continue
        group = found.get(read(person), _Group(0, ()))
        own = (points[person.id],) if person.id in points else ()
        found[read(person)] = _Group(group.mentees + 1, group.points + own)
    return found


def _rows(name: str, groups: Mapping[str, _Group], language: str) -> Iterator[tuple[str, str, str]]:
    sizes = {key: group.mentees for key, group in groups.items()}
    out = hidden(sizes, frozenset(key for key, group in groups.items() if group.small))
    if len(groups) < 2 or len(out) == len(groups):
        return
    for key, group in sorted(groups.items()):
        label = say(language, f"reports.fairness.by.{name}", group=key or say(language, "reports.fairness.unsaid"))
        if key in out:
            yield label, say(language, "reports.fairness.hidden"), "–"
            continue
        mean = f"{sum(group.points) / len(group.points):.1f}" if group.points else "–"
        yield label, say(language, "reports.fairness.of", placed=len(group.points), mentees=group.mentees), mean
