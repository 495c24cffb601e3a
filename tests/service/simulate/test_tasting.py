"""The audit of tasters: consent, the same two twice, favourites that nobody counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.simulate.evidence import Answered, Evidence, Meeting
from service.simulate.tasting import faults

AT = datetime(2026, 9, 16, 11, 0, tzinfo=UTC)
ROTATION = {"What": "Tasters: 2 groups", "Status": "1 votes", "Mentor": "", "Mentees": ""}
VOTE = Answered(response_id="1", submitted_at=AT, answers={"code": ("person:b.sig",), "first": ("Ann",)})


def group(mentees: str, status: str = "booked") -> dict[str, str]:
    return {"What": "Round 1", "Status": status, "Mentor": "Ann", "Mentees": mentees}


def found(*groups: dict[str, str], votes: int = 1, agreed: bool = True) -> dict[str, list[str]]:
    """What is wrong where Ben (b) met a mentor at a taster."""
    ends = AT + timedelta(minutes=8)
    met = Meeting(
        calendar="b@oak.example", key="sim/taster/a:1", starts_at=AT, ends_at=ends, place="Hall", cancelled=False
    )
    evidence = Evidence(
        responses={"taster_votes": [VOTE] * votes},
        rows={"Tasters": {"rotation": ROTATION, **{str(n): row for n, row in enumerate(groups)}}},
        keys={},
        mails=(),
        meetings=[met],
        pupils={"b@oak.example": "b"},
        consents={"b": [(AT - timedelta(days=1), agreed)]},
    )
    return {rule: list(names) for rule, names in faults(evidence).items() if list(names)}


def test_rotation_in_which_everybody_meets_another_is_fine() -> None:
    assert found(group("Ben, Dua"), group("Cem"), group("Ben", status="cancelled")) == {}


def test_the_same_two_at_two_tasters_are_found() -> None:
    assert found(group("Ben, Dua"), group("Ben")) == {"the same two at two tasters": ["Ann and Ben"]}


def test_taster_without_consent_is_found() -> None:
    assert found(agreed=False) == {"met at a taster without consent": ["b at sim/taster/a:1"]}


def test_favourites_that_are_not_counted_are_found() -> None:
    assert found(votes=0) == {"favourites that are not counted": ["0 pupils named favourites, 1 are counted"]}
