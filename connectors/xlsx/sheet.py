"""One worksheet's XML as rows that can be found, changed, added and taken out; all else stays byte for byte.

Rows are cut out of the text rather than parsed, which is what makes a sheet of 10,000 rows cheap to change. XML that
is written in an unusual way (prefixes, comments, rows without numbers) is first written anew in the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from connectors.xlsx.cells import CELL, letters, number, place
from connectors.xlsx.package import MAIN, UnreadableError, parse, serialise

LAST_ROW = 1_048_576
SPARE_ROWS = 100  # rows that drop-downs and colours reach below the last one
SAMPLE = 100_000  # bytes of rows that are looked at closely
_ROW = re.compile(rb"<row [^>]*?/>|<row .*", re.DOTALL)
_ROW_NUMBER = re.compile(rb'<row r="(\d+)"')
_ROW_TAG = re.compile(rb"<row\b[^>]*?/?>")
_SPANS = re.compile(rb' spans="[^"]*"')
_CELL_NUMBER = re.compile(rb'(<c r="[A-Z]+)\d+"')
_OPENING = re.compile(rb"<sheetData\b[^>]*>")
_DIMENSION = re.compile(rb'(<dimension\b[^>]*?\bref=")[^"]*"')
_FILTER = re.compile(rb'(<autoFilter\b[^>]*?\bref="\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?)\d+')
_RANGE = re.compile(rb'(\bsqref="[A-Z]+[1-9]:[A-Z]+)(\d+)(?=")')
_LENDER = re.compile(rb'<f (?=[^>]*\bt="shared")(?=[^>]*\bref=)[^>]*?\bsi="(\d+)"')
_ANCHORED = (b"<mergeCells", b"<hyperlinks", b"<legacyDrawing", b"<tableParts")


class Row:
    """One row, as its XML."""

    __slots__ = ("xml",)

    def __init__(self, xml: bytes) -> None:
        self.xml = xml

    @property
    def number(self) -> int:
        """The row's number from 1. Raises `UnreadableError` when it has none."""
        found = _ROW_NUMBER.match(self.xml)
        if found is None:
            raise UnreadableError("one of its rows has no number")
        return int(found[1])

    def cells(self) -> dict[str, bytes]:
        """Column letters -> XML of each cell."""
        return {place(cell): cell for cell in CELL.findall(self.xml)}

    def put(self, cells: Mapping[str, bytes]) -> None:
        """The row with exactly these cells; its height and other marks stay."""
        ordered = sorted(cells.items(), key=lambda item: (len(item[0]), item[0]))
        tag = _ROW_TAG.match(self.xml)
        opening = _SPANS.sub(b"", tag[0] if tag else b"<row>").rstrip(b"/>").rstrip() + b">"
        self.xml = b"%b%b</row>" % (opening, b"".join(cell for _, cell in ordered))

    def renumber(self, to: int) -> None:
        """Move the row to another number."""
        self.xml = re.sub(rb'<row r="\d+"', b'<row r="%d"' % to, self.xml, count=1)
        self.xml = _CELL_NUMBER.sub(rb'\g<1>%d"' % to, self.xml)

    def holds_something(self) -> bool:
        """Whether any cell holds a value or a formula."""
        return b"<v" in self.xml or b"<is" in self.xml or b"<f" in self.xml


