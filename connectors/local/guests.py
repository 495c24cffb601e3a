"""What guests answered: reply files dropped into `replies/`, and answers that programs wrote into calendars."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from connectors.local import files, ics
from connectors.local.files import Disk, Identity, safe_name
from connectors.local.ics import CalendarText, UnreadableError
from connectors.local.lines import Lines, parse_offset
from connectors.ports import Answer, GuestAnswer, GuestAnswerPage

_ANSWERS: Mapping[str, Answer] = {
    "ACCEPTED": Answer.ACCEPTED,
    "DECLINED": Answer.DECLINED,
    "TENTATIVE": Answer.TENTATIVE,
}


class GuestLog:
    """Every answer once, in the order seen, in `.answers.jsonl`; the cursor is a place in it."""

    def __init__(self, folder: Path, replies: Path, disk: Disk) -> None:
        self._folder, self._replies = folder, replies
        self._lines = Lines(path=folder / ".answers.jsonl", disk=disk)
        self._seen: dict[str, Identity | None] = {}

    def page(self, cursor: str | None) -> GuestAnswerPage:
        """Answers after the cursor, after looking for new ones. Raises `CursorExpired`."""
        start = parse_offset(cursor or "0")
        list(self._lines.read(start))
        self._read_replies()
        self._read_calendars()
        lines = list(self._lines.read(start))
        answers = tuple(_to_answer(line.record) for line in lines if line.record and "attendee" in line.record)
        return GuestAnswerPage(answers=answers, cursor=str(lines[-1].end if lines else start))

    def note(self, event: bytes, owner: str, seen_at: datetime) -> None:
        """Write down what stands in one of our events in this owner's calendar, before it is replaced."""
        self._add(_answers_in(event, owner, seen_at))

    def wrote(self, path: Path, before: Identity | None) -> None:
        """We replaced this calendar ourselves: unless somebody had changed it, it holds no news."""
        if before is None or self._seen.get(path.name) == before:
            self._seen[path.name] = files.identity(path)

    def _add(self, answers: Iterable[GuestAnswer]) -> None:
        fresh = list(answers)
        if not fresh:
            return
        known = {
            (line.record["key"], line.record["attendee"]): (line.record["version"], line.record["answer"])
            for line in self._lines.read(0)
            if line.record and "attendee" in line.record
        }
        for answer in fresh:
            if known.get((answer.key, answer.attendee)) != (answer.version, answer.answer.value):
                self._lines.append(_to_record(answer))

    def _read_calendars(self) -> None:
        for path in sorted(self._folder.glob("*.ics")):
            state = files.identity(path)
            if self._seen.get(path.name) == state:
                continue
            try:
                calendar = CalendarText(path.read_bytes())
            except UnreadableError:
                continue  # the owner is reported where the calendar is needed
            seen_at = files.modified_at(path)
            for event in calendar.events():
                self._add(_answers_in(event, path.stem, seen_at))
            self._seen[path.name] = state

    def _read_replies(self) -> None:
        for path in sorted(self._replies.glob("*.ics"), key=lambda path: (path.stat().st_mtime_ns, path.name)):
            try:
                self._add(self._replied(path))
            except UnreadableError:
                files.set_aside(path)
                continue
            (self._replies / "read").mkdir(exist_ok=True)
            os.replace(path, self._replies / "read" / path.name)

    def _replied(self, path: Path) -> list[GuestAnswer]:
        found = []
        for event in CalendarText(path.read_bytes()).events():
            stands = self._standing(event)
            sequence, stamp = ics.number(ics.value_of(event, "SEQUENCE")), ics.value_of(event, "DTSTAMP")
            for attendee, words in ics.partstats(event).items():
                if stands and words in _ANSWERS:
                    found.append(
                        GuestAnswer(
                            key=ics.value_of(stands, ics.KEY),
                            version=ics.version_of(stands) if sequence is None else sequence,
                            attendee=attendee,
                            answer=_ANSWERS[words],
                            answered_at=_stamped(stamp) or files.modified_at(path),
                        )
                    )
        return found

    def _standing(self, reply: bytes) -> bytes | None:
        """Our event that a reply is about, from the calendar of the organiser or of the guest."""
        uid = ics.value_of(reply, "UID")
        people = [line for line in ics.properties(reply) if line.name in {"ORGANIZER", "ATTENDEE"}]
        for path in (self._folder / f"{safe_name(ics.address_of(line))}.ics" for line in people):
            if path.exists() and (event := CalendarText(path.read_bytes()).event(uid)):
                return event
        return None


def _answers_in(event: bytes, owner: str, seen_at: datetime) -> list[GuestAnswer]:
    """Answers in one of our events: the owner's own, and everybody's in the organiser's calendar."""
    if ics.KEY.encode() not in event:
        return []
    organiser = safe_name(ics.value_of(event, "ORGANIZER").lower().removeprefix("mailto:"))
    key, version = ics.value_of(event, ics.KEY), ics.version_of(event)
    return [
        GuestAnswer(key=key, version=version, attendee=attendee, answer=_ANSWERS[words], answered_at=seen_at)
        for attendee, words in ics.partstats(event).items()
        if words in _ANSWERS and owner in {organiser, safe_name(attendee)}
    ]


def _stamped(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _to_record(answer: GuestAnswer) -> Mapping[str, object]:
    return {
        "key": answer.key,
        "version": answer.version,
        "attendee": answer.attendee,
        "answer": answer.answer.value,
        "answered_at": answer.answered_at.isoformat(),
    }


def _to_answer(record: Mapping[str, object]) -> GuestAnswer:
    return GuestAnswer(
        key=str(record["key"]),
        version=int(str(record["version"])),
        attendee=str(record["attendee"]),
        answer=Answer(str(record["answer"])),
        answered_at=datetime.fromisoformat(str(record["answered_at"])),
    )
