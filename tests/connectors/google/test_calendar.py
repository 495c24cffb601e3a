"""Meetings in Google Calendar beyond the port's promises: ids, rooms, video links, lost answers, limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import AuthExpired, Conflict, Retryable
from connectors.google.event_body import KEPT_LIMIT, answers_of, event_body, event_id, guests, properties
from connectors.ports import Answer, Entry
from tests.connectors.contracts import ADA, BO, HOUR, MEETING, NOW, ORGANISER, ROOM
from tests.emulators.google.faults import Kind
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import School

pytestmark = pytest.mark.slow
INSERT = "calendar.events.insert"
LOST = (Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.DUPLICATE)
LATER = replace(MEETING, version=2, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)


def put(house: School, *entries: Entry) -> list[object]:
    return list(house.open().calendar.put(entries))


def only_event(house: School) -> dict[str, Any]:
    [event] = house.world.calendars.events.values()
    return event


def ada(house: School) -> str:
    """Ada's line among the guests."""
    return str([guest for guest in only_event(house)["attendees"] if guest["email"] == ADA])


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize(
    ("first", "then"), [((), MEETING), ((MEETING,), LATER), ((MEETING,), replace(LATER, cancelled=True))]
)
def test_lost_answer_neither_doubles_nor_tells_twice(
    house: School, kind: Kind, first: tuple[Entry, ...], then: Entry
) -> None:
    put(house, *first)
    told = house.world.calendars.notices[ADA]
    for method in (INSERT, "calendar.events.update", "calendar.events.patch"):
        house.world.faults.plan(method, kind)
    while put(house, then) != [None]:
        pass
    house.world.faults.planned.clear()
    assert put(house, then) == [None]
    assert house.world.calendars.notices[ADA] == told + 1
    assert len(house.world.calendars.events) == 1


def test_new_meeting_is_one_call(house: School) -> None:
    put(house, MEETING)
    assert house.world.by_method() == {INSERT: 1}


def test_cancelled_meeting_can_be_put_again(house: School) -> None:
    put(house, MEETING)
    put(house, replace(MEETING, version=2, cancelled=True))
    assert put(house, replace(MEETING, version=3)) == [None]
    assert put(house, replace(MEETING, version=3)) == [None]
    assert len(house.world.calendars.standing(ADA)) == 1


def test_older_version_does_not_bring_a_cancelled_meeting_back(house: School) -> None:
    put(house, MEETING)
    put(house, replace(MEETING, version=3, cancelled=True))
    put(house, replace(MEETING, version=2))
    assert house.world.calendars.standing(ADA) == []


def test_pupils_see_neither_each_other_nor_can_they_invite(house: School) -> None:
    put(house, MEETING)
    event = only_event(house)
    shown = {name: event[name] for name in event if name.startswith("guests") or name == "visibility"}
    rights = dict.fromkeys(("guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests"), False)
    assert shown == {**rights, "visibility": "private"}


def test_room_that_refuses_is_a_guest_that_declines(house: School) -> None:
    put(house, MEETING)
    calendar = house.open().calendar
    cursor = calendar.guest_answers(None).cursor
    house.world.calendars.answer(event_id(MEETING.key, 0), ROOM, "declined", NOW)
    [answer] = calendar.guest_answers(cursor).answers
    assert (answer.attendee, answer.answer) == (ROOM, Answer.DECLINED)


def test_online_meeting_gets_a_link_that_stays(house: School) -> None:
    online = replace(MEETING, online=True)
    put(house, online)
    first = only_event(house)["conferenceData"]
    put(house, replace(online, version=2, title="Moved"))
    assert only_event(house)["conferenceData"] == first
    assert "meet.google.com" in str(first)


def test_answers_stay_while_the_time_stays(house: School) -> None:
    put(house, MEETING)
    house.world.calendars.answer(event_id(MEETING.key, 0), ADA, "accepted", NOW)
    put(house, replace(MEETING, version=2, title="Renamed"))
    assert "'accepted'" in ada(house)
    put(house, replace(LATER, version=3))
    assert "'accepted'" not in ada(house)


def test_change_of_mind_is_told_again(house: School) -> None:
    put(house, MEETING)
    calendar, cursor = house.open().calendar, None
    found: list[Answer] = []
    for minute, word in enumerate(("accepted", "declined", "accepted")):
        house.world.calendars.answer(event_id(MEETING.key, 0), BO, word, NOW + minute * HOUR)
        page = calendar.guest_answers(cursor)
        cursor, found = page.cursor, [*found, *(answer.answer for answer in page.answers)]
    assert found == [Answer.ACCEPTED, Answer.DECLINED, Answer.ACCEPTED]


