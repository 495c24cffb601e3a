"""Reads pages the way a browser or a screen reader would."""

from __future__ import annotations

from typing import cast

from lxml import html
from lxml.html import HtmlElement


def parsed(page: str) -> HtmlElement:
    """The page's root element."""
    return html.document_fromstring(page)


def elements(page: HtmlElement, path: str) -> list[HtmlElement]:
    """The elements an XPath finds."""
    return cast("list[HtmlElement]", page.xpath(path))


def values(page: HtmlElement, path: str, name: str) -> list[str]:
    """One attribute of every element an XPath finds; "" where it is missing."""
    return [element.get(name) or "" for element in elements(page, path)]
