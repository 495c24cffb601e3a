from __future__ import annotations

import xml.etree.ElementTree as Tree

import pytest

from tools.flow_pictures import HTTP, PICTURES, pictures

DRAWN = pictures()


@pytest.mark.parametrize("name", DRAWN)
def test_picture_in_the_documents_is_the_one_that_is_drawn(name: str) -> None:
    assert (PICTURES / f"{name}.svg").read_text(encoding="utf-8") == DRAWN[name]


@pytest.mark.parametrize("name", DRAWN)
def test_picture_can_be_read_and_says_what_it_shows(name: str) -> None:
    root = Tree.fromstring(DRAWN[name])
    assert root[0].tag.endswith("title")
    assert root[0].text


def test_picture_shows_every_field_of_a_step() -> None:
    shown = "".join(Tree.fromstring(DRAWN["flow-http"]).itertext())
    assert all(content in shown for _, content in HTTP.fields)