def test_pages_of_answers_are_read_to_the_end(house: School) -> None:
    house.world.calendars.page_size = 3
    put(house, *(replace(MEETING, key=f"k{number}") for number in range(8)))
    for number in range(8):
        house.world.calendars.answer(event_id(f"k{number}", 0), ADA, "declined", NOW)
    assert len(house.open().calendar.guest_answers(None).answers) == 8


def test_unknown_meetings_in_the_calendar_are_left_alone(house: School) -> None:
    put(house, MEETING)
    only_event(house)["extendedProperties"] = {}
    assert house.open().calendar.guest_answers(None).answers == ()


def test_sixty_calendars_take_two_questions(house: School) -> None:
    people = [f"pupil{number}@school.example" for number in range(60)]
    house.world.calendars.unreadable.add(people[55])
    busy = house.open().calendar.busy(people, NOW, NOW + HOUR)
    assert house.world.calls("calendar.freebusy") == 2
    assert [address for address, spans in busy.items() if spans is None] == [people[55]]


def test_usage_limit_waits_for_hours_and_stops_only_its_entry(house: School) -> None:
    refusal = Refused(403, "quotaExceeded", "Calendar usage limits exceeded.")
    house.world.faults.plan(INSERT, Kind.REFUSE, refusal=refusal)
    first, second = put(house, MEETING, replace(MEETING, key="other"))
    assert isinstance(first, Retryable)
    assert first.after
    assert first.after >= timedelta(hours=6)
    assert second is None


def test_somebody_elses_change_in_between_is_a_conflict_and_then_done(house: School) -> None:
    put(house, MEETING)
    change = partial(house.world.calendars.answer, event_id(MEETING.key, 0), ADA, "declined", NOW)
    house.world.just_before("calendar.events.update", change)
    [fault] = put(house, LATER)
    assert isinstance(fault, Conflict)
    assert put(house, LATER) == [None]


def test_account_that_may_not_invite_is_told(house: School) -> None:
    refusal = Refused(403, "forbiddenForServiceAccounts", "Service accounts cannot invite attendees.")
    house.world.faults.plan(INSERT, Kind.REFUSE, refusal=refusal)
    [fault] = put(house, MEETING)
    assert isinstance(fault, AuthExpired)
    assert "subject" in fault.mend


# --- pure parts ----------------------------------------------------------------------------------


@given(key=st.text(max_size=300), generation=st.integers(0, 99))
def test_event_ids_fit_googles_alphabet(key: str, generation: int) -> None:
    assert re.fullmatch(r"[a-v0-9]{5,1024}", event_id(key, generation))


@given(key=st.text(max_size=2_000), title=st.text(max_size=50), room=st.sampled_from(["", ROOM]))
def test_any_text_makes_an_event(key: str, title: str, room: str) -> None:
    body = event_body(replace(MEETING, key=key, title=title, room=room), None, owner="robot@school.example")
    assert body["summary"]
    assert [guest["email"] for guest in body["attendees"]] == [ORGANISER, ADA, BO, *([room] if room else [])]


def test_owner_is_no_guest_and_nobody_is_one_twice() -> None:
    assert guests(replace(MEETING, attendees=(ADA, ADA, ORGANISER)), ORGANISER) == [ADA, ROOM]


def test_wall_time_is_kept_across_the_night_clocks_change() -> None:
    before, after = (datetime(2026, 10, day, hour, 15, tzinfo=UTC) for day, hour in ((24, 10), (26, 11)))
    times = [
        event_body(replace(MEETING, starts_at=one), None, owner="")["start"]["dateTime"] for one in (before, after)
    ]
    assert times == ["2026-10-24T12:15:00+02:00", "2026-10-26T12:15:00+01:00"]


def test_only_the_newest_answers_to_older_versions_are_kept() -> None:
    event: dict[str, object] = {}
    for version in range(1, KEPT_LIMIT + 20):
        private = properties(replace(MEETING, version=version), event)
        guest = {"email": ADA, "responseStatus": "declined"}
        event = {"updated": "2026-09-07T08:00:00Z", "attendees": [guest], "extendedProperties": {"private": private}}
    versions = [answer.version for answer in answers_of(event)]
    assert versions == list(range(19, KEPT_LIMIT + 20))
