"""What a finished run left behind: as the audit wants it, and read from a folder with other people's libraries."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote

import icalendar
from openpyxl import load_workbook

from connectors.mime import KEY_HEADER
from service.simulate.post import header, plain_text
from workflows.forms import CONSENT, MENTEE, MENTOR, WITHDRAWAL

TITLES, FIRST = 1, 2  # lines of a tab: a hidden one, the titles, then the rows
INVITATION = b"\nContent-Type: text/calendar"
_TOKENS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The newest version of one answer to a form."""

    response_id: str
    submitted_at: datetime
    answers: Mapping[str, Sequence[str]]

    def first(self, key: str) -> str:
        """The first answer to a question, "" when there is none."""
        return next(iter(self.answers.get(key, ())), "")

    @property
    def personal(self) -> Mapping[str, str]:
        """What the personal code stands for."""
        parts = (part.partition(":") for part in self.first("code").split(".")[:-1])
        return {unquote(key): unquote(value) for key, _, value in parts}

    @property
    def worried(self) -> bool:
        """Whether the answer asks for help."""
        return self.first("worried").startswith("Yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail in somebody's mailbox; `said` is its text without addresses of pages."""

    to: str
    subject: str
    message_id: str
    sent_at: datetime
    said: str
    why: str
    key: str = ""  # ours, which says what kind of mail it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as it stands in one person's calendar."""

    calendar: str
    key: str
    starts_at: datetime
    ends_at: datetime
    place: str
    cancelled: bool

    @property
    def of_pair(self) -> bool:
        """Whether a pair meets; interviews and sessions are in calendars too, and need no consent."""
        return "~" in self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything the audit looks at. `rows` is tab title -> key -> header -> text."""

    responses: Mapping[str, Sequence[Answered]]
    rows: Mapping[str, Mapping[str, Mapping[str, str]]]
    keys: Mapping[str, Sequence[str]]
    mails: Sequence[Mail]
    meetings: Sequence[Meeting]
    deleted: frozenset[str] = frozenset()
    pupils: Mapping[str, str] = field(default_factory=dict)  # address -> person id
    consents: Mapping[str, Sequence[tuple[datetime, bool]]] = field(default_factory=dict)
    left: Mapping[str, datetime] = field(default_factory=dict)  # address -> when
    versions: Mapping[str, int] = field(default_factory=dict)  # address -> how many different answers it sent


History = Mapping[str, Sequence[Answered]]  # form -> every version of every answer, in order
Lines = Mapping[str, Sequence[Sequence[str]]]  # tab title -> its lines, the hidden one and the words included


def gather(out: Path, deleted: Sequence[str] = ()) -> Evidence:
    """Read a run's folder."""
    return assemble(
        history={path.stem: _history(path) for path in sorted((out / "forms").glob("*.jsonl"))},
        tabs=_workbook(out / "workbook.xlsx"),
        mails=list(_mails(out / "mail")),
        meetings=list(_meetings(out / "calendars")),
        deleted=deleted,
    )


def assemble(
    *, history: History, tabs: Lines, mails: Sequence[Mail], meetings: Sequence[Meeting], deleted: Sequence[str]
) -> Evidence:
    """The evidence from what was read, wherever it was kept."""
    rows = {title: rows_in(lines) for title, lines in tabs.items() if len(lines) > TITLES}
    pupils = {row["Mail"].lower(): key for key, row in rows["People"].items()}
    return Evidence(
        responses={kind: list({r.response_id: r for r in found}.values()) for kind, found in history.items()},
        rows=rows,
        keys={title: [line[0] for line in lines[FIRST:] if line] for title, lines in tabs.items()},
        mails=mails,
        meetings=meetings,
        deleted=frozenset(deleted),
        pupils=pupils,
        consents=_consents(history.get(CONSENT, ()), rows["Consents"]),
        left=left_for_good(history, pupils),
        versions=_versions(history),
    )


def rows_in(lines: Sequence[Sequence[str]]) -> Mapping[str, Mapping[str, str]]:
    """The rows of a tab by key, each with every title: some suites leave blank cells at a line's end away."""
    titles = lines[TITLES]
    blank = dict.fromkeys(titles, "")
    return {line[0]: {**blank, **dict(zip(titles, line, strict=False))} for line in lines[FIRST:] if line and line[0]}


def read_mail(to: str, message: Message, sent_at: datetime) -> Mail:
    """A mail as it lies in somebody's mailbox."""
    text = plain_text(message)
    return Mail(
        to=to,
        subject=header(message, "Subject"),
        message_id=header(message, "Message-ID"),
        key=_key(message),
        sent_at=sent_at,
        said=_TOKENS.sub("", text),
        why=text.rsplit("\n-- \n", 1)[-1] if "\n-- \n" in text else "",
    )


def _key(message: Message) -> str:
    """Our key: in a header line of its own, or for a mail of the local suite in its id."""
    own = header(message, KEY_HEADER)
    return own or unquote(header(message, "Message-ID").strip("<>").rpartition("@")[0])


def _history(path: Path) -> list[Answered]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Answered(
            response_id=line["response_id"],
            submitted_at=datetime.fromisoformat(line["submitted_at"]),
            answers=line["answers"],
        )
        for line in lines
    ]


