"""The draft as an Excel workbook, and its picture as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.matching.output import number, proof_lines, tier_lines
from service.matching.picture import PICTURE_LIMIT, Drawn, picture, squares
from service.matching.run import Run
from workflows.matching.pool import names_of

_WIDE = ("Why", "Alternatives", "What is proven")


def write_sheet(run: Run, path: Path) -> None:
    """The draft as a workbook: pairs, pupils without, the table of fit with pairs marked, and the proof."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = names_of(run.pool)
    pairs = [
        (names[p.mentor], names[p.mentee], number(p.score, run.scale), "; ".join(p.reasons), "; ".join(p.alternatives))
        for p in run.outcome.pairs
    ]
    _fill(book.create_sheet("Pairs"), ("Mentor", "Mentee", "Points", "Why", "Alternatives"), pairs)
    left = [(names[u.pupil], u.role.value, "; ".join(u.reasons)) for u in (*run.outcome.unmatched, *run.outcome.idle)]
    _fill(book.create_sheet("Without a pair"), ("Pupil", "Takes part as", "Why"), left)
    if max(run.outcome.frame.shape) <= PICTURE_LIMIT:
        _fill_fit(book.create_sheet("Fit"), run)
    proof = [(line,) for line in (*tier_lines(run), *proof_lines(run))]
    _fill(book.create_sheet("Proof"), ("What is proven",), proof)
    book.save(path)


def _fill(sheet: Worksheet, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    for line, row in enumerate([header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(line, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column, title in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = 60 if title in _WIDE else 24


def _put(cell: Any, value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a name that begins with = is a name, never a formula


def _fill_fit(sheet: Worksheet, run: Run) -> None:
    drawn = _drawn(run)
    _fill(sheet, ("", *(m.shown for m in drawn.frame.mentors)), [(p.shown,) for p in drawn.frame.mentees])
    line = Side(style="medium")
    for square in squares(drawn):
        cell: Any = sheet.cell(square.row + 2, square.column + 2)
        cell.value = number(square.points, run.scale)
        cell.fill = PatternFill("solid", fgColor=square.colour.lstrip("#").upper())
        if square.is_pair:
            cell.font, cell.border = Font(bold=True), Border(left=line, right=line, top=line, bottom=line)


def write_picture(run: Run, path: Path) -> None:
    """A heat map of fit as SVG; see `picture`."""
    path.write_text(picture(_drawn(run)), encoding="utf-8")


def _drawn(run: Run) -> Drawn:
    chosen = frozenset((p.mentor, p.mentee) for p in run.outcome.pairs)
    return Drawn(frame=run.outcome.frame, scored=run.outcome.scored, chosen=chosen, scale=run.scale)
