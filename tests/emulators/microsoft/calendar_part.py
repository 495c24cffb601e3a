"""Calendars: the mailbox's events, guests' copies and answers, rooms, links into Teams, free and busy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.emulators.microsoft.handlers import Answer, Request, handles
from tests.emulators.microsoft.outlook import (
    NOBODY,
    asked_properties,
    chosen,
    has_property,
    in_utc,
    keep_properties,
    lapsed,
    moment,
    number_in,
    number_of,
    page,
    shown_id,
    spend,
    stamp,
)
from tests.emulators.microsoft.refused import Refused, invalid, missing
from tests.emulators.microsoft.world import MAILBOX, World

FOLDER = "Calendar"
NEEDS = ("Calendars.ReadWrite",)
READS = ("Calendars.Read", "Calendars.ReadWrite")
MOST_GUESTS = 500
SEEN = {"subject", "start", "end", "location", "body", "isOnlineMeeting"}
"""A change to one of these is told to every guest."""
WAY_IN = '<div style="margin-bottom:24px">' + "_" * 80 + '</div><div><a href="{url}">Join the meeting now</a></div>'


@dataclass(slots=True, kw_only=True)
class Event:
    """One event of the mailbox's calendar. `answers` are the guests' by address, with their times."""

    number: int
    starts_at: datetime
    ends_at: datetime
    shown: dict[str, Any]
    guests: dict[str, str] = field(default_factory=dict)  # address -> required or resource
    answers: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    content: str = ""
    link: str = ""
    kind: str = "singleInstance"
    created_at: datetime
    changed_at: datetime
    revision: int = 1


@dataclass(slots=True)
class Calendars:
    """What is in calendars. `teams`: whether the mailbox is licensed for links. `recognised`: 201 or 409 on repeats."""

    events: dict[int, Event] = field(default_factory=dict)
    transactions: dict[str, int] = field(default_factory=dict)
    foreign: dict[str, list[tuple[datetime, datetime, str]]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    only_view: set[str] = field(default_factory=set)
    notices: Counter[str] = field(default_factory=Counter)
    full_rooms: set[str] = field(default_factory=set)
    teams: bool = True
    recognised: int = 201
    page_size: int = 10

    def standing(self, address: str) -> list[Event]:
        """Events that stand in this person's calendar."""
        return [event for event in self.events.values() if address in event.guests]

    def by_property(self, text: str) -> list[Event]:
        """Events that bear this text in a property."""
        return [event for event in self.events.values() if text in event.properties.values()]

    def answer(self, event: Event, address: str, word: str, at: datetime) -> None:
        """A guest answers; the organiser's event changes with it."""
        event.answers[address] = (word, at)
        self.touch(event, at)

    def touch(self, event: Event, at: datetime) -> None:
        """The event is another one now."""
        event.changed_at, event.revision = max(at, event.changed_at), event.revision + 1

    def copy(self, event: Event, number: int, at: datetime, *, kind: str = "singleInstance") -> Event:
        """Somebody copies the event in Outlook, our properties and all, perhaps as a series."""
        made = deepcopy(event)
        made.number, made.created_at, made.changed_at, made.kind = number, at, at, kind
        self.events[number] = made
        return made


def calendars(world: World) -> Calendars:
    """The calendars of a world."""
    return world.part(Calendars)


# --- events --------------------------------------------------------------------------------------


@handles("POST", "/users/{user-id}/events", needs=NEEDS)
def create(world: World, request: Request) -> Answer:
    """Create an event and invite its guests; a `transactionId` that is known creates nothing."""
    spend(world, request)
    held, body = calendars(world), request.body
    known = held.transactions.get(body.get("transactionId", ""))
    if known is not None and known in held.events:
        if held.recognised == 409:
            raise Refused(409, "ErrorDuplicateTransactionId", "The transaction was carried out before.")
        return Answer(status=201, body=_shown(held.events[known], request))
    event = Event(
        number=next(world.numbers),
        starts_at=moment(body["start"]),
        ends_at=moment(body["end"]),
        shown={},
        created_at=world.now,
        changed_at=world.now,
    )
    _take(world, event, body)
    held.events[event.number] = event
    if "transactionId" in body:
        held.transactions[body["transactionId"]] = event.number
    held.notices.update(_people(event))
    world.changed(f"users/{MAILBOX}/events", "created")
    return Answer(status=201, body=_shown(event, request))


