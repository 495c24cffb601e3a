"""A meeting as a Google Calendar event and back. Pure.

An event's id is made from the meeting's key, so that an insert whose answer was lost can be repeated: the second is
refused as a duplicate. An id that was deleted stays taken for ever, hence the generations of ids. Our key, the
version and answers to earlier versions are private extended properties (names up to 44 letters, values up to 1,024).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from connectors.google.form_making import clean
from connectors.ports import Answer, Entry, GuestAnswer, Interval

KEY, VERSION, KEPT = "nearpeer-key", "nearpeer-version", "nearpeer-answer-"
KEPT_LIMIT = 40
ANSWERS = {"accepted": Answer.ACCEPTED, "declined": Answer.DECLINED, "tentative": Answer.TENTATIVE}


def event_id(key: str, generation: int) -> str:
    """The event's id: base32hex of a hash, as the API's alphabet `a-v0-9` demands."""
    digest = hashlib.sha256(f"{key}/{generation}".encode()).digest()
    return base64.b32hexencode(digest).decode().lower().rstrip("=")


def event_body(entry: Entry, standing: Mapping[str, Any] | None, *, owner: str) -> dict[str, Any]:
    """The whole event. Guests' answers stay while the time stays; a new time asks them anew."""
    times = {"start": _moment(entry.starts_at, entry.zone), "end": _moment(entry.ends_at, entry.zone)}
    same_time = standing is not None and _times(standing) == (entry.starts_at, entry.ends_at)
    said = {guest["email"]: guest for guest in (standing or {}).get("attendees", ())} if same_time else {}
    body = {
        "summary": clean(entry.title) or "Meeting",
        "description": clean(entry.description, lines=True),
        "location": clean(entry.location),
        "status": "confirmed",
        "visibility": "private",
        "guestsCanInviteOthers": False,
        "guestsCanModify": False,
        "guestsCanSeeOtherGuests": False,
        "reminders": {"useDefault": False, "overrides": []},
        "attendees": [_guest(address, said, resource=address == entry.room) for address in guests(entry, owner)],
        "extendedProperties": {"private": properties(entry, standing)},
        **times,
    }
    if entry.online:
        body["conferenceData"] = conference(entry, standing)
    return body


def guests(entry: Entry, owner: str) -> list[str]:
    """Everybody the meeting concerns except the account whose calendar holds it, each once, the room last."""
    listed = [entry.organiser, *entry.attendees, entry.room]
    return [address for address in dict.fromkeys(listed) if address and address != owner]


def conference(entry: Entry, standing: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The video link that stands, or a request for one; the same request again is ignored by Google."""
    if standing and standing.get("conferenceData", {}).get("entryPoints"):
        kept: Mapping[str, Any] = standing["conferenceData"]
        return kept
    wish = {"requestId": event_id(entry.key, 0)[:40], "conferenceSolutionKey": {"type": "hangoutsMeet"}}
    return {"createRequest": wish}


def properties(entry: Entry, standing: Mapping[str, Any] | None) -> dict[str, str]:
    """Our key and version, and what guests had said to the versions before this one."""
    kept = {name: text for name, text in _private(standing or {}).items() if name.startswith(KEPT)}
    if standing:
        for answer in _live(standing):
            kept[f"{KEPT}{len(kept)}"] = _write(answer)
    newest = dict(sorted(kept.items(), key=lambda item: int(item[0].removeprefix(KEPT)))[-KEPT_LIMIT:])
    numbered = {f"{KEPT}{number}": text for number, text in enumerate(newest.values())}
    return {KEY: entry.key, VERSION: str(entry.version), **numbered}


def version_of(event: Mapping[str, Any]) -> int | None:
    """The version of ours that an event shows, or None when it does not say."""
    text = _private(event).get(VERSION, "")
    return int(text) if text.isdigit() else None


def answers_of(event: Mapping[str, Any]) -> Iterator[GuestAnswer]:
    """What guests said to this version and to earlier ones; nothing for events that are not ours."""
    private = _private(event)
    if KEY not in private:
        return
    for name, text in private.items():
        if name.startswith(KEPT) and (read := _read(private[KEY], text)):
            yield read
    if event.get("status") != "cancelled":
        yield from _live(event)


def busy_of(calendar: Mapping[str, Any]) -> tuple[Interval, ...] | None:
    """The busy stretches of one calendar of a free/busy answer; None when Google could not read it.

    Such a calendar comes with an empty list of stretches and looks free to those who do not look at `errors`.
    """
    if "errors" in calendar or "busy" not in calendar:
        return None
    stretches = [
        Interval(starts_at=_instant(part["start"]), ends_at=_instant(part["end"])) for part in calendar["busy"]
    ]
    return tuple(sorted(stretches, key=lambda part: part.starts_at))


def _live(event: Mapping[str, Any]) -> Iterator[GuestAnswer]:
    private, version = _private(event), version_of(event)
    for guest in event.get("attendees", ()):
        answer = ANSWERS.get(guest.get("responseStatus", ""))
        if guest.get("resource") and answer is Answer.ACCEPTED:
            continue  # a room that is free says so at once; only its refusal is news
        if answer and version is not None and not guest.get("self"):
            yield GuestAnswer(
                key=private.get(KEY, ""),
                version=version,
                attendee=guest["email"].lower(),
                answer=answer,
                answered_at=_instant(event["updated"]),
            )


def _private(event: Mapping[str, Any]) -> Mapping[str, str]:
    private: Mapping[str, str] = event.get("extendedProperties", {}).get("private", {})
    return private


def _write(answer: GuestAnswer) -> str:
    return f"{answer.version}|{answer.answer}|{answer.answered_at.isoformat()}|{answer.attendee}"


def _read(key: str, text: str) -> GuestAnswer | None:
    version, word, at, attendee = [*text.split("|", 3), "", "", ""][:4]
    if not (version.isdigit() and word in ANSWERS.values()):
        return None
    return GuestAnswer(
        key=key, version=int(version), attendee=attendee, answer=Answer(word), answered_at=datetime.fromisoformat(at)
    )


def _guest(address: str, said: Mapping[str, Mapping[str, Any]], *, resource: bool) -> dict[str, Any]:
    guest: dict[str, Any] = {"email": address}
    if resource:
        guest["resource"] = True
    if address in said:
        guest["responseStatus"] = said[address].get("responseStatus", "needsAction")
    return guest


def _moment(moment: datetime, zone: str) -> Mapping[str, str]:
    """Wall time in the meeting's zone, with its offset, so that no reader has to guess in the night clocks change."""
    return {"dateTime": moment.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"), "timeZone": zone}


def _times(event: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return _instant(event["start"].get("dateTime", "")), _instant(event["end"].get("dateTime", ""))


def _instant(text: str) -> datetime:
    """An RFC 3339 time as aware UTC; a day without a time is its midnight."""
    read = datetime.fromisoformat(text) if text else datetime(1970, 1, 1, tzinfo=UTC)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
