"""Two who were a pair until their school year ended may be one again: another pair, under an id of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflows.matching.school import NOW, Office, mentee, mentor, policy, school
from workflows.events import DraftRequested, PairEnded
from workflows.matching.couples import failed, lasted, pair_id
from workflows.policy import Policy, RolloverPolicy
from workflows.rules import YEAR_ENDS
from workflows.school import Term
from workflows.state import Pair, PairStatus

DRAFT = DraftRequested(by="lead")
NEXT_YEAR = datetime(2027, 9, 8, 9, 0, tzinfo=UTC)
THIRD_YEAR = datetime(2028, 9, 8, 9, 0, tzinfo=UTC)


def rules() -> Policy:
    """Three school years that end in June."""
    terms = tuple(
        Term(name=str(year), starts_on=date(year, 9, 1), ends_on=date(year + 1, 6, 30)) for year in (2026, 2027, 2028)
    )
    ends = RolloverPolicy(year_ends=tuple(term.ends_on for term in terms))
    return replace(policy(), school=replace(policy().school, terms=terms), rollover=ends)


def after_a_year(why: str) -> Office:
    """Ann and Ben were a pair, which ended for this reason."""
    office = Office(school(mentor("Ann"), mentee("Ben")), rules())
    office.hear(DRAFT)
    office.write("ann~ben", "approve")
    office.hear(PairEnded(pair_id="ann~ben", why=why))
    return office


def drafted(office: Office) -> list[tuple[str, PairStatus]]:
    return [(p.id, p.status) for p in office.view.find(Pair) if p.id != "ann~ben"]


def test_pair_of_last_year_is_proposed_again_under_an_id_of_its_own() -> None:
    office = after_a_year(YEAR_ENDS)
    office.hear(DRAFT, NEXT_YEAR)
    assert drafted(office) == [("ann~ben~2028", PairStatus.DRAFT)]
    last = office.view.get(Pair, "ann~ben")
    assert last is not None
    assert last.status is PairStatus.ENDED


def test_draft_twice_in_the_next_year_changes_nothing() -> None:
    office = after_a_year(YEAR_ENDS)
    office.hear(DRAFT, NEXT_YEAR)
    again = office.hear(DRAFT, NEXT_YEAR)
    assert (again.changes, again.effects) == ((), ())


def test_pair_that_lasts_is_proposed_in_every_year() -> None:
    office = after_a_year(YEAR_ENDS)
    office.hear(DRAFT, NEXT_YEAR)
    office.write("ann~ben~2028", "approve")
    office.hear(PairEnded(pair_id="ann~ben~2028", why=YEAR_ENDS), NEXT_YEAR)
    office.hear(DRAFT, THIRD_YEAR)
    assert drafted(office) == [("ann~ben~2028", PairStatus.ENDED), ("ann~ben~2029", PairStatus.DRAFT)]


@pytest.mark.parametrize("why", ["ended by the lead", "left the programme"])
def test_pair_that_failed_is_never_proposed_again(why: str) -> None:
    office = after_a_year(why)
    office.hear(DRAFT, NEXT_YEAR)
    assert drafted(office) == []


def test_pair_that_failed_in_its_second_year_is_never_proposed_again() -> None:
    office = after_a_year(YEAR_ENDS)
    office.hear(DRAFT, NEXT_YEAR)
    office.write("ann~ben~2028", "approve")
    office.hear(PairEnded(pair_id="ann~ben~2028", why="ended by the lead"), NEXT_YEAR)
    office.hear(DRAFT, THIRD_YEAR)
    assert drafted(office) == [("ann~ben~2028", PairStatus.ENDED)]


def test_id_has_a_year_only_where_there_was_a_pair_before() -> None:
    office = after_a_year(YEAR_ENDS)
    ids = [pair_id("ann", who, office.view, NEXT_YEAR, office.rules) for who in ("ben", "dua")]
    assert ids == ["ann~ben~2028", "ann~dua"]


def test_pair_lasted_only_when_its_year_was_over() -> None:
    ended = Pair(id="a~b", mentor_id="a", mentee_id="b", status=PairStatus.ENDED, ended_at=NOW, end_reason=YEAR_ENDS)
    pairs = (ended, replace(ended, end_reason="left"), replace(ended, status=PairStatus.ACTIVE))
    assert [(lasted(p), failed(p)) for p in pairs] == [(True, False), (False, True), (False, False)]
