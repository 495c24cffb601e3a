"""The walks: every picture is shown with words for whoever can not see it, and is small."""

from __future__ import annotations

import re
import struct
import zlib

import numpy as np
import pytest

from tools.small_png import encode, reduced
from tools.walk_pictures import LARGEST, WALKS

PAGES = sorted(path.name for path in WALKS.glob("*.md"))
PICTURES = sorted(path.name for path in WALKS.glob("*.png"))
_SHOWN = re.compile(r"!\[(.*?)\]\((.*?)\)")


def shown() -> dict[str, str]:
    """Each picture that a walk shows, with its words."""
    found = (match for name in PAGES for match in _SHOWN.findall((WALKS / name).read_text(encoding="utf-8")))
    return {path: words for words, path in found}


def test_four_people_have_a_walk_each() -> None:
    assert PAGES == ["README.md", "guardian.md", "lead.md", "pupil.md", "teacher.md"]


def test_walks_show_every_picture_and_no_other() -> None:
    assert sorted(shown()) == PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_small_and_said_in_words(name: str) -> None:
    assert (WALKS / name).stat().st_size <= LARGEST
    assert len(shown()[name]) > 25


def test_colours_within_the_palette_come_back_as_they_were() -> None:
    pixels = np.array([[[255, 0, 0], [0, 0, 255]], [[0, 0, 255], [255, 255, 255]]], dtype=np.uint8)
    palette, places = reduced(pixels)
    assert (palette[places] == pixels).all()


def test_rare_colours_become_the_nearest() -> None:
    grey = np.arange(256, dtype=np.uint8).repeat(2)
    pixels = np.stack([grey, grey, grey], axis=1).reshape(1, 512, 3)
    palette, places = reduced(pixels)
    gap = np.abs(palette[places].astype(int) - pixels.astype(int)).max()
    assert (len(palette) < 256, gap <= 256 - len(palette)) == (True, True)


def test_picture_is_a_png_with_a_palette() -> None:
    made = encode(np.zeros((2, 3, 3), dtype=np.uint8))
    width, height, bits, kind = struct.unpack(">IIBB", made[16:26])
    data = made[made.index(b"IDAT") + 4 : made.index(b"IEND") - 8]
    assert (made[:8], width, height, bits, kind) == (b"\x89PNG\r\n\x1a\n", 3, 2, 8, 3)
    assert zlib.decompress(data) == bytes(8)
