"""Papers that go with a mail as files. `service/delivery` sets them; workflows only say what stands on them."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.text.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One page that honours one person. `lines` stand below the name, `signed` above the line to sign on."""

    title: str
    name: str
    lines: tuple[str, ...]
    place: str  # the programme, at the head
    signed: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Pages of running text, tables and bar charts: a report, a letter."""

    title: str
    blocks: tuple[Block, ...]
    place: str = ""
    signed: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One page for a wall: what it is about, and where to go, each address also as a square for a camera."""

    title: str
    lines: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]  # (what one can do, address)
    note: str
    place: str  # the programme, at the head
    language: str = "en"


Paper = Certificate | Document | Poster


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper under the name of its file, without ending."""

    name: str
    paper: Paper
