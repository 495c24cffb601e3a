"""Local calendars: the port's promises, and what calendar programs and half-written files do to them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from connectors.errors import Permanent
from connectors.local.calendar import LocalCalendar
from connectors.local.files import Disk, safe_name
from connectors.local.mail import LocalMailer
from connectors.ports import Answer, Entry, GuestAnswer, Interval
from tests.connectors.contracts import ADA, BO, HOUR, MEETING, NOW, ORGANISER, ROOM, CalendarContract, Standing
from tests.connectors.local.test_mail import SENDER, mails_in

DISK = Disk(durable=False)


def opened(folder: Path, *, mail: bool = True) -> LocalCalendar:
    mailer = LocalMailer(folder / "mail", SENDER, DISK, carrier=None, now=lambda: NOW)
    return LocalCalendar(
        folder / "calendars", folder / "replies", DISK, mailer=mailer if mail else None, now=lambda: NOW
    )


def file_of(folder: Path, address: str) -> Path:
    return folder / "calendars" / f"{safe_name(address)}.ics"


def events_of(path: Path) -> list[dict[str, Any]]:
    """The events as the icalendar library reads them."""
    if not path.exists():
        return []
    return [dict(event.items()) for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def to_standing(event: dict[str, Any]) -> Standing:
    return Standing(
        key=str(event["X-NEARPEER-KEY"]),
        version=int(event["X-NEARPEER-VERSION"]),
        title=str(event["SUMMARY"]),
        starts_at=event["DTSTART"].dt.astimezone(UTC),
        ends_at=event["DTEND"].dt.astimezone(UTC),
        location=str(event.get("LOCATION", "")),
    )


def add(path: Path, **properties: object) -> None:
    """A calendar program adds an event to the file and writes it in its own way."""
    calendar = Calendar.from_ical(path.read_bytes()) if path.exists() else Calendar(version="2.0", prodid="other")
    event = Event()
    for name, value in {"uid": f"foreign-{len(calendar.walk())}", "dtstamp": NOW, **properties}.items():
        event.add(name.replace("_", "-"), value)
    calendar.add_component(event)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(calendar.to_ical())


def reply(folder: Path, key: str, attendee: str, answer: Answer, *, at: datetime) -> None:
    """A calendar program's answer, dropped into the folder for answers."""
    [meeting] = [event for event in events_of(file_of(folder, attendee)) if event["X-NEARPEER-KEY"] == key]
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{meeting['UID']}"),
        *(f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", f"SEQUENCE:{meeting['SEQUENCE']}", f"ORGANIZER:{meeting['ORGANIZER']}"),
        *(f"ATTENDEE;PARTSTAT={answer.value.upper()}:mailto:{attendee}", "END:VEVENT", "END:VCALENDAR", ""),
    ]
    (folder / "replies").mkdir(exist_ok=True)
    (folder / "replies" / f"{attendee}-{at:%H%M}.ics").write_bytes("\r\n".join(lines).encode())


