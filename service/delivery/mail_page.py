"""Lays a decided mail out as plain text and as HTML that a phone and a screen reader can read.

All styles are inline because mail programs drop style sheets. Every text is escaped; charts are tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup, escape

from service.programme import Programme
from workflows import forms
from workflows.effects import SendMail
from workflows.letters import questions, way_out, worried
from workflows.text.blocks import Bars, Block, FormLink, Heading, Items, PageLink, Paragraph, Table
from workflows.text.say import direction

WAYS_OUT = frozenset({forms.CONCERN, forms.WITHDRAWAL})
"""Forms that a mail offers beside what it asks for: as a plain link, so that nobody takes them for the next step."""
BAR_WIDTH = 20  # characters of the longest bar in plain text


@dataclass(frozen=True, slots=True)
class Page:
    """A finished mail body."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """One block, ready for the template: `is` names the layout."""

    values: dict[str, object]
    text: str


@dataclass(frozen=True, slots=True)
class FooterLine:
    """A line at the end, with a link when there is an address."""

    text: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes the addresses that links point to."""

    form: Callable[[FormLink], str]
    page: Callable[[PageLink], str]


def lay_out(mail: SendMail, programme: Programme, addresses: Addresses) -> Page:
    """The mail as its reader gets it."""
    parts = [part(block, addresses) for block in mail.blocks]
    footer = _footer(mail, programme, addresses)
    subject = one_line(mail.subject)
    html = _template().render(
        language=mail.to.language,
        direction=direction(mail.to.language),
        subject=subject,
        parts=[p.values for p in parts],
        footer=footer,
    )
    return Page(subject=subject, text=_text(parts, footer), html=html)


def one_line(text: str) -> str:
    """The text without control characters: a header must not hold a line break."""
    return " ".join("".join(c if c.isprintable() or c == " " else " " for c in text).split())


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("service.delivery"), autoescape=True, trim_blocks=False)
    environment.filters["lines"] = _lines
    return environment.get_template("mail.html")


def _lines(text: str) -> Markup:
    # Each line is escaped by itself; only the breaks between them are ours.
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def _text(parts: Sequence[Part], footer: Sequence[FooterLine]) -> str:
    body = "\n\n".join(p.text for p in parts)
    small = "\n".join(" ".join(filter(None, (line.text, line.label, line.address))) for line in footer)
    return f"{body}\n\n-- \n{small}\n"


def part(block: Block, addresses: Addresses) -> Part:
    """One block for both layouts."""
    match block:
        case Paragraph():
            return Part({"is": "Paragraph", "text": block.text}, block.text)
        case Heading():
            return Part({"is": "Heading", "text": block.text}, f"{block.text}\n{'=' * len(block.text)}")
        case Items():
            return Part({"is": "Items", "lines": block.lines}, "\n".join(f"- {line}" for line in block.lines))
        case FormLink():
            return _link(block.label, addresses.form(block), quiet=block.form in WAYS_OUT)
        case PageLink():
            return _link(block.label, addresses.page(block))
        case Table():
            return _table(block)
        case Bars():
            return _bars(block)


def _link(label: str, address: str, *, quiet: bool = False) -> Part:
    return Part({"is": "Link", "label": label, "address": address, "quiet": quiet}, f"{label}:\n{address}")


def _table(block: Table) -> Part:
    values: dict[str, object] = {"is": "Table", "caption": block.caption, "header": block.header, "rows": block.rows}
    return Part(values, "\n".join([block.caption, *(_row(block.header, row) for row in block.rows)]))


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    """A row as a line: what it is about, then its cells, named where there are several."""
    first, *cells = row
    named = cells if len(cells) == 1 else [f"{h}: {c}" for h, c in zip(header[1:], cells, strict=False)]
    return f"- {first}: {'; '.join(named)}" if cells else f"- {first}"


def _bars(block: Bars) -> Part:
    # Bars are drawn against the longest one; all zero is drawn as nothing, not divided by it.
    most = max((value for _, value, _ in block.bars), default=0.0) or 1.0
    bars = [{"label": n, "percent": _share(v, most), "shown": s} for n, v, s in block.bars]
    lines = [f"{n}: {'#' * max(0, round(BAR_WIDTH * v / most))} {s}" for n, v, s in block.bars]
    return Part({"is": "Bars", "caption": block.caption, "bars": bars}, "\n".join([block.caption, *lines]))


def _share(value: float, most: float) -> int:
    """Percent of the width; something small still shows, nothing shows nothing."""
    return max(1, round(70 * value / most)) if value > 0 else 0


def _footer(mail: SendMail, programme: Programme, addresses: Addresses) -> list[FooterLine]:
    """Why it came, whom to ask, how to tell us of a worry and how to leave, unless the mail itself says so."""
    # A mail that offers the form in its own words need not offer it twice.
    linked = {block.form for block in mail.blocks if isinstance(block, FormLink)}
    staff = {member.id for member in programme.policy.staff}
    language, lines = mail.to.language, [FooterLine(mail.why)] if mail.why else []
    if mail.ask_whom:
        lines.append(FooterLine(questions(language, mail.ask_whom)))
    if forms.CONCERN not in linked:
        text, worry = worried(language)
        lines.append(FooterLine(text, worry.label, addresses.form(worry)))
    if forms.WITHDRAWAL not in linked and mail.to.may_leave and mail.to.person_id and mail.to.person_id not in staff:
        text, leave = way_out(language, mail.to.person_id)
        lines.append(FooterLine(text, leave.label, addresses.form(leave)))
    return [*lines, FooterLine(programme.policy.name)]
