"""The whole programme on the emulated Google: from a form to a meeting, and what people do to it there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.emulators.google.calendar_model import times
from tests.journeys.google_school import Event, GoogleSchool, google_school, key_of

pytestmark = pytest.mark.slow
Lived = tuple[GoogleSchool, datetime, Event]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """The school at the moment when its first meeting stands."""
    with google_school(Path(tmp_path_factory.mktemp("google"))) as school:
        now = school.live_until_pairs_meet()
        school.step(now)
        yield school, now, school.coming(now)[0]
        assert school.world.crashes == []


def mentee(event: Event) -> str:
    return next(str(g["email"]) for g in event["attendees"] if "host" not in g["email"] and not g.get("resource"))


def test_meeting_stands_with_its_pair_and_says_why_it_was_planned(lived: Lived) -> None:
    school, _, event = lived
    rows = {key: row for key, row in school.rows("meetings").items() if key_of(event).endswith(key)}
    assert [row["status"] for row in rows.values()] == ["planned"]
    assert all(row["why"] for row in rows.values())
    assert len([g for g in event["attendees"] if g["email"].endswith("@school.example")]) >= 2


def test_decline_finds_another_time(lived: Lived) -> None:
    school, now, event = lived
    key, before = key_of(event), times(event)
    school.world.calendars.answer(event["id"], mentee(event), "declined", now)
    school.step(now + timedelta(minutes=1), "calendar")
    after = [e for e in school.coming(now) if key_of(e) == key]
    assert [times(e) == before for e in after] == [False]
    assert {g["responseStatus"] for e in after for g in e["attendees"] if not g.get("resource")} == {"needsAction"}


def test_mail_that_came_back_is_shown_to_staff(lived: Lived) -> None:
    school, now, event = lived
    address = mentee(event)
    raw = school.world.mail.delivered[address][-1]
    school.world.mail.bounce(raw, address, "550 no such user", now)
    school.step(now + timedelta(minutes=20), "mail")
    shown = [row for row in school.rows("people").values() if row["email"] == address]
    assert ["550 no such user" in str(row) or "came back" in str(row) for row in shown] == [True]


def test_withdrawal_takes_coming_meetings_out_of_the_calendar(lived: Lived) -> None:
    school, now, event = lived
    address = mentee(event)
    answers = {**school.link(address, "withdrawal"), "confirm": ("Yes, stop now",)}
    school.outside.submit("withdrawal", answers, now)
    school.step(now + timedelta(minutes=40), "forms")
    assert [e for e in school.coming(now) if address in {g["email"] for g in e["attendees"]}] == []
