"""Meetings in Outlook beyond the port's promises: who is told, rooms, links, series of staff's own, limits, zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from connectors.errors import AuthExpired, Conflict, Permanent, Retryable
from connectors.microsoft.calendar import MicrosoftCalendar
from connectors.microsoft.event_body import search_id
from connectors.ports import Answer, Entry, Interval
from tests.connectors.contracts import ADA, BO, HOUR, MEETING, NOW, ROOM
from tests.connectors.microsoft.outlook_staff import standing
from tests.emulators.microsoft.calendar_part import Calendars, Event, calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.world import MAILBOX

pytestmark = pytest.mark.slow
CREATE = "POST /users/{user-id}/events"
LIST = "GET /users/{user-id}/events"
CHANGE = "PATCH /users/{user-id}/events/{event-id}"
CANCEL = "POST /users/{user-id}/events/{event-id}/cancel"
ASK = "POST /users/{user-id}/calendar/getSchedule"
LATER = replace(MEETING, version=2, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
LOST = (Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.LATE, Kind.DUPLICATE)


def outlook(house: School) -> MicrosoftCalendar:
    return MicrosoftCalendar(house.door(), MAILBOX)


def put(house: School, *entries: Entry) -> list[object]:
    return list(outlook(house).put(entries))


def held(house: School) -> Calendars:
    return calendars(house.world)


def only_event(house: School) -> Event:
    [event] = held(house).events.values()
    return event


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize(
    ("first", "then"), [((), MEETING), ((MEETING,), LATER), ((MEETING,), replace(LATER, cancelled=True))]
)
def test_lost_answer_neither_doubles_nor_tells_twice(
    house: School, kind: Kind, first: tuple[Entry, ...], then: Entry
) -> None:
    put(house, *first)
    told = held(house).notices[ADA]
    for method in (CREATE, CHANGE, CANCEL):
        house.world.faults.plan(method, kind)
    while put(house, then) != [None]:
        pass
    house.world.faults.planned.clear()
    assert put(house, then) == [None]
    assert held(house).notices[ADA] == told + 1
    assert len(held(house).events) == (0 if then.cancelled else 1)


@pytest.mark.parametrize("status", [201, 409])
def test_creation_that_exchange_recognises_is_done(house: School, status: int) -> None:
    held(house).recognised = status
    faster: list[object] = []
    house.world.just_before(CREATE, lambda: faster.extend(put(house, MEETING)))
    assert (put(house, MEETING), faster) == ([None], [None])
    assert (len(held(house).events), held(house).notices[ADA]) == (1, 1)


def test_creation_recognised_but_not_shown_yet_is_looked_at_again(house: School) -> None:
    refusal = Refused(409, "ErrorDuplicateTransactionId", "Carried out before.")
    house.world.faults.plan(CREATE, Kind.REFUSE, refusal=refusal)
    [fault] = put(house, MEETING)
    assert isinstance(fault, Conflict)


def test_only_what_changed_is_sent(house: School) -> None:
    put(house, MEETING)
    before = held(house).notices.copy()
    assert put(house, replace(MEETING, version=2, attendees=(ADA,))) == [None]
    told = held(house).notices - before
    assert told == {BO: 1}


def test_new_version_that_shows_nothing_new_tells_nobody(house: School) -> None:
    put(house, MEETING)
    before = held(house).notices.copy()
    put(house, replace(MEETING, version=2))
    assert held(house).notices == before
    assert [meeting.version for meeting in standing(house.world, ADA)] == [2]


def test_cancelled_meeting_can_be_put_again(house: School) -> None:
    put(house, MEETING)
    put(house, replace(MEETING, version=2, cancelled=True))
    assert put(house, replace(MEETING, version=3)) == [None]
    assert len(held(house).standing(ADA)) == 1


def test_pupils_see_neither_each_other_nor_a_reminder(house: School) -> None:
    put(house, MEETING)
    shown = only_event(house).shown
    names = ("hideAttendees", "allowNewTimeProposals", "sensitivity")
    assert [shown[name] for name in names] == [True, False, "private"]


def test_room_that_is_full_is_a_guest_that_declines(house: School) -> None:
    held(house).full_rooms.add(ROOM)
    put(house, MEETING)
    [answer] = outlook(house).guest_answers(None).answers
    assert (answer.attendee, answer.answer) == (ROOM, Answer.DECLINED)


def test_room_that_is_free_says_nothing_new(house: School) -> None:
    put(house, MEETING)
    assert outlook(house).guest_answers(None).answers == ()


def test_online_meeting_gets_a_link_that_outlives_a_new_description(house: School) -> None:
    online = replace(MEETING, online=True)
    put(house, online)
    link = only_event(house).link
    put(house, replace(online, version=2, description="Bring <b>both</b> books."))
    event = only_event(house)
    assert (event.link, link in event.content, "Bring &lt;b&gt;both" in event.content) == (link, True, True)
    assert link.startswith("https://teams.microsoft.com/")


def test_description_stays_where_the_link_cannot_be_told_apart(house: School) -> None:
    online = replace(MEETING, online=True)
    put(house, online)
    only_event(house).content = f"rewritten by hand {only_event(house).link}"
    assert put(house, replace(online, version=2, description="New words.")) == [None]
    assert only_event(house).link


def test_mailbox_without_a_licence_for_links_still_gets_its_meeting(house: School) -> None:
    held(house).teams = False
    assert put(house, replace(MEETING, online=True)) == [None]
    assert (only_event(house).link, outlook(house).links_offered()) == ("", False)


def test_answers_stay_while_the_time_stays(house: School) -> None:
    put(house, MEETING)
    held(house).answer(only_event(house), ADA, "accepted", NOW)
    put(house, replace(MEETING, version=2, title="Renamed"))
    assert ADA in only_event(house).answers
    put(house, replace(LATER, version=3))
    assert ADA not in only_event(house).answers


def test_change_of_mind_is_told_again(house: School) -> None:
    put(house, MEETING)
    calendar, cursor = outlook(house), None
    found: list[Answer] = []
    for hour, word in enumerate(("accepted", "declined", "accepted")):
        house.world.now = NOW + hour * HOUR
        held(house).answer(only_event(house), BO, word, house.world.now)
        page = calendar.guest_answers(cursor)
        cursor, found = page.cursor, [*found, *(answer.answer for answer in page.answers)]
    assert found == [Answer.ACCEPTED, Answer.DECLINED, Answer.ACCEPTED]


def test_answer_noted_late_is_found_within_the_overlap(house: School) -> None:
    put(house, MEETING)
    house.world.advance(HOUR)
    cursor = outlook(house).guest_answers(None).cursor
    held(house).answer(only_event(house), BO, "declined", house.world.now - timedelta(minutes=10))
    found = outlook(house).guest_answers(cursor).answers
    assert [(answer.attendee, answer.answer) for answer in found] == [(BO, Answer.DECLINED)]


def test_quiet_look_reads_no_old_events(house: School) -> None:
    put(house, *(replace(MEETING, key=f"k{number}") for number in range(25)))
    house.world.advance(HOUR)
    cursor = outlook(house).guest_answers(None).cursor
    before = house.world.calls(LIST)
    outlook(house).guest_answers(cursor)
    assert house.world.calls(LIST) == before + 1


def test_pages_of_answers_are_read_to_the_end(house: School) -> None:
    keys = [f"k{number}" for number in range(23)]
    put(house, *(replace(MEETING, key=key) for key in keys))
    for key in keys:
        held(house).answer(held(house).by_property(search_id(key))[0], ADA, "declined", NOW)
    assert {answer.key for answer in outlook(house).guest_answers(None).answers} == set(keys)


# --- what staff do by hand -----------------------------------------------------------------------


def test_staffs_own_events_and_series_are_left_alone(house: School) -> None:
    put(house, MEETING)
    theirs = held(house).copy(only_event(house), 900, NOW, kind="seriesMaster")
    theirs.properties = {}
    put(house, LATER)
    assert (theirs.starts_at, outlook(house).guest_answers(None).answers) == (MEETING.starts_at, ())


def test_copy_that_staff_made_is_not_taken_for_ours(house: School) -> None:
    put(house, MEETING)
    copy = held(house).copy(only_event(house), 900, NOW + HOUR, kind="seriesMaster")
    assert put(house, LATER) == [None]
    assert (copy.starts_at, held(house).events[1].starts_at) == (MEETING.starts_at, LATER.starts_at)


def test_series_made_of_our_meeting_is_not_moved(house: School) -> None:
    put(house, MEETING)
    only_event(house).kind = "seriesMaster"
    [fault] = put(house, LATER)
    assert isinstance(fault, Permanent)
    assert "Delete the series" in fault.mend


def test_somebody_elses_change_in_between_is_a_conflict_and_then_done(house: School) -> None:
    put(house, MEETING)
    house.world.just_before(CHANGE, partial(held(house).answer, only_event(house), ADA, "declined", NOW))
    [fault] = put(house, LATER)
    assert isinstance(fault, Conflict)
    assert put(house, LATER) == [None]


def test_event_deleted_between_look_and_change_is_put_anew(house: School) -> None:
    put(house, MEETING)
    house.world.just_before(CHANGE, held(house).events.clear)
    [fault] = put(house, LATER)
    assert isinstance(fault, Conflict)
    assert put(house, LATER) == [None]
    assert [meeting.starts_at for meeting in standing(house.world, ADA)] == [LATER.starts_at]


# --- free and busy, limits, permissions ----------------------------------------------------------


def test_people_and_months_are_asked_about_within_the_limits(house: School) -> None:
    people = [f"pupil{number}@school.example" for number in range(45)]
    held(house).unreadable.add(people[41])
    held(house).foreign[people[2]] = [(NOW + timedelta(days=100), NOW + timedelta(days=100, hours=1), "busy")]
    busy = outlook(house).busy(people, NOW, NOW + timedelta(days=130))
    assert house.world.calls(ASK) == 3 * 3
    assert [address for address, stretches in busy.items() if stretches is None] == [people[41]]
    assert len(busy[people[2]] or ()) == 1


def test_mailbox_that_shows_only_its_view_is_read_by_half_hours(house: School) -> None:
    held(house).only_view.add(ADA)
    held(house).foreign[ADA] = [(NOW + HOUR, NOW + 2 * HOUR, "oof")]
    [found] = outlook(house).busy([ADA], NOW, NOW + 4 * HOUR)[ADA] or ()
    assert found == Interval(starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)


def test_working_elsewhere_is_not_busy(house: School) -> None:
    held(house).foreign[ADA] = [(NOW, NOW + HOUR, "workingElsewhere")]
    assert outlook(house).busy([ADA], NOW, NOW + HOUR) == {ADA: ()}


def test_throttle_names_its_wait_and_stops_only_its_entry(house: School) -> None:
    refusal = Refused(429, "ApplicationThrottled", "Application is over its limit.", {"Retry-After": "120"})
    house.world.faults.plan(CREATE, Kind.REFUSE, refusal=refusal)
    first, second = put(house, MEETING, replace(MEETING, key="other"))
    assert isinstance(first, Retryable)
    assert (first.after, second) == (timedelta(minutes=2), None)


def test_missing_right_to_the_mailbox_is_told(house: School) -> None:
    house.world.faults.plan(CREATE, Kind.REFUSE, refusal=Refused(403, "ErrorAccessDenied", "Access is denied."))
    [fault] = put(house, MEETING)
    assert isinstance(fault, AuthExpired)
    assert "RBAC" in fault.mend