@handles("PATCH", "/users/{user-id}/events/{event-id}", needs=NEEDS)
def change(world: World, request: Request) -> dict[str, Any]:
    """Change what is named, and tell the guests whom it concerns."""
    spend(world, request)
    held, event, body = calendars(world), _event(world, request), request.body
    if request.headers.get("if-match", _etag(event)) != _etag(event):
        raise lapsed()
    if event.kind == "seriesMaster" and {"start", "end"} & set(body):
        raise invalid("The recurrence does not fit the new time.", "ErrorRecurrenceHasNoOccurrence")
    before = _people(event)
    _take(world, event, body)
    after = _people(event)
    held.notices.update(before | after if SEEN & set(body) else before ^ after)
    held.touch(event, world.now)
    world.changed(f"users/{MAILBOX}/events", "updated")
    return _shown(event, request)


@handles("POST", "/users/{user-id}/events/{event-id}/cancel", needs=NEEDS)
def cancel(world: World, request: Request) -> Answer:
    """The organiser cancels: the event leaves every calendar, and its guests are told."""
    spend(world, request)
    event = _event(world, request)
    calendars(world).notices.update(_people(event))
    del calendars(world).events[event.number]
    world.changed(f"users/{MAILBOX}/events", "deleted")
    return Answer(status=202)


@handles("POST", "/users/{user-id}/events/{event-id}/permanentDelete", needs=NEEDS)
def purge(world: World, request: Request) -> None:
    """The event leaves the mailbox for good; guests of a meeting to come are told, as of every deletion."""
    spend(world, request)
    event = _event(world, request)
    if event.ends_at > world.now:
        calendars(world).notices.update(_people(event))
    del calendars(world).events[event.number]
    world.changed(f"users/{MAILBOX}/events", "deleted")


@handles("DELETE", "/users/{user-id}/events/{event-id}", needs=NEEDS)
def delete(world: World, request: Request) -> None:
    """The same, with a stay in the Deleted Items that nobody looks into here."""
    purge(world, request)


@handles("GET", "/users/{user-id}/events", needs=READS)
def listed(world: World, request: Request) -> dict[str, Any]:
    """Events by our property, or those changed since a time; series show as their master."""
    spend(world, request)
    found = [event for event in calendars(world).events.values() if _fits(event, request)]
    items = [chosen(request, _shown(event, request)) for event in found]
    return page(request, f"/users/{request.path['user-id']}/events", items, calendars(world).page_size)


def _fits(event: Event, request: Request) -> bool:
    wanted = request.query.get("$filter", "")
    since = re.fullmatch(r"lastModifiedDateTime ge (\S+Z)", wanted)
    if since:
        return event.changed_at >= datetime.fromisoformat(since[1].replace("Z", "+00:00"))
    by_property = has_property(request, event.properties)
    if wanted and by_property is None:
        raise invalid("The query filter contains one or more invalid nodes.", "ErrorInvalidUrlQueryFilter")
    return by_property is not False


def _event(world: World, request: Request) -> Event:
    number_in(request.path["event-id"])
    event = calendars(world).events.get(number_of(request.path["event-id"], FOLDER) or 0)
    if event is None:
        raise missing("The specified object was not found in the store.", "ErrorItemNotFound")
    return event


def _take(world: World, event: Event, body: Mapping[str, Any]) -> None:
    """Take over what a body says of an event."""
    keep_properties(event.properties, body)
    for name in ("subject", "location", "sensitivity", "hideAttendees", "allowNewTimeProposals", "responseRequested"):
        if name in body:
            event.shown[name] = body[name]
    if "attendees" in body:
        _invite(world, event, body["attendees"])
    if "start" in body or "end" in body:
        _move(world, event, body)
    _write_body(world, event, body)


def _invite(world: World, event: Event, attendees: list[dict[str, Any]]) -> None:
    if len(attendees) > MOST_GUESTS:
        raise invalid("Too many attendees.", "ErrorTooManyAttendees")
    event.guests = {guest["emailAddress"]["address"]: guest.get("type", "required") for guest in attendees}
    event.answers = {address: said for address, said in event.answers.items() if address in event.guests}
    _rooms_answer(world, event)


def _rooms_answer(world: World, event: Event) -> None:
    full = calendars(world).full_rooms
    for address, kind in event.guests.items():
        if kind == "resource":
            event.answers[address] = ("declined" if address in full else "accepted", world.now)


def _move(world: World, event: Event, body: Mapping[str, Any]) -> None:
    """A new time asks everybody anew."""
    starts_at, ends_at = moment(body["start"]), moment(body["end"])
    if ends_at < starts_at:
        raise invalid("The end is before the start.", "ErrorPropertyValidationFailure")
    if (event.starts_at, event.ends_at) != (starts_at, ends_at):
        event.answers = {}
    event.starts_at, event.ends_at = starts_at, ends_at
    _rooms_answer(world, event)


