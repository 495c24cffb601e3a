"""Text as every file format takes it: no control characters, no half characters."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")


def plain(text: str) -> str:
    """The text without control characters (line ends and tabs stay), half characters replaced by U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text)
    return _HALF.sub("�", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """The text on one line, for headers and names."""
    return " ".join(plain(text).split())
