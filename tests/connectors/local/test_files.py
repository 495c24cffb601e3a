"""Files that survive: what the operating system says, and text that survives every format."""

from __future__ import annotations

import errno
from dataclasses import replace
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from connectors.errors import ConnectorError, Permanent, Retryable
from connectors.local.files import Disk, disk_errors, safe_name, to_connector_error
from connectors.local.ics import CLOSING, OPENING, event_text, value_of
from connectors.local.mime import header, key_of, message_id
from connectors.plain import one_line, plain
from connectors.xlsx.cells import LONGEST, Texts, cell_text, letters, number, text_cell
from connectors.xlsx.package import Package
from connectors.xlsx.skeleton import build
from tests.connectors.contracts import MEETING, NOW, PEOPLE

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)


def refusal(place: Path) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught, disk_errors(place):
        Disk().append(place, b"x")
    return caught.value


def test_a_full_disk_is_tried_again_and_named() -> None:
    error = refusal(Path("/dev/full"))
    assert isinstance(error, Retryable)
    assert "/dev/full" in str(error)
    assert "Free some space" in error.mend


REFUSALS = {errno.ENOSPC: Retryable, errno.EACCES: Permanent, errno.EROFS: Permanent, errno.EIO: Retryable}


@pytest.mark.parametrize(("code", "kind"), REFUSALS.items())
def test_each_refusal_says_what_to_do(code: int, kind: type[ConnectorError]) -> None:
    error = to_connector_error(OSError(code, "words"), Path("/data/x"))
    assert (type(error), "/data/x" in error.mend) == (kind, True)


def test_replace_leaves_the_old_file_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").touch()
    with pytest.raises(OSError, match="directory"):
        Disk().replace(tmp_path / "folder", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_safe_names_are_names_and_differ(first: str, second: str) -> None:
    names = [safe_name(text) for text in (first, second)]
    assert all("/" not in name and not name.startswith(".") and len(name.encode()) <= 255 for name in names)
    assert (names[0] == names[1]) == (first.lower() == second.lower())


@given(ANY_TEXT)
def test_cells_hold_any_text(value: str) -> None:
    kept = cell_text(value)
    assert kept == plain(value)
    assert Texts(_PACKAGE).text(text_cell("B3", kept, "1")) == kept


_PACKAGE = Package(build([PEOPLE]))


@given(st.integers(LONGEST - 40, LONGEST + 40), st.sampled_from("a名😀"))
def test_cells_are_cut_to_what_a_program_takes(length: int, letter: str) -> None:
    kept = cell_text(letter * length)
    assert len(kept.encode("utf-16-le")) // 2 <= LONGEST
    assert kept.endswith("(cut)") == (len((letter * length).encode("utf-16-le")) // 2 > LONGEST)


@given(st.integers(1, 16_384))
def test_column_letters_turn_back(column: int) -> None:
    assert number(letters(column)) == column


@given(ANY_TEXT)
def test_events_hold_any_text(text: str) -> None:
    event = event_text(replace(MEETING, title=text, description=text), NOW, {})
    assert max(map(len, event.split(b"\r\n"))) <= 75
    assert value_of(event, "SUMMARY") == plain(text)
    [read] = Calendar.from_ical(OPENING + event + CLOSING).walk("VEVENT")
    assert len(read.get("ATTENDEE")) == 3


@given(ANY_TEXT)
def test_headers_hold_any_text(text: str) -> None:
    data = f"Subject: {header(text)}\n\n".encode()
    parsed = BytesHeaderParser(policy=policy.default).parsebytes(data)
    assert (list(parsed), str(parsed["Subject"])) == (["Subject"], one_line(text))


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_message_ids_turn_back_into_keys(key: str) -> None:
    identifier = message_id(key, "school.example")
    assert key_of(identifier, "school.example") == key
    assert identifier.isascii()
    assert key_of(identifier, "elsewhere.example") == ""
