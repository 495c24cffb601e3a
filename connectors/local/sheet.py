"""One worksheet's XML as rows that can be found, changed, added and taken out; all else stays byte for byte.

Rows are cut out of the text rather than parsed, which is what makes a sheet of 10,000 rows cheap to change. XML that
is written in an unusual way (prefixes, comments, rows without numbers) is first written anew in the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from connectors.local.cells import CELL, letters, number, place
from connectors.local.package import MAIN, UnreadableError, parse, serialise

_ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.DOTALL)
_ROW_NUMBER = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_ROW_TAG = re.compile(rb"<row\b[^>]*?/?>")
_SPANS = re.compile(rb' spans="[^"]*"')
_CELL_NUMBER = re.compile(rb'(<c\b[^>]*?\br="[A-Z]+)\d+"')
_DATA = re.compile(rb"<sheetData\s*(?:/>|>(.*)</sheetData>)", re.DOTALL)
_DIMENSION = re.compile(rb'(<dimension\b[^>]*?\bref=")[^"]*"')
_FILTER = re.compile(rb'(<autoFilter\b[^>]*?\bref="\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?)\d+')
_UNUSUAL = re.compile(
    rb"<!--|<!\[CDATA\[|<row(?![^>]*?\br=\"\d)|<c(?=[ >/])(?![^>]*?\br=\"[A-Z])|<\w+:worksheet|<c [^>]*'"
)
_ANCHORED = (b"<mergeCells", b"<hyperlinks", b"<legacyDrawing", b"<tableParts")


@dataclass(slots=True)
class Row:
    """One row: its number from 1 and its XML."""

    number: int
    xml: bytes

    def cells(self) -> dict[str, bytes]:
        """Column letters -> XML of each cell."""
        return {place(cell): cell for cell in CELL.findall(self.xml)}

    def put(self, cells: Mapping[str, bytes]) -> None:
        """The row with exactly these cells; its height and other marks stay."""
        ordered = sorted(cells.items(), key=lambda item: (len(item[0]), item[0]))
        tag = _ROW_TAG.match(self.xml)
        opening = _SPANS.sub(b"", tag[0] if tag else b"<row>").rstrip(b"/>").rstrip() + b">"
        self.xml = opening + b"".join(cell for _, cell in ordered) + b"</row>"

    def renumber(self, to: int) -> None:
        """Move the row to another number."""
        self.xml = re.sub(rb'(<row\b[^>]*?\br=")\d+"', rb'\g<1>%d"' % to, self.xml, count=1)
        self.xml = _CELL_NUMBER.sub(rb'\g<1>%d"' % to, self.xml)
        self.number = to


class Sheet:
    """The rows of one worksheet, in order. Raises `UnreadableError` when it has no place for rows."""

    def __init__(self, xml: bytes) -> None:
        if _UNUSUAL.search(xml) or b"<sheetData" not in xml:
            xml = _usual(xml)
        data = _DATA.search(xml)
        if data is None:
            raise UnreadableError("one of its sheets has no rows part")
        self._head, self._tail = xml[: data.start()], xml[data.end() :]
        self.rows = [Row(_number(row), row) for row in _ROW.findall(data[1] or b"")]

    def last(self) -> int:
        """The number of the last row that holds a cell with something in it; 0 when there is none."""
        return next((row.number for row in reversed(self.rows) if _holds_something(row.xml)), 0)

    def append(self, rows: list[Row]) -> None:
        """Add rows behind the last one that holds something, in their order."""
        first = self.last() + 1
        for offset, row in enumerate(rows):
            row.renumber(first + offset)
        taken = {row.number for row in rows}
        below = [row for row in self.rows if row.number >= first and row.number not in taken]
        self.rows = [row for row in self.rows if row.number < first] + rows + below

    def remove(self, numbers: set[int]) -> bool:
        """Take rows out; whether a formula went with them.

        Rows below move up, unless something is tied to row numbers (formulas, merged cells, comments, links): then
        the rows stay as blank ones, so that nothing staff made points to another row.
        """
        gone = [row for row in self.rows if row.number in numbers]
        with_formula = any(b"<f" in row.xml for row in gone)
        if any(mark in self._tail for mark in _ANCHORED) or any(b"<f" in row.xml for row in self.rows):
            for row in gone:
                row.xml = b'<row r="%d"/>' % row.number
        else:
            self._close_gaps(numbers)
        return with_formula

    def to_bytes(self) -> bytes:
        """The worksheet's XML."""
        last = max(self.last(), 1)
        head = _DIMENSION.sub(rb'\g<1>A1:%s%d"' % (self._width().encode(), last), self._head, count=1)
        tail = _FILTER.sub(lambda match: match[1] + b"%d" % max(last, int(match[2])), self._tail, count=1)
        return b"".join([head, b"<sheetData>", *(row.xml for row in self.rows), b"</sheetData>", tail])

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

    def _close_gaps(self, numbers: set[int]) -> None:
        kept, up = [], 0
        ordered: Iterator[Row] = iter(self.rows)
        for row in ordered:
            if row.number in numbers:
                up += 1
                continue
            if up:
                row.renumber(row.number - up)
            kept.append(row)
        self.rows = kept


def _holds_something(xml: bytes) -> bool:
    return b"<v" in xml or b"<is" in xml or b"<f" in xml


def _number(row: bytes) -> int:
    found = _ROW_NUMBER.match(row)
    return int(found[1]) if found else 0


def _usual(xml: bytes) -> bytes:
    """The same worksheet without prefixes and comments, every row and cell with its place."""
    root = parse(xml)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for row_number, row in enumerate(root.iter(f"{{{MAIN}}}row"), start=1):
        row.set("r", row.get("r", str(row_number)))
        for cell_number, cell in enumerate(row.iterfind(f"{{{MAIN}}}c"), start=1):
            cell.set("r", cell.get("r", f"{letters(cell_number)}{row.get('r')}"))
    xml = serialise(root)
    if prefix := (root.prefix or "").encode():
        xml = re.sub(rb"(</?)%s:" % prefix, rb"\1", xml).replace(b"xmlns:%s=" % prefix, b"xmlns=", 1)
    return xml
