"""The draft as an Excel workbook and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.matching.output import number, proof_lines, tier_lines
from service.matching.run import Run
from workflows.matching.alternatives import shown_points
from workflows.matching.pool import names_of

# the largest picture and table that anybody can still read
PICTURE_LIMIT = 300
_WIDE = ("Why", "Alternatives", "What is proven")
_CELL, _LEFT, _TOP = 16, 150, 150  # pixels


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
    frame, scored = run.outcome.frame, run.outcome.scored
    _fill(sheet, ("", *(m.shown for m in frame.mentors)), [(p.shown,) for p in frame.mentees])
    low, high = _range(run)
    chosen = {(frame.row[p.mentee], frame.column[p.mentor]) for p in run.outcome.pairs}
    line = Side(style="medium")
    for row, column in zip(*(axis.tolist() for axis in scored.allowed.nonzero()), strict=True):
        points = int(scored.total[row, column])
        cell: Any = sheet.cell(row + 2, column + 2)
        cell.value = number(points, run.scale)
        cell.fill = PatternFill("solid", fgColor=_shade(points, low, high).lstrip("#").upper())
        if (row, column) in chosen:
            cell.font, cell.border = Font(bold=True), Border(left=line, right=line, top=line, bottom=line)


def write_picture(run: Run, path: Path) -> None:
    """A heat map of fit as SVG: mentees down, mentors across, pairs framed, impossible pairs left white."""
    frame = run.outcome.frame
    low, high = _range(run)
    width, height = _LEFT + _CELL * frame.shape[1] + 90, _TOP + _CELL * frame.shape[0] + 50
    note = f"darker: more points ({shown_points(low, run.scale)} to {shown_points(high, run.scale)}); framed: the pairs"
    parts = [*_labels(run), *_squares(run), f'<text x="{_LEFT}" y="{height - 18}">{escape(note)}</text>']
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="11"><title>How well each pair fits, and the pairs of the draft</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )
    path.write_text(svg, encoding="utf-8")


def _labels(run: Run) -> Iterator[str]:
    for row, mentee in enumerate(run.outcome.frame.mentees):
        y = _TOP + row * _CELL + 12
        yield f'<text x="{_LEFT - 6}" y="{y}" text-anchor="end">{escape(mentee.shown[:22])}</text>'
    for column, mentor in enumerate(run.outcome.frame.mentors):
        x = _LEFT + column * _CELL + 11
        yield f'<text transform="translate({x},{_TOP - 6}) rotate(-60)">{escape(mentor.shown[:22])}</text>'


def _squares(run: Run) -> Iterator[str]:
    frame, scored = run.outcome.frame, run.outcome.scored
    low, high = _range(run)
    chosen = {(frame.row[p.mentee], frame.column[p.mentor]) for p in run.outcome.pairs}
    for row, column in zip(*(axis.tolist() for axis in scored.allowed.nonzero()), strict=True):
        points = int(scored.total[row, column])
        names = f"{frame.mentors[column].shown} - {frame.mentees[row].shown}"
        mark = ' stroke="#111" stroke-width="2"' if (row, column) in chosen else ""
        yield (
            f'<rect x="{_LEFT + column * _CELL + 1}" y="{_TOP + row * _CELL + 1}" width="{_CELL - 2}" '
            f'height="{_CELL - 2}" fill="{_shade(points, low, high)}"{mark}>'
            f"<title>{escape(names)}: {shown_points(points, run.scale)}</title></rect>"
        )


def _range(run: Run) -> tuple[int, int]:
    points = run.outcome.scored.total[run.outcome.scored.allowed]
    return (int(points.min()), int(points.max())) if points.size else (0, 0)


def _shade(points: int, low: int, high: int) -> str:
    # one hue from pale to strong, so that the map also reads in grey and for colour-blind eyes
    share = (points - low) / (high - low) if high > low else 1.0
    red, green, blue = (round(a + (b - a) * share) for a, b in ((235, 20), (243, 90), (250, 140)))
    return f"#{red:02x}{green:02x}{blue:02x}"
