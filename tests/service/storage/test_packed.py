"""Packed texts: read as they were written, and small."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.codec import encode
from service.storage.packed import MAIL, WISH, pack, unpack
from service.storage.projections import row_payload
from tests.service.delivery.test_digests import routine


@given(st.text(), st.sampled_from((MAIL, WISH)))
def test_text_is_read_as_it_was_written(text: str, dictionary: int) -> None:
    assert unpack(pack(text, dictionary)) == text


def test_nothing_stays_nothing() -> None:
    assert (pack(""), unpack(b"")) == (b"", "")


def test_mail_packed_with_the_first_dictionary_can_be_read() -> None:
    packed = bytes.fromhex("0183b9283f315b3f1187ab0c519c959897e80054ad975a91985b00cc72b5b500")
    assert unpack(packed) == '{"key":"oak/a","to":{"person_id":"p-1","address":"ana@oak.example"}}'


def test_row_packed_with_the_first_dictionary_of_rows_can_be_read() -> None:
    packed = bytes.fromhex("0243c9a88648b9c6312f11280d00")
    assert unpack(packed) == row_payload("people", "p-1", {"name": "Ana"})


def test_mail_takes_less_than_half() -> None:
    text = encode(routine("oak/a"))
    assert len(pack(text)) < len(text) / 2
