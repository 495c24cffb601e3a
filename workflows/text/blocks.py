"""The parts of a message. `service/delivery` lays them out as plain text and as HTML; workflows only say what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that names what follows."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of short lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLink:
    """A button that opens one of the programme's forms with answers filled in.

    `personal` answers identify the reader; delivery signs them, so that nobody can make such a link up. With
    `pseudonymous` it puts a pseudonym in place of `person` first: who answers can not be told from the answer.
    """

    label: str
    form: str
    personal: tuple[tuple[str, str], ...] = ()
    pseudonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A button that opens one of the service's own staff pages, for example `/concerns/<id>`."""

    label: str
    path: str
    reader: str  # staff id the link is signed for


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table with a caption and header cells."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar chart: (label, value, text shown at the bar). Drawn as a table that a screen reader can read."""

    caption: str
    bars: tuple[tuple[str, float, str], ...]


Block = Paragraph | Heading | Items | FormLink | PageLink | Table | Bars
