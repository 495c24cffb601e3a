"""A meeting as an Outlook event and back. Pure.

Graph lets us choose no id for an event. Two named properties of ours stand on it instead: a hash of our key, to find it
by (Exchange may compare text without regard to case), and what we know of it as JSON: key, version, a hash of the
description, what guests said to earlier versions. `transactionId` makes Exchange drop a repeated creation.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from connectors.microsoft.zones import instant, read_stamp, wall_time
from connectors.ports import Answer, Entry, GuestAnswer

NAMESPACE = UUID("5d0d5a0e-3c7b-4b5e-9f0a-6b1f0f7c2a91")
FIND_BY = f"String {{{NAMESPACE}}} Name nearpeer-id"
KNOWN = f"String {{{NAMESPACE}}} Name nearpeer-known"
WITH_KNOWN = {"$expand": f"singleValueExtendedProperties($filter=id eq '{FIND_BY}' or id eq '{KNOWN}')"}
SCRUBBED = "Meeting"
KEPT_LIMIT = 40
ANSWERS = {
    "accepted": Answer.ACCEPTED,
    "declined": Answer.DECLINED,
    "tentativelyAccepted": Answer.TENTATIVE,
}
# Teams writes its way in below a rule of underscores; whoever drops that part switches the meeting's link off
# (Graph's page "Update event", on the body of online meetings).
WAY_IN = re.compile(r"<(?:div|span|p)[^>]*>\s*_{20,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we wrote down on an event. `said` are answers to earlier versions, as `_write` gives them."""

    key: str
    version: int
    text: str = ""
    said: tuple[str, ...] = ()


