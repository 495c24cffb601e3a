"""Cells of a worksheet as text, both ways: we write text and never a formula, and read what staff typed as text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.plain import plain
from connectors.xlsx.package import MAIN, Package, parse

LONGEST = 32_767  # UTF-16 units in one cell (Excel specifications and limits)
CUT_MARK = " … (cut)"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_PLACE = re.compile(rb'<c r="([A-Z]+)\d+"')
_STYLE = re.compile(rb'<c [^>]*?\bs="(\d+)"')
_TYPE = re.compile(rb'<c [^>]*?\bt="(\w+)"')
_TEXT = re.compile(rb"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
_SOUND = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)  # how to pronounce a text, not the text
_VALUE = re.compile(rb"<v\b[^>]*?>(.*?)</v>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in ids, ECMA-376 18.8.30
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class Texts:
    """Reads cells of one workbook; shared strings and styles are read when first needed."""

    package: Package
    _shared: Sequence[str] | None = None
    _dates: frozenset[int] | None = None

    def text(self, cell: bytes) -> str:
        """What stands in the cell, as text; a date in ISO form, a whole number without a decimal point."""
        kind = _TYPE.match(cell)
        name = kind[1] if kind else b"n"
        if name == b"inlineStr":
            return _joined(cell)
        value = _VALUE.search(cell)
        if value is None:
            return ""
        if name == b"s":
            return self.shared()[int(value[1])]
        raw = _unescape(value[1])
        if name == b"b":
            return "TRUE" if raw == "1" else "FALSE"
        return raw if name != b"n" else self._number(raw, cell)

    def shared(self) -> Sequence[str]:
        """The workbook's shared strings."""
        if self._shared is None:
            xml = self.package.part(STRINGS) if self.package.has(STRINGS) else b""
            self._shared = [_joined(item) for item in re.findall(rb"<si\b[^>]*?(?:/>|>.*?</si>)", xml, re.DOTALL)]
        return self._shared

    def _number(self, raw: str, cell: bytes) -> str:
        style = _STYLE.match(cell)
        try:
            number = float(raw)
            if style and int(style[1]) in self._date_styles():
                return _as_date(number)
        except (ValueError, OverflowError):
            return raw
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw

    def _date_styles(self) -> frozenset[int]:
        if self._dates is None:
            self._dates = _date_styles(self.package.part(STYLES)) if self.package.has(STYLES) else frozenset()
        return self._dates


class ColumnReader:
    """Finds the cells of one column in rows, fast for the shapes that are common."""

    def __init__(self, column: str, texts: Texts) -> None:
        where = column.encode()
        self._cell = re.compile(rb'<c r="%b\d+"[^>]*?(?:/>|>.*?</c>)' % where, re.DOTALL)
        self._inline = re.compile(
            rb'<c r="%b\d+"[^>]*?(?:/>| t="inlineStr"[^>]*?><is><t[^>]*?>([^<&]*)</t></is></c>)' % where
        )
        self._texts = texts

    def text(self, row: bytes) -> str:
        """What stands in this column of the row, as text."""
        found = self._inline.search(row)
        if found:
            plain_text = (found[1] or b"").decode("utf-8", "replace")
            if "_x" not in plain_text:
                return plain_text
        cell = self._cell.search(row)
        return self._texts.text(cell[0]) if cell else ""


def place(cell: bytes) -> str:
    """The letters of the cell's column."""
    found = _PLACE.match(cell)
    return found[1].decode() if found else ""


def style(cell: bytes) -> str:
    """The cell's style number, empty when it has none."""
    found = _STYLE.match(cell)
    return found[1].decode() if found else ""


def text_cell(reference: str, value: str, style_number: str) -> bytes:
    """A cell that holds this text and nothing else, whatever the text looks like."""
    look = f' s="{style_number}"' if style_number else ""
    if not value:
        return f'<c r="{reference}"{look}/>'.encode()
    body = html.escape(_OPENS.sub(r"_x005F_\1", value), quote=False)
    return f'<c r="{reference}"{look} t="inlineStr"><is><t xml:space="preserve">{body}</t></is></c>'.encode()


_OPENS = re.compile(r"_(x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as "A" unless the first mark is written _x005F_


def cell_text(value: str) -> str:
    """The text as a cell can hold it: plain characters, cut with a mark at the longest length."""
    value = plain(value)
    if len(value) * 2 <= LONGEST or len(value.encode("utf-16-le")) // 2 <= LONGEST:
        return value
    room = (LONGEST - len(CUT_MARK)) * 2
    return value.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def letters(number: int) -> str:
    """The letters of a column, 1 is A."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(name: str) -> int:
    """The number of a column, A is 1."""
    total = 0
    for letter in name:
        total = total * 26 + ord(letter) - 64
    return total


def _joined(xml: bytes) -> str:
    found = _TEXT.findall(_SOUND.sub(b"", xml) if b"<rPh" in xml else xml)
    return _unescape(found[0] if len(found) == 1 else b"".join(found))


def _unescape(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    text = html.unescape(text) if "&" in text else text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _as_date(serial: float) -> str:
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(serial * 86_400))  # noqa: DTZ001 -- a cell has no zone
    if serial < 1:
        return moment.strftime("%H:%M")
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ", "minutes")


def _date_styles(xml: bytes) -> frozenset[int]:
    root = parse(xml)
    custom = {
        int(item.get("numFmtId", "0")): _LITERAL.sub("", item.get("formatCode", ""))
        for item in root.iterfind(f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt")
    }
    dates = _DATE_FORMATS | {number for number, code in custom.items() if re.search("[ymdhs]", code, re.IGNORECASE)}
    looks = root.iterfind(f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf")
    return frozenset(index for index, look in enumerate(looks) if int(look.get("numFmtId", "0")) in dates)