def _write_body(world: World, event: Event, body: Mapping[str, Any]) -> None:
    """Exchange rewrites HTML, and writes the way into the meeting below it; who drops that ends the link."""
    if "body" in body:
        event.content = f"<html><head>\r\n<meta></head><body>{body['body']['content']}</body></html>"
        if event.link and event.link not in event.content:
            event.link = ""
    if body.get("isOnlineMeeting") and not event.link and calendars(world).teams:
        event.link = f"https://teams.microsoft.com/l/meetup-join/{event.number}"
        way_in = WAY_IN.format(url=event.link)
        event.content = event.content.replace("</body>", f"{way_in}</body>")


def _people(event: Event) -> set[str]:
    return {address for address, kind in event.guests.items() if kind != "resource"}


def _etag(event: Event) -> str:
    return f'W/"{event.number}-{event.revision}"'


def _shown(event: Event, request: Request) -> dict[str, Any]:
    """The event as Graph shows it in UTC."""
    item = {
        "@odata.etag": _etag(event),
        "id": shown_id(request, event.number, FOLDER),
        "createdDateTime": stamp(event.created_at),
        "lastModifiedDateTime": stamp(event.changed_at),
        "type": event.kind,
        "isOrganizer": True,
        "isCancelled": False,
        "start": in_utc(event.starts_at),
        "end": in_utc(event.ends_at),
        "attendees": [_guest(event, address, kind) for address, kind in event.guests.items()],
        "isOnlineMeeting": bool(event.link),
        "onlineMeetingProvider": "teamsForBusiness" if event.link else "unknown",
        "onlineMeeting": {"joinUrl": event.link} if event.link else None,
        "body": {"contentType": "html", "content": event.content},
        **event.shown,
    }
    if "$expand" in request.query:
        item["singleValueExtendedProperties"] = asked_properties(request, event.properties)
    return item


def _guest(event: Event, address: str, kind: str) -> dict[str, Any]:
    word, at = event.answers.get(address, ("none", None))
    status = {"response": word, "time": stamp(at) if at else NOBODY}
    return {"emailAddress": {"address": address, "name": address}, "type": kind, "status": status}


# --- free and busy -------------------------------------------------------------------------------


@handles("GET", "/users/{user-id}/calendar", needs=READS)
def calendar(world: World, request: Request) -> dict[str, Any]:
    """The mailbox's own calendar."""
    spend(world, request)
    providers = ["teamsForBusiness"] if calendars(world).teams else []
    return chosen(request, {"id": "AAMk-calendar", "name": "Calendar", "allowedOnlineMeetingProviders": providers})


@handles("POST", "/users/{user-id}/calendar/getSchedule", needs=READS)
def schedule(world: World, request: Request) -> dict[str, Any]:
    """When up to twenty mailboxes are busy in under 62 days: an unreadable one comes with 200, an error, no items."""
    spend(world, request)
    body = request.body
    start, end = moment(body["StartTime"]), moment(body["EndTime"])
    if len(body["Schedules"]) > 20 or end - start >= timedelta(days=62) or end <= start:
        raise invalid("The requested schedules or time window are too large.", "ErrorInvalidRequest")
    step = timedelta(minutes=body.get("AvailabilityViewInterval", 30))
    return {"value": [_schedule(world, address, (start, end), step) for address in body["Schedules"]]}


def _schedule(world: World, address: str, span: tuple[datetime, datetime], step: timedelta) -> dict[str, Any]:
    held = calendars(world)
    if address in held.unreadable:
        error = {"message": "Unable to resolve e-mail address to an Active Directory object.", "responseCode": "5009"}
        return {"scheduleId": address, "scheduleItems": [], "error": error}
    inside = sorted(part for part in _spans(held, address) if part[0] < span[1] and part[1] > span[0])
    items = [{"status": word, "start": in_utc(a), "end": in_utc(b)} for a, b, word in inside]
    view = "".join(_digit(inside, start, step) for start in _starts(span, step))
    return {
        "scheduleId": address,
        "availabilityView": view,
        "scheduleItems": [] if address in held.only_view else items,
    }


def _spans(held: Calendars, address: str) -> Iterator[tuple[datetime, datetime, str]]:
    yield from held.foreign.get(address, ())
    for event in held.standing(address):
        word = event.answers.get(address, ("none", datetime(1, 1, 1, tzinfo=UTC)))[0]
        if word != "declined":
            yield event.starts_at, event.ends_at, "busy" if word == "accepted" else "tentative"


def _starts(span: tuple[datetime, datetime], step: timedelta) -> Iterator[datetime]:
    start = span[0]
    while start < span[1]:
        yield start
        start += step


def _digit(inside: list[tuple[datetime, datetime, str]], start: datetime, step: timedelta) -> str:
    digits = {"free": "0", "workingElsewhere": "0", "tentative": "1", "busy": "2", "oof": "3"}
    return max((digits[word] for a, b, word in inside if a < start + step and b > start), default="0")