class Sheet:
    """The rows of one worksheet, in order. Raises `UnreadableError` when it has no place for rows."""

    def __init__(self, xml: bytes) -> None:
        parts = _parted(xml)
        if parts is None or _is_unusual(parts[1]):
            parts = _parted(_usual(xml))
        if parts is None:
            raise UnreadableError("one of its sheets has no rows part")
        self._head, data, self._tail = parts
        self.rows = _cut(data)
        self._last_before = self.last()

    def last(self) -> int:
        """The number of the last row that holds something; 0 when there is none."""
        return next((row.number for row in reversed(self.rows) if row.holds_something()), 0)

    def append(self, rows: list[Row]) -> None:
        """Add rows, numbered on from `last`; blank rows that stood there give way."""
        if not rows:
            return
        first, end = rows[0].number, len(self.rows)
        while end and self.rows[end - 1].number >= first:
            end -= 1
        beyond = [row for row in self.rows[end:] if row.number > rows[-1].number]
        self.rows[end:] = rows + beyond

    def remove(self, gone: Iterable[Row]) -> bool:
        """Take rows out; whether a formula went with them.

        Rows below move up, unless something is tied to row numbers (formulas, merged cells, comments, links): then
        the rows stay as blank ones, so that nothing staff made points to another row.
        """
        out = {id(row) for row in gone}
        taken = [row for row in self.rows if id(row) in out]
        with_formula = any(b"<f" in row.xml for row in taken)
        self.free_formulas(b"".join(row.xml for row in taken) if with_formula else b"")
        if any(mark in self._tail for mark in _ANCHORED) or any(b"<f" in row.xml for row in self.rows):
            for row in taken:
                row.xml = b'<row r="%d"/>' % row.number
        else:
            self._close_gaps(out)
        return with_formula

    def to_bytes(self) -> bytes:
        """The worksheet's XML."""
        last = max(self.last(), 1)
        head = _DIMENSION.sub(rb'\g<1>A1:%s%d"' % (self._width().encode(), last), self._head, count=1)
        tail = _FILTER.sub(lambda match: match[1] + b"%d" % max(last, int(match[2])), self._tail, count=1)
        tail = _RANGE.sub(lambda match: match[1] + self._reach(int(match[2]), last), tail)
        return b"".join([head, b"<sheetData>", *(row.xml for row in self.rows), b"</sheetData>", tail])

    def free_formulas(self, xml: bytes) -> None:
        """Before a cell or row goes: cells that borrow a formula from it keep the values they show."""
        for group in _LENDER.findall(xml):
            borrowed = re.compile(rb'<f [^>]*?\bsi="%b"[^>]*?(?:/>|>.*?</f>)' % group, re.DOTALL)
            for row in self.rows:
                if b'si="%b"' % group in row.xml:
                    row.xml = borrowed.sub(b"", row.xml)

    def around(self) -> etree._Element:
        """Everything but the rows, to be changed and given back to `put_around`."""
        return parse(self._head + b"<sheetData/>" + self._tail)

    def put_around(self, root: etree._Element) -> None:
        """Put what `around` gave, changed."""
        self._head, self._tail = re.split(rb"<sheetData\s*/>", serialise(root), maxsplit=1)

    def widest(self) -> int:
        """The number of the last column that any row uses."""
        return max((number(name) for row in self.rows for name in row.cells()), default=0)

    def _width(self) -> str:
        return letters(max((number(name) for row in self.rows[:3] for name in row.cells()), default=1))

    def _reach(self, end: int, last: int) -> bytes:
        """Where a range of drop-downs or colours ends: one that covered every row goes on doing so."""
        return b"%d" % (LAST_ROW if self._last_before <= end < last + SPARE_ROWS else end)

    def _close_gaps(self, out: set[int]) -> None:
        kept, up = [], 0
        for row in self.rows:
            if id(row) in out:
                up += 1
                continue
            if up:
                row.renumber(row.number - up)
            kept.append(row)
        self.rows = kept


def _parted(xml: bytes) -> tuple[bytes, bytes, bytes] | None:
    """What stands before, between and behind the marks of the rows part; None when there is none."""
    opening = _OPENING.search(xml)
    if opening is None:
        return None
    if opening[0].endswith(b"/>"):
        return xml[: opening.start()], b"", xml[opening.end() :]
    closing = xml.rfind(b"</sheetData>")
    return (xml[: opening.start()], xml[opening.end() : closing], xml[closing + 12 :]) if closing > 0 else None


def _cut(data: bytes) -> list[Row]:
    """The rows in the text between the marks; a row without cells may be written without an end of its own."""
    pieces = data.split(b"</row>")
    if len(pieces) - 1 == data.count(b"<row "):
        return [Row(b"%b</row>" % piece) for piece in pieces[:-1]]
    found: list[Row] = []
    for piece in pieces[:-1]:
        *blank, last = _ROW.findall(piece)
        found += [*map(Row, blank), Row(last + b"</row>")]
    return [*found, *map(Row, _ROW.findall(pieces[-1]))]


def _is_unusual(data: bytes) -> bool:
    """Whether rows are written with comments, other quotation marks, or without their place as first attribute.

    One program writes all rows in one way, so a sample shows it.
    """
    sample = data if len(data) <= SAMPLE else data[: data.rfind(b"</row>", 0, SAMPLE)]
    if sample.count(b"<c") != sample.count(b'<c r="') or sample.count(b"<row") != sample.count(b'<row r="'):
        return True
    return b"!--" in data or b"![CDATA[" in data


def _usual(xml: bytes) -> bytes:
    """The same worksheet without prefixes and comments, every row and cell with its place first."""
    root = parse(xml)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    row_number = 0
    for row in root.iter(f"{{{MAIN}}}row"):
        row_number = _place_first(row, str(row_number + 1))
        column = 0
        for cell in row.iterfind(f"{{{MAIN}}}c"):
            column = _place_first(cell, f"{letters(column + 1)}{row_number}")
    xml = serialise(root)
    if prefix := (root.prefix or "").encode():
        xml = re.sub(rb"(</?)%s:" % prefix, rb"\1", xml).replace(b"xmlns:%s=" % prefix, b"xmlns=", 1)
    return xml


def _place_first(element: etree._Element, otherwise: str) -> int:
    """Write the element's place as its first attribute; the number of the row or column it names."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    where = attributes.pop("r", otherwise)
    element.attrib.clear()
    element.set("r", where)
    for name, value in attributes.items():
        element.set(name, value)
    column = where.rstrip("0123456789")
    return number(column) if column else int(where)
