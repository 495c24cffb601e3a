"""The draft as a picture: how well every pair fits, and which pairs are drafted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from workflows.matching.alternatives import shown_points
from workflows.matching.frame import Frame
from workflows.matching.problem import Pairing
from workflows.matching.rules import Scored

# the largest picture and table that anybody can still read
PICTURE_LIMIT = 300
_CELL, _LEFT, _TOP = 16, 150, 150  # pixels
_MARGIN, _LETTER = 12, 7  # pixels; no letter of the note is wider on average


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Drawn:
    """What is drawn: everybody judged, and the `chosen` pairs (mentor, mentee). Points are shown divided by `scale`."""

    frame: Frame
    scored: Scored
    chosen: frozenset[Pairing]
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Square:
    """One pair that may be: where it stands, its points, the colour that says them, whether it is drafted."""

    row: int
    column: int
    points: int
    colour: str
    is_pair: bool


def squares(drawn: Drawn) -> Iterator[Square]:
    """Every pair that may be, row by row."""
    frame, scored = drawn.frame, drawn.scored
    low, high = _range(drawn)
    chosen = {(frame.row[b], frame.column[a]) for a, b in drawn.chosen if a in frame.column and b in frame.row}
    for row, column in zip(*(axis.tolist() for axis in scored.allowed.nonzero()), strict=True):
        points = int(scored.total[row, column])
        yield Square(row, column, points, _shade(points, low, high), (row, column) in chosen)


def picture(drawn: Drawn) -> str:
    """A heat map of fit as SVG: mentees down, mentors across, pairs framed, impossible pairs left white."""
    frame = drawn.frame
    low, high = (shown_points(points, drawn.scale) for points in _range(drawn))
    note = f"darker: more points ({low} to {high}); framed: the pairs"
    width = max(_LEFT + _CELL * frame.shape[1] + 90, 2 * _MARGIN + _LETTER * len(note))
    height = _TOP + _CELL * frame.shape[0] + 50
    parts = [*_labels(frame), *_rectangles(drawn), f'<text x="{_MARGIN}" y="{height - 18}">{escape(note)}</text>']
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'font-family="sans-serif" font-size="11"><title>How well each pair fits, and the pairs of the draft</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>'
    )


def _labels(frame: Frame) -> Iterator[str]:
    for row, mentee in enumerate(frame.mentees):
        y = _TOP + row * _CELL + 12
        yield f'<text x="{_LEFT - 6}" y="{y}" text-anchor="end">{escape(mentee.shown[:22])}</text>'
    for column, mentor in enumerate(frame.mentors):
        x = _LEFT + column * _CELL + 11
        yield f'<text transform="translate({x},{_TOP - 6}) rotate(-60)">{escape(mentor.shown[:22])}</text>'


def _rectangles(drawn: Drawn) -> Iterator[str]:
    frame = drawn.frame
    for square in squares(drawn):
        names = f"{frame.mentors[square.column].shown} - {frame.mentees[square.row].shown}"
        mark = ' stroke="#111" stroke-width="2"' if square.is_pair else ""
        yield (
            f'<rect x="{_LEFT + square.column * _CELL + 1}" y="{_TOP + square.row * _CELL + 1}" width="{_CELL - 2}" '
            f'height="{_CELL - 2}" fill="{square.colour}"{mark}>'
            f"<title>{escape(names)}: {shown_points(square.points, drawn.scale)}</title></rect>"
        )


def _range(drawn: Drawn) -> tuple[int, int]:
    points = drawn.scored.total[drawn.scored.allowed]
    return (int(points.min()), int(points.max())) if points.size else (0, 0)


def _shade(points: int, low: int, high: int) -> str:
    # one hue from pale to strong, so that the map also reads in grey and for colour-blind eyes; black is read on all
    share = (points - low) / (high - low) if high > low else 1.0
    red, green, blue = (round(a + (b - a) * share) for a, b in ((235, 64), (243, 150), (250, 205)))
    return f"#{red:02x}{green:02x}{blue:02x}"
