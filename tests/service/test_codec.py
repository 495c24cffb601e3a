"""What is written as JSON is read back equal, whatever people typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import codec
from workflows.effects import AskBusy, PutMeeting, SendMail
from workflows.events import DraftRequested, Event

EVENTS = st.sampled_from(get_args(Event)).flatmap(st.from_type)
AWARE = st.datetimes(timezones=st.just(UTC))

st.register_type_strategy(datetime, AWARE)
st.register_type_strategy(float, st.floats(allow_nan=False))


@dataclass
class _Odd:
    it: bytes


@given(EVENTS)
def test_event_comes_back_equal(event: Any) -> None:
    assert codec.decode_event(type(event).__name__, codec.encode(event)) == event


@given(st.one_of(st.from_type(SendMail), st.from_type(PutMeeting), st.from_type(AskBusy)))
def test_effect_comes_back_equal(effect: Any) -> None:
    assert codec.decode(type(effect), codec.encode(effect)) == effect


def test_text_no_database_takes_is_escaped() -> None:
    written = codec.encode(DraftRequested(by="NUL \0 and half a pair \ud83d"))
    assert written == '{"by":"NUL \\u0000 and half a pair \\ud83d"}'


def test_field_of_another_version_is_ignored() -> None:
    assert codec.decode(DraftRequested, '{"by":"lead","gone":1}') == DraftRequested(by="lead")


def test_unknown_kind_says_so() -> None:
    with pytest.raises(codec.UnknownKindError, match="Nonsense"):
        codec.decode_event("Nonsense", "{}")


def test_type_without_json_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON"):
        codec.encode(_Odd(it=b"bytes"))
