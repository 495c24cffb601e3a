"""A person goes out of Google as far as the school's scopes allow, and people are told the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.google.erasing import without
from tests.connectors.contracts import APPLY, MAIL, MEETING, NOW
from tests.emulators.google.school import School

pytestmark = pytest.mark.slow
AMIRA = "amira@oak.example"


def erase(house: School) -> None:
    eraser = house.open().eraser
    assert eraser
    eraser.erase((AMIRA,), ())


def test_sent_mail_stays_without_the_right_to_erase_it(house: School) -> None:
    suite = house.open()
    suite.mailer.send(suite.mailer.draft(replace(MAIL, to=AMIRA)))
    erase(house)
    assert [m.labels for m in house.world.mail.messages.values()] == [["SENT"]]
    assert house.world.calls("gmail.users.messages.trash") == 0


def test_people_are_told_what_only_they_can_erase(house: School) -> None:
    suite = house.open()
    suite.forms.ensure((APPLY,))
    assert suite.offers.by_hand
    left = suite.offers.by_hand((AMIRA,))
    assert [sentence.partition(":")[0] for sentence in left] == [
        f"Form {APPLY.kind}",
        "Mailbox mentoring@school.example",
        "Workbook",
    ]
    assert all(AMIRA in sentence for sentence in left[:2])


def test_nobody_is_told_when_a_guest_is_taken_out_of_a_meeting(house: School) -> None:
    suite = house.open()
    suite.calendar.put((replace(MEETING, attendees=(AMIRA, "ben@oak.example")),))
    before = house.world.calendars.notices.total()
    erase(house)
    assert house.world.calendars.notices.total() == before
    assert [e["summary"] for e in house.world.calendars.events.values()] == ["Meeting"]


def test_scrubbed_meeting_is_cancelled_like_any_other(house: School) -> None:
    suite = house.open()
    entry = replace(MEETING, attendees=(AMIRA, "ben@oak.example"))
    suite.calendar.put((entry,))
    erase(house)
    assert list(suite.calendar.put((replace(entry, version=2, cancelled=True),))) == [None]
    assert house.world.calendars.standing("ben@oak.example") == []


def test_others_answers_stay_in_a_scrubbed_meeting() -> None:
    private = {
        "nearpeer-answer-0": f"1|declined|{NOW.isoformat()}|{AMIRA}",
        "nearpeer-answer-1": "1|accepted|x|ben@oak",
    }
    guests = [{"email": AMIRA}, {"email": "ben@oak"}]
    left = without({"attendees": guests, "extendedProperties": {"private": private}}, AMIRA)
    assert left["attendees"] == [{"email": "ben@oak"}]
    assert left["extendedProperties"]["private"] == {**private, "nearpeer-answer-0": ""}


def test_cursor_over_guests_answers_names_nobody(house: School) -> None:
    suite = house.open()
    suite.calendar.put((replace(MEETING, attendees=(AMIRA,)),))
    [event] = house.world.calendars.events
    house.world.calendars.answer(event, AMIRA, "accepted", NOW)
    page = suite.calendar.guest_answers(None)
    assert [answer.attendee for answer in page.answers] == [AMIRA]
    assert "amira" not in page.cursor
