"""Sets papers as PDF with Typst: tagged, shaped for every script, with whatever fonts the machine has.

A letter that the first font lacks is taken from any other installed font that has it. A machine without a font for a
script shows boxes: `nearpeer doctor` cannot see that, so the container brings fonts for every script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from connectors.errors import Permanent
from connectors.ports import MailFile
from workflows.text.blocks import Bars, Block, FormLink, Heading, Items, PageLink, Paragraph, Table
from workflows.text.papers import Attachment, Certificate, Paper, Poster

PDF = "application/pdf"
MISSING = "Papers cannot be made: the PDF extra is not installed"
MEND = "Install nearpeer[pdf]; replay the mail, or open the page again."


def as_file(attachment: Attachment) -> MailFile:
    """The finished file. Raises `Permanent` when the PDF library is missing."""
    return MailFile(name=f"{attachment.name}.pdf", media_type=PDF, content=pdf(attachment.paper))


def pdf(paper: Paper) -> bytes:
    """The paper as PDF. Raises `Permanent` when the PDF library is missing."""
    try:
        # As data, never as markup: nobody's name can become a command.
        inputs = {"paper": json.dumps(content(paper), ensure_ascii=False)}
        typesetter = _typesetter()
    except ImportError as error:
        raise Permanent(MISSING, mend=MEND) from error
    made: bytes = typesetter.compile(input=_template(), format="pdf", sys_inputs=inputs)
    return made


@cache
def _typesetter() -> Any:
    # Finding the machine's fonts takes longer than setting a page, so one typesetter serves all papers.
    import typst

    return typst.Compiler()


@cache
def _template() -> bytes:
    return files("service.delivery").joinpath("papers.typ").read_bytes()


def content(paper: Paper) -> Mapping[str, object]:
    """The paper as the template reads it."""
    if isinstance(paper, Certificate):
        return {"kind": "certificate", **asdict(paper)}
    if isinstance(paper, Poster):
        calls = [{"label": label, "address": address, "squares": squares(address)} for label, address in paper.calls]
        return {"kind": "poster", **asdict(paper), "calls": calls}
    shown = [told for block in paper.blocks if (told := _block(block)) is not None]
    return {"kind": "document", **asdict(paper), "blocks": shown}


def squares(address: str) -> list[str]:
    """The address for a camera (QR code, ISO/IEC 18004): rows of `1` for dark and `0` for light, without margin.

    Error correction M, so that a torn corner does no harm. Raises `ImportError` when the library is missing.
    """
    import segno

    made = segno.make_qr(address, error="m", boost_error=False)
    return ["".join("1" if dark else "0" for dark in row) for row in made.matrix]


def _block(block: Block) -> Mapping[str, object] | None:
    """A block for the template; buttons have no place on paper."""
    match block:
        case FormLink() | PageLink():
            return None
        case Paragraph() | Heading() | Items() | Table():
            return {"is": type(block).__name__, **asdict(block)}
        case Bars():
            most = max((value for _, value, _ in block.bars), default=0.0) or 1.0
            bars = [{"label": n, "share": round(100 * max(0.0, v) / most), "shown": s} for n, v, s in block.bars]
            return {"is": "Bars", "caption": block.caption, "bars": bars}