class TestLocalCalendar(CalendarContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path

    def open(self) -> LocalCalendar:
        return opened(self.path)

    def meetings_of(self, address: str) -> list[Standing]:
        events = [event for event in events_of(file_of(self.path, address)) if event.get("STATUS") != "CANCELLED"]
        ours = [to_standing(event) for event in events if "X-NEARPEER-KEY" in event]
        return sorted(ours, key=lambda standing: standing.starts_at)

    def notices_to(self, address: str) -> int:
        return len(list(mails_in(self.path / "mail" / safe_name(address))))

    def guest_says(self, key: str, attendee: str, answer: Answer, *, at: datetime) -> None:
        reply(self.path, key, attendee, answer, at=at)

    def add_foreign(self, address: str, starts_at: datetime, ends_at: datetime) -> None:
        add(file_of(self.path, address), dtstart=starts_at, dtend=ends_at, summary="Dentist")

    def break_calendar(self, address: str) -> None:
        path = file_of(self.path, address)
        path.write_bytes(path.read_bytes()[:-40])

    def expired_cursor(self) -> str:
        return "12345"


def answered_in_file(path: Path, attendee: str, words: str) -> None:
    """A calendar program writes the owner's answer into the owner's own calendar."""
    text = path.read_bytes().replace(b"\r\n ", b"").decode()
    lines = [
        line.replace("NEEDS-ACTION", words) if line.startswith("ATTENDEE") and attendee in line else line
        for line in text.splitlines()
    ]
    path.write_text("\r\n".join([*lines, ""]), newline="")


def busy(folder: Path, hours: int = 24, start: datetime = NOW) -> tuple[Interval, ...] | None:
    return opened(folder).busy([ADA], start, start + hours * HOUR)[ADA]


def put(folder: Path, *entries: Entry, mail: bool = True) -> None:
    assert list(opened(folder, mail=mail).put(entries)) == [None] * len(entries)


def test_files_are_what_calendars_expect(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    data = file_of(tmp_path, ADA).read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert (data.count(b"BEGIN:VTIMEZONE"), data.count(b"\n")) == (1, data.count(b"\r\n"))
    assert max(map(len, data.split(b"\r\n"))) <= 75
    [event] = events_of(file_of(tmp_path, ADA))
    assert (event["DTSTART"].params["TZID"], event["SEQUENCE"], event["STATUS"]) == ("Europe/Berlin", 1, "CONFIRMED")
    assert [str(address) for address in event["ATTENDEE"]] == [f"mailto:{address}" for address in (ADA, BO, ROOM)]


def test_cancelled_stays_in_the_file_with_a_higher_sequence(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    put(tmp_path, replace(MEETING, version=2, cancelled=True))
    for address in (ADA, BO, ROOM, ORGANISER):
        [event] = events_of(file_of(tmp_path, address))
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 2)


def test_same_version_leaves_the_files_alone(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    before = {path: path.stat().st_ino for path in (tmp_path / "calendars").glob("*.ics")}
    put(tmp_path, MEETING)
    assert {path: path.stat().st_ino for path in before} == before


def test_text_of_many_scripts_reads_back(tmp_path: Path) -> None:
    title = "Mentoring: " + "名前 😀 ąę; a,b\\n " * 12
    put(tmp_path, replace(MEETING, title=title.strip()))
    assert str(events_of(file_of(tmp_path, ADA))[0]["SUMMARY"]) == title.strip()


def test_dropped_guest_is_told_and_keeps_a_cancelled_event(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    put(tmp_path, replace(MEETING, version=2, attendees=(ADA,), room=""))
    assert [event["STATUS"] for event in events_of(file_of(tmp_path, BO))] == ["CANCELLED"]
    assert [event["STATUS"] for event in events_of(file_of(tmp_path, ROOM))] == ["CANCELLED"]
    assert len(list(mails_in(tmp_path / "mail" / BO))) == 2
    assert list(mails_in(tmp_path / "mail" / ROOM)) == []


def test_another_organiser_takes_over(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    put(tmp_path, replace(MEETING, version=2, organiser="deputy@school.example"))
    assert [event["STATUS"] for event in events_of(file_of(tmp_path, ORGANISER))] == ["CANCELLED"]
    assert [event["STATUS"] for event in events_of(file_of(tmp_path, "deputy@school.example"))] == ["CONFIRMED"]


def test_invitations_can_be_switched_off(tmp_path: Path) -> None:
    put(tmp_path, MEETING, mail=False)
    assert not (tmp_path / "mail").exists()


def test_an_unreadable_guest_holds_up_that_meeting_only(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    path = file_of(tmp_path, BO)
    path.write_bytes(broken := path.read_bytes()[:-30])
    other = replace(MEETING, key="other", attendees=(ADA,))
    first, second = opened(tmp_path).put([replace(MEETING, version=2), other])
    assert isinstance(first, Permanent)
    assert (bool(first.mend), second, path.read_bytes()) == (True, None, broken)
    assert [kept.read_bytes() for kept in path.parent.glob("*.unreadable-*")] == [broken]


def test_a_bad_address_is_permanent(tmp_path: Path) -> None:
    [outcome] = opened(tmp_path).put([replace(MEETING, attendees=("a\r\nb@c.example",))])
    assert isinstance(outcome, Permanent)


def test_answer_in_the_own_calendar_counts_once(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    path = file_of(tmp_path, ADA)
    answered_in_file(path, ADA, "DECLINED")
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    calendar, told = (
        opened(tmp_path),
        GuestAnswer(key=MEETING.key, version=1, attendee=ADA, answer=Answer.DECLINED, answered_at=NOW),
    )
    page = calendar.guest_answers(None)
    assert page.answers == (told,)
    assert calendar.guest_answers(page.cursor).answers == opened(tmp_path).guest_answers(page.cursor).answers == ()


def test_nobody_answers_for_somebody_else(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    answered_in_file(file_of(tmp_path, ADA), BO, "DECLINED")
    assert opened(tmp_path).guest_answers(None).answers == ()


def test_answer_holds_while_the_time_stands(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    answered_in_file(file_of(tmp_path, ADA), ADA, "ACCEPTED")
    put(tmp_path, replace(MEETING, version=2, title="Renamed"))
    assert b"PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:ada" in file_of(tmp_path, ADA).read_bytes().replace(b"\r\n ", b"")
    put(tmp_path, replace(MEETING, version=3, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR))
    assert b"PARTSTAT=ACCEPTED;RSVP" not in file_of(tmp_path, ADA).read_bytes().replace(b"\r\n ", b"")


def test_unreadable_reply_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "x.ics").write_bytes(b"BEGIN:VCAL")
    assert opened(tmp_path).guest_answers(None).answers == ()
    assert [path.suffix.startswith(".unreadable-") for path in (tmp_path / "replies").glob("x*")] == [True]


def test_feed_is_the_file_or_an_empty_calendar(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    assert opened(tmp_path).feed(ADA) == file_of(tmp_path, ADA).read_bytes()
    assert Calendar.from_ical(opened(tmp_path).feed("nobody@x.example")).walk("VEVENT") == []


def hours(*starts: int, length: int = 1, day: int = 0) -> tuple[Interval, ...]:
    first = NOW + timedelta(days=day)
    return tuple(Interval(starts_at=first + at * HOUR, ends_at=first + (at + length) * HOUR) for at in starts)


@pytest.mark.parametrize(
    "free", [{"transp": "TRANSPARENT"}, {"status": "CANCELLED"}, {"dtstart": NOW - 9 * HOUR, "dtend": NOW - HOUR}]
)
def test_busy_leaves_out(tmp_path: Path, free: dict[str, object]) -> None:
    add(file_of(tmp_path, ADA), **{"dtstart": NOW, "dtend": NOW + HOUR, **free})
    assert busy(tmp_path) == ()


def test_busy_reads_a_duration(tmp_path: Path) -> None:
    add(file_of(tmp_path, ADA), dtstart=NOW + HOUR, duration=HOUR)
    assert busy(tmp_path) == hours(1)


def test_busy_reads_a_whole_day_in_the_calendars_zone(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    add(file_of(tmp_path, ADA), dtstart=date(2026, 10, 25), dtend=date(2026, 10, 26))
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert busy(tmp_path, 30, start) == (Interval(starts_at=start, ends_at=datetime(2026, 10, 25, 23, tzinfo=UTC)),)


def test_busy_repeats_by_rule_without_the_exceptions(tmp_path: Path) -> None:
    add(
        file_of(tmp_path, ADA),
        dtstart=NOW - timedelta(days=70),
        dtend=NOW - timedelta(days=70) + HOUR,
        rrule={"freq": "weekly", "byday": ["MO", "TU"]},
        exdate=NOW + timedelta(days=1),
    )
    assert busy(tmp_path, 24 * 8) == (*hours(0), *hours(0, day=7))


def test_busy_follows_a_moved_occurrence(tmp_path: Path) -> None:
    path, rule = file_of(tmp_path, ADA), {"freq": "daily", "count": 3}
    add(path, uid="series", dtstart=NOW, dtend=NOW + HOUR, rrule=rule)
    moved = NOW + 26 * HOUR
    add(path, uid="series", recurrence_id=NOW + 24 * HOUR, dtstart=moved, dtend=moved + HOUR)
    assert busy(tmp_path, 72) == hours(0, 26, 48)


def test_busy_repeats_at_the_wall_time_over_a_clock_change(tmp_path: Path) -> None:
    start = datetime(2026, 10, 22, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    add(file_of(tmp_path, ADA), dtstart=start, dtend=start + HOUR, rrule={"freq": "weekly", "count": 2})
    found = busy(tmp_path, 24 * 60)
    assert found is not None
    assert [interval.starts_at.hour for interval in found] == [8, 9]


def test_busy_is_unknown_for_an_event_that_makes_no_sense(tmp_path: Path) -> None:
    put(tmp_path, MEETING)
    path = file_of(tmp_path, ADA)
    bad = b"BEGIN:VEVENT\r\nUID:x\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR"
    path.write_bytes(path.read_bytes().replace(b"END:VCALENDAR", bad))
    assert busy(tmp_path) is None