def search_id(key: str) -> str:
    """What an event or mail is found by."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:40]


def transaction_id(entry: Entry) -> str:
    """One for each version: a meeting that was cancelled and is put back must not be taken for its first creation."""
    return str(uuid5(NAMESPACE, f"{search_id(entry.key)}/{entry.version}"))


def new_event(entry: Entry, *, owner: str) -> dict[str, Any]:
    """The body that creates the event. Exchange invites everybody it names."""
    body: dict[str, Any] = {
        **_wanted(entry, owner),
        "body": {"contentType": "html", "content": described(entry)},
        "sensitivity": "private",
        "hideAttendees": True,
        "allowNewTimeProposals": False,
        "responseRequested": True,
        "isReminderOn": False,
        "transactionId": transaction_id(entry),
        "singleValueExtendedProperties": _properties(entry, ()),
    }
    return body | (_link() if entry.online else {})


def changed_event(entry: Entry, standing: Mapping[str, Any], *, owner: str) -> dict[str, Any]:
    """What must change, and no more: Exchange writes to every guest about what is sent, changed or not."""
    known = known_of(standing)
    body = {name: value for name, value in _wanted(entry, owner).items() if not _stands(name, entry, standing, owner)}
    if known and known.text != _hash(entry.description) and (content := _content(entry, standing)):
        body["body"] = {"contentType": "html", "content": content}
    if entry.online and not standing.get("isOnlineMeeting"):
        body |= _link()
    said = [*(known.said if known else ()), *(_write(answer) for answer in _live(standing))]
    body["singleValueExtendedProperties"] = _properties(entry, tuple(dict.fromkeys(said))[-KEPT_LIMIT:])
    return body


def known_of(event: Mapping[str, Any]) -> Known | None:
    """What we wrote down on the event, or None when it is not ours."""
    for found in event.get("singleValueExtendedProperties") or ():
        # Exchange gives the namespace back in a case of its own.
        if str(found.get("id", "")).lower() == KNOWN.lower():
            return _read_known(str(found.get("value", "")))
    return None


def mentions(event: Mapping[str, Any], addresses: Collection[str]) -> bool:
    """Whether an event of ours has one of these people among its guests, or in what guests said earlier."""
    known = known_of(event)
    return known is not None and bool({*_addresses(event), *map(_speaker, known.said)} & {*addresses})


def without(event: Mapping[str, Any], addresses: Collection[str]) -> dict[str, Any]:
    """The changes that leave nothing of these people in an event of ours, and no words about anybody."""
    known = known_of(event) or Known(key="", version=0)
    content = str((event.get("body") or {}).get("content", ""))
    way_in = WAY_IN.search(content) if event.get("isOnlineMeeting") else None
    body: dict[str, Any] = {"singleValueExtendedProperties": [_note(known, addresses)]}
    if set(_addresses(event)) & {*addresses}:
        body["subject"] = SCRUBBED
        body["body"] = {"contentType": "html", "content": content[way_in.start() :] if way_in else ""}
        kept = (guest for guest in event["attendees"] if str(guest["emailAddress"]["address"]).lower() not in addresses)
        body["attendees"] = [{"emailAddress": guest["emailAddress"], "type": guest["type"]} for guest in kept]
    return body


def _note(known: Known, addresses: Collection[str]) -> Mapping[str, str]:
    """What we know of an event, without these people; the hash of the words goes, for the words go too."""
    said = tuple(text for text in known.said if _speaker(text) not in addresses)
    return {"id": KNOWN, "value": _dumped(replace(known, text="", said=said))}


def _speaker(said: str) -> str:
    return said.rpartition("|")[2]


def answers_of(event: Mapping[str, Any]) -> Iterator[GuestAnswer]:
    """What guests said to this version and to earlier ones; nothing for events that are not ours."""
    known = known_of(event)
    if known is None:
        return
    for text in known.said:
        if read := _read(known.key, text):
            yield read
    if not event.get("isCancelled"):
        yield from _live(event)


def guests(entry: Entry, owner: str) -> list[str]:
    """Everybody the meeting concerns except the mailbox that holds it, each once, the room last."""
    listed = [entry.organiser, *entry.attendees, entry.room]
    return [address for address in dict.fromkeys(listed) if address and address != owner]


def described(entry: Entry) -> str:
    """The description as HTML."""
    lines = clean(entry.description, lines=True).split("\n")
    return "<div>" + "<br>".join(html.escape(line) for line in lines) + "</div>"


def clean(text: str, *, lines: bool = False) -> str:
    """Text without control characters and broken characters; `lines` keeps line breaks."""
    kept = "\n" if lines else ""
    shown = "".join(letter if letter.isprintable() or letter in kept else " " for letter in text)
    return shown.encode("utf-8", "replace").decode().strip()


def _wanted(entry: Entry, owner: str) -> dict[str, Any]:
    """The parts that people see and that can be compared."""
    place = {"displayName": clean(entry.location)} | ({"locationEmailAddress": entry.room} if entry.room else {})
    return {
        "subject": clean(entry.title) or "Meeting",
        "start": wall_time(entry.starts_at, entry.zone),
        "end": wall_time(entry.ends_at, entry.zone),
        "location": place,
        "attendees": [_guest(address, entry) for address in guests(entry, owner)],
    }


def _guest(address: str, entry: Entry) -> dict[str, Any]:
    return {"emailAddress": {"address": address}, "type": "resource" if address == entry.room else "required"}


def _link() -> dict[str, Any]:
    # Once set it stays: Exchange changes neither of the two afterwards.
    return {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}


def _stands(name: str, entry: Entry, standing: Mapping[str, Any], owner: str) -> bool:
    """Whether the event shows that part already."""
    if name in {"start", "end"}:
        # Both times go together: Exchange would else check the new one against the old other one.
        return (instant(standing["start"]), instant(standing["end"])) == (entry.starts_at, entry.ends_at)
    if name == "attendees":
        return set(_addresses(standing)) == set(guests(entry, owner))
    if name == "location":
        return bool(standing.get("location", {}).get("displayName", "") == clean(entry.location))
    return bool(standing.get(name) == _wanted(entry, owner)[name])


def _addresses(event: Mapping[str, Any]) -> list[str]:
    return [str(guest["emailAddress"].get("address", "")).lower() for guest in event.get("attendees") or ()]


def _content(entry: Entry, standing: Mapping[str, Any]) -> str:
    """The new description with the way into the video meeting kept below it; empty when that cannot be told apart."""
    if not standing.get("isOnlineMeeting"):
        return described(entry)
    stands = str((standing.get("body") or {}).get("content", ""))
    way_in = WAY_IN.search(stands)
    return described(entry) + stands[way_in.start() :] if way_in else ""


def _properties(entry: Entry, said: tuple[str, ...]) -> list[Mapping[str, str]]:
    known = Known(key=entry.key, version=entry.version, text=_hash(entry.description), said=said)
    return [{"id": FIND_BY, "value": search_id(entry.key)}, {"id": KNOWN, "value": _dumped(known)}]


def _dumped(known: Known) -> str:
    return json.dumps(asdict(known), separators=(",", ":"))


def _hash(text: str) -> str:
    """Exchange rewrites the HTML it is given, so what we wrote is compared by its hash."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _read_known(text: str) -> Known | None:
    try:
        read = json.loads(text)
        said = tuple(str(one) for one in read["said"])
        return Known(key=str(read["key"]), version=int(read["version"]), text=str(read["text"]), said=said)
    except (ValueError, KeyError, TypeError):
        return None


def _live(event: Mapping[str, Any]) -> Iterator[GuestAnswer]:
    known = known_of(event)
    for guest in event.get("attendees") or ():
        status = guest.get("status") or {}
        answer = ANSWERS.get(status.get("response", ""))
        if guest.get("type") == "resource" and answer is Answer.ACCEPTED:
            continue  # a room that is free says so at once; only its refusal is news
        if answer and known:
            yield GuestAnswer(
                key=known.key,
                version=known.version,
                attendee=str(guest["emailAddress"].get("address", "")).lower(),
                answer=answer,
                answered_at=_answered_at(status, event),
            )


def _answered_at(status: Mapping[str, Any], event: Mapping[str, Any]) -> datetime:
    """When the guest answered; Exchange leaves the year 1 where it has noted no time."""
    at = read_stamp(str(status.get("time", "")))
    return at if at.year > 1 else read_stamp(str(event.get("lastModifiedDateTime", "")))


def _write(answer: GuestAnswer) -> str:
    return f"{answer.version}|{answer.answer}|{answer.answered_at.isoformat()}|{answer.attendee}"


def _read(key: str, text: str) -> GuestAnswer | None:
    version, word, at, attendee = [*text.split("|", 3), "", "", ""][:4]
    if not (version.isdigit() and word in ANSWER_WORDS):
        return None
    return GuestAnswer(
        key=key, version=int(version), attendee=attendee, answer=Answer(word), answered_at=datetime.fromisoformat(at)
    )


ANSWER_WORDS = frozenset(answer.value for answer in Answer)