def _workbook(path: Path) -> Lines:
    book = load_workbook(path, read_only=True)
    tabs = {sheet.title: [[_text(v) for v in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}
    book.close()
    return tabs


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _mails(folder: Path) -> Iterator[Mail]:
    for path in sorted(folder.glob("[!.]*/[cn][ue][rw]/*")):
        data = path.read_bytes()
        if INVITATION in data:
            continue
        message = message_from_bytes(data, policy=compat32)  # reads only what is looked at
        yield read_mail(path.parent.parent.name, message, parsedate_to_datetime(str(message["Date"])))


def _meetings(folder: Path) -> Iterator[Meeting]:
    for path in sorted(folder.glob("*.ics")):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        for event in calendar.walk("VEVENT"):
            yield Meeting(
                calendar=path.stem,
                key=str(event["X-NEARPEER-KEY"]).split("/meeting/", 1)[-1],
                starts_at=event.decoded("DTSTART"),
                ends_at=event.decoded("DTEND"),
                place=str(event.get("LOCATION", "")),
                cancelled=str(event.get("STATUS", "")) == "CANCELLED",
            )


def _consents(
    history: Sequence[Answered], rows: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Sequence[tuple[datetime, bool]]]:
    found: dict[str, list[tuple[datetime, bool]]] = {}
    for answer in history:
        found.setdefault(answer.personal["person"], []).append(
            (answer.submitted_at, answer.first("decision").startswith("Yes"))
        )
    for person, row in rows.items():
        if row.get("Paper form", "").startswith("paper: yes"):
            found.setdefault(person, []).append((datetime.fromisoformat(f"{row['Asked on']}T00:00+00:00"), True))
    return found


def _versions(history: History) -> Mapping[str, int]:
    different = {(a.first("email").lower(), str(a.answers)) for found in history.values() for a in found}
    return Counter(address for address, _ in different)


def left_for_good(history: History, pupils: Mapping[str, str]) -> Mapping[str, datetime]:
    """When pupils left, by address. Whoever applies again afterwards has come back."""
    said = (a for a in history.get(WITHDRAWAL, ()) if a.first("confirm").startswith("Yes"))
    gone = {a.personal["person"]: a.submitted_at for a in said}
    applied = (a for form in (MENTOR, MENTEE) for a in history.get(form, ()))
    back = {
        person
        for a in applied
        if (person := pupils.get(a.first("email").lower(), "")) in gone and a.submitted_at > gone[person]
    }
    return {address: gone[person] for address, person in pupils.items() if person in gone.keys() - back}
