"""Draws the pictures of `docs/microsoft-teacher.md`: `python -m tools.flow_pictures`.

The flows and the results workbook as a teacher sees them, drawn and not photographed: Microsoft's pages change often,
and pictures of them would show somebody's school.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
WIDTH, MARGIN, LINE, TITLE, GAP = 760, 20, 22, 34, 34
TEXT, FAINT, FRAME, PAPER = "#242424", "#605e5c", "#c8c6c4", "#ffffff"
FORMS, WEB, LIST, TABLE = "#04747a", "#6b3fa0", "#036c70", "#107c41"
FONT = 'font-family="Segoe UI, Noto Sans, sans-serif" font-size="14"'


@dataclass(frozen=True, slots=True)
class Step:
    """One box of a flow: its colour, its heading and its fields (name and what stands in it)."""

    colour: str
    heading: str
    fields: Sequence[tuple[str, str]]

    @property
    def height(self) -> int:
        """Of the whole box."""
        return TITLE + LINE * len(self.fields) + 14


TRIGGER = Step(FORMS, "1  When a new response is submitted", [("Form Id", "your form (a group's form: its id)")])
DETAILS = Step(
    FORMS, "2  Get response details", [("Form Id", "the same form"), ("Response Id", "Response Id (from the trigger)")]
)
HTTP = Step(
    WEB,
    "3  HTTP",
    [
        ("Method", "POST"),
        ("URI", "https://mentoring.school.example/hooks/microsoft-flow/PROGRAMME"),
        ("Headers", "Content-Type: application/json"),
        ("", "x-nearpeer-secret: (printed by nearpeer forms flow)"),
        ("Body", '{ "schema": 1, "form_id": ..., "response": @{body(\'Get_response_details\')} }'),
        ("Settings", "Secure Inputs: On    Retry Policy: Exponential, 20, PT1M"),
    ],
)
CREATE = Step(
    LIST,
    "3  Create item (SharePoint)",
    [
        ("Site Address", "https://school.sharepoint.com/sites/Mentoring"),
        ("List Name", "Answers"),
        ("Title", "@{triggerOutputs()?['body/resourceData/responseId']}"),
        ("FormId", "the form's id"),
        ("Answers", "@{string(body('Get_response_details'))}"),
    ],
)
SHEET = (
    ("Id", "Start time", "Completion time", "Email", "Name", "Your full name", "When could you meet?"),
    ("1", "9/7/26 8:00", "9/7/26 8:04", "ada@school.example", "Ada", "Ada Lovelace", "Tue/Lunch;Thu/Lunch;"),
    ("2", "9/7/26 8:01", "9/7/26 8:06", "anonymous", "", "Bo Jensen", "Wed/Club;"),
)
COLUMNS = (30, 82, 104, 138, 44, 120, 180)


def main() -> None:
    """Draw every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    for name, drawn in pictures().items():
        (PICTURES / f"{name}.svg").write_text(drawn, encoding="utf-8")


def pictures() -> dict[str, str]:
    """The pictures by name, as SVG."""
    return {
        "flow-http": flow((TRIGGER, DETAILS, HTTP), "A flow of three steps that posts each answer"),
        "flow-list": flow((TRIGGER, DETAILS, CREATE), "A flow of three steps that writes each answer into a list"),
        "results-workbook": sheet("The results workbook of a form: five columns of Forms' own, then the questions"),
    }


def flow(steps: Sequence[Step], told: str) -> str:
    """Boxes from top to bottom with arrows between them."""
    parts: list[str] = []
    top = MARGIN
    for number, step in enumerate(steps):
        if number:
            parts.append(_arrow(top - GAP, top))
        parts += _box(step, top)
        top += step.height + GAP
    return _picture(parts, top - GAP + MARGIN, told)


def _box(step: Step, top: int) -> Iterator[str]:
    across = WIDTH - 2 * MARGIN
    yield _rectangle((MARGIN, top, across, step.height), PAPER)
    yield _rectangle((MARGIN, top, across, TITLE), step.colour)
    yield _text(MARGIN + 14, top + 22, step.heading, "#ffffff", bold=True)
    for number, (name, content) in enumerate(step.fields):
        below = top + TITLE + LINE * (number + 1) - 3
        yield _text(MARGIN + 14, below, name, FAINT)
        yield _text(MARGIN + 120, below, content, TEXT)


def _arrow(start: int, end: int) -> str:
    middle = WIDTH // 2
    line = f'<line x1="{middle}" y1="{start + 4}" x2="{middle}" y2="{end - 10}" stroke="{FAINT}" stroke-width="2"/>'
    return f'{line}<path d="M{middle - 6} {end - 12} h12 l-6 9 z" fill="{FAINT}"/>'


def sheet(told: str) -> str:
    """A table with a header."""
    parts: list[str] = []
    for number, row in enumerate(SHEET):
        left, top = MARGIN, MARGIN + 30 * number
        for place, (cell, across) in enumerate(zip(row, COLUMNS, strict=True)):
            fill = PAPER if number else TABLE if place < len(COLUMNS) - 2 else "#0b5a2f"
            parts.append(_rectangle((left, top, across, 30), fill))
            parts.append(_text(left + 6, top + 20, cell, TEXT if number else "#ffffff", size=11))
            left += across
    return _picture(parts, 2 * MARGIN + 30 * len(SHEET), told)


def _rectangle(place: tuple[int, int, int, int], fill: str) -> str:
    left, top, across, down = place
    return f'<rect x="{left}" y="{top}" width="{across}" height="{down}" fill="{fill}" stroke="{FRAME}"/>'


def _text(left: int, base: int, words: str, colour: str, *, bold: bool = False, size: int = 14) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{left}" y="{base}" fill="{colour}" font-size="{size}"{weight}>{escape(words)}</text>'


def _picture(parts: Sequence[str], height: int, told: str) -> str:
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {FONT}>\n<title>{escape(told)}</title>\n'
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#f3f2f1"/>\n'
    return head + ground + "\n".join(parts) + "\n</svg>\n"


if __name__ == "__main__":
    main()
