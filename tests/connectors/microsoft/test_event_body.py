"""A meeting as an Outlook event and back, without a supplier."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connectors.microsoft.event_body import (
    KEPT_LIMIT,
    KNOWN,
    answers_of,
    changed_event,
    guests,
    known_of,
    new_event,
    search_id,
    transaction_id,
)
from connectors.ports import Answer
from tests.connectors.contracts import ADA, BO, MEETING, ORGANISER, ROOM

OWNER = "robot@school.example"


def answered(entry_body: dict[str, Any], word: str, at: str = "2026-09-07T08:00:00Z") -> dict[str, Any]:
    """The event as it stands once every guest has said the same."""
    status = {"response": word, "time": at}
    listed = [{**guest, "status": status} for guest in entry_body["attendees"]]
    return {**entry_body, "attendees": listed, "lastModifiedDateTime": "2026-09-08T09:30:00.1234567Z"}


@given(key=st.text(max_size=2_000), title=st.text(max_size=50), room=st.sampled_from(["", ROOM]))
def test_any_text_makes_an_event(key: str, title: str, room: str) -> None:
    body = new_event(replace(MEETING, key=key, title=title, room=room), owner=OWNER)
    assert body["subject"]
    listed = [guest["emailAddress"]["address"] for guest in body["attendees"]]
    assert listed == [ORGANISER, ADA, BO, *([room] if room else [])]
    assert json.loads(json.dumps(body)) == body


@given(st.text(max_size=300))
def test_searched_text_fits_a_filter_in_any_case(key: str) -> None:
    assert set(search_id(key)) <= set("0123456789abcdef")


def test_each_version_is_a_creation_of_its_own() -> None:
    first, again = transaction_id(MEETING), transaction_id(replace(MEETING, title="Other"))
    assert first == again
    assert transaction_id(replace(MEETING, version=2)) != first


def test_owner_is_no_guest_and_nobody_is_one_twice() -> None:
    assert guests(replace(MEETING, attendees=(ADA, ADA, ORGANISER)), ORGANISER) == [ADA, ROOM]


def test_what_stands_is_not_sent_again() -> None:
    standing = new_event(replace(MEETING, zone="UTC"), owner=OWNER)
    body = changed_event(replace(MEETING, zone="UTC", version=2), standing, owner=OWNER)
    assert set(body) == {"singleValueExtendedProperties"}


def test_both_times_go_together() -> None:
    standing = new_event(replace(MEETING, zone="UTC"), owner=OWNER)
    longer = replace(MEETING, zone="UTC", version=2, ends_at=MEETING.ends_at.replace(minute=55))
    assert {"start", "end"} <= set(changed_event(longer, standing, owner=OWNER))


def test_only_the_newest_answers_to_older_versions_are_kept() -> None:
    event: dict[str, Any] = new_event(MEETING, owner=OWNER)
    for version in range(2, KEPT_LIMIT + 10):
        body = changed_event(replace(MEETING, version=version), answered(event, "declined"), owner=OWNER)
        event = {**event, **body}
    known = known_of(event)
    assert known is not None
    assert len(known.said) == KEPT_LIMIT
    assert known.said[-1].startswith(f"{KEPT_LIMIT + 8}|declined|")


def test_answer_without_a_time_has_that_of_the_change() -> None:
    event = answered(new_event(MEETING, owner=OWNER), "tentativelyAccepted", "0001-01-01T00:00:00Z")
    found = {(answer.attendee, answer.answer, answer.answered_at) for answer in answers_of(event)}
    at = datetime(2026, 9, 8, 9, 30, 0, 123456, tzinfo=UTC)
    assert (ADA, Answer.TENTATIVE, at) in found


def test_namespace_in_another_case_is_ours_still() -> None:
    event = new_event(MEETING, owner=OWNER)
    for one in event["singleValueExtendedProperties"]:
        one["id"] = one["id"].upper()
    known = known_of(event)
    assert (known and known.key, known and known.version) == (MEETING.key, 1)


SPOILT = ('{"key":"k"}', "[]", "null", '{"key":1,"version":"x","text":"","said":[]}')


@given(st.text(max_size=40) | st.sampled_from(SPOILT))
def test_property_that_somebody_spoilt_is_not_ours(text: str) -> None:
    event = {"singleValueExtendedProperties": [{"id": KNOWN, "value": text}]}
    assert (known_of(event), list(answers_of(event))) == (None, [])
