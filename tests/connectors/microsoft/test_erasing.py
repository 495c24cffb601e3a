"""A person goes out of mailbox, calendar and lists as far as Microsoft lets programs, and people are told the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from connectors.errors import Retryable
from connectors.microsoft.erasing import is_named
from connectors.microsoft.event_body import KNOWN, mentions, without
from connectors.microsoft.suite import open_suite
from connectors.ports import Answer, Entry, Eraser, FormDefinition, Suite
from tests.connectors import contracts
from tests.connectors.contracts import APPLY, HOUR, MAIL, MEETING, NOW
from tests.emulators.microsoft.calendar_part import calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.forms_part import AnswerList, answers, details, lay
from tests.emulators.microsoft.mail_part import mailbox
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import SITE, School

pytestmark = pytest.mark.slow
AMIRA, BEN = "amira@oak.example", "ben@oak.example"
LIST = "list-mentors"
EMAIL = "r" + "b" * 32
NO_PURGE = Refused(400, "BadRequest", "Resource not found for the segment 'permanentDelete'.")


def with_list(house: School) -> None:
    """Answers to the mentors' form are laid into a list by a flow."""
    answers(house.world).lists.setdefault(LIST, AnswerList(site=SITE, identifier=LIST))
    named = {"route": "list", "site_id": SITE, "list_id": LIST, "address": "https://forms.office.com/r/x"}
    house.extra |= {f"forms.{APPLY.kind}.{name}": text for name, text in named.items()}
    house.extra[f"forms.{APPLY.kind}.questions.{EMAIL}"] = "email"


def opened(house: School, *forms: FormDefinition) -> Suite:
    suite = open_suite(house.settings(), now=lambda: house.world.now)
    suite.forms.ensure(forms)
    return suite


def erase(house: School, *response_ids: str) -> None:
    eraser = opened(house).eraser
    assert eraser
    eraser.erase((AMIRA,), response_ids)


def meeting(*attendees: str, at: datetime = NOW) -> Entry:
    key = f"meeting/{at.isoformat()}"
    return replace(MEETING, key=key, attendees=attendees, starts_at=at, ends_at=at + HOUR, room="")


class TestMicrosoftEraser(contracts.EraserContract):
    house: School

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house
        with_list(house)

    def open(self) -> Eraser:
        eraser = opened(self.house, APPLY).eraser
        assert eraser
        return eraser

    def keep(self, address: str) -> str:
        world, suite = self.house.world, opened(self.house, APPLY)
        mail = replace(MAIL, to=address, to_name="")
        suite.mailer.send(suite.mailer.draft(replace(mail, key=f"sent/{address[:2]}")))
        suite.mailer.draft(replace(mail, key=f"draft/{address[:2]}"))
        mailbox(world).bounce(world, mailbox(world).delivered(address)[-1], address, "no such user", NOW)
        entry = replace(meeting(address, "twin@oak.example"), key=address[:2], title=f"With {address}")
        suite.calendar.put((entry,))
        [event] = [one for one in calendars(world).events.values() if address in one.guests]
        calendars(world).answer(event, address, "accepted", NOW)
        suite.calendar.put((replace(entry, version=2, location="Hall"),))
        lay(world, LIST, len(answers(world).lists[LIST].items) + 1, details({EMAIL: address}, at=NOW))
        return suite.forms.changes(None).responses[-1].response_id

    def kept(self) -> str:
        """The mailbox, the calendar without what Exchange itself notes of changes, and the list of answers by id."""
        world = self.house.world
        mails = [one.raw.decode() for one in mailbox(world).messages.values()]
        events = [
            json.dumps([one.shown, one.content, one.guests, sorted(one.answers), one.properties])
            for one in calendars(world).events.values()
        ]
        return "\n".join([*mails, *events, *self.listed()])

    def listed(self) -> list[str]:
        pages = opened(self.house, APPLY).forms.changes(None).responses
        return [f"{one.response_id} {dict(one.answers)}" for one in pages]


def test_draft_that_was_cut_short_is_found(house: School) -> None:
    house.world.faults.plan("PATCH /users/{user-id}/messages/{message-id}", Kind.REFUSE)
    with pytest.raises(Retryable):
        opened(house).mailer.draft(replace(MAIL, to=AMIRA))
    erase(house)
    assert mailbox(house.world).messages == {}


def test_cloud_without_permanent_deletion_gets_deleted_items(house: School) -> None:
    mailer = opened(house).mailer
    mailer.send(mailer.draft(replace(MAIL, to=AMIRA)))
    house.world.faults.plan(
        "POST /users/{user-id}/messages/{message-id}/permanentDelete", Kind.REFUSE, refusal=NO_PURGE
    )
    erase(house)
    assert [one.folder for one in mailbox(house.world).messages.values()] == ["deleteditems"]


def test_report_about_another_person_stays(house: School) -> None:
    world, mailer = house.world, opened(house).mailer
    mailer.send(mailer.draft(replace(MAIL, to=f"x{AMIRA}")))
    mailbox(world).bounce(world, mailbox(world).delivered(f"x{AMIRA}")[-1], f"x{AMIRA}", "no such user", NOW)
    erase(house)
    assert len(mailbox(world).messages) == 2


@pytest.mark.parametrize(
    ("content", "there"),
    [
        (b"Final-Recipient: rfc822;Amira@oak.example", True),
        (b"Content-Transfer-Encoding: quoted-printable\n\nto amira=40oak.example.", True),
        (b"to not-amira@oak.example or amira@oak.example.org", False),
    ],
)
def test_address_is_found_whole_and_however_it_is_written(content: bytes, *, there: bool) -> None:
    assert is_named(AMIRA, content) is there


def test_guests_hear_nothing_about_meetings_that_are_over(house: School) -> None:
    opened(house).calendar.put((meeting(AMIRA, BEN),))
    house.world.advance(timedelta(days=30))
    before = calendars(house.world).notices.total()
    erase(house)
    assert (calendars(house.world).events, calendars(house.world).notices.total()) == ({}, before)


def test_meeting_to_come_is_cancelled_like_any_other(house: School) -> None:
    suite, entry = opened(house), meeting(AMIRA, BEN, at=NOW + 24 * HOUR)
    suite.calendar.put((entry,))
    erase(house)
    assert [one.shown["subject"] for one in calendars(house.world).standing(BEN)] == ["Meeting"]
    assert list(suite.calendar.put((replace(entry, version=2, cancelled=True),))) == [None]
    assert calendars(house.world).standing(BEN) == []


def test_next_version_of_a_scrubbed_meeting_has_its_words_again(house: School) -> None:
    suite, entry = opened(house), meeting(AMIRA, BEN, at=NOW + 24 * HOUR)
    suite.calendar.put((entry,))
    erase(house)
    suite.calendar.put((replace(entry, version=2, attendees=(BEN,)),))
    [event] = calendars(house.world).standing(BEN)
    assert (event.shown["subject"], MEETING.description in event.content) == (MEETING.title, True)


def test_way_into_the_video_meeting_stays(house: School) -> None:
    opened(house).calendar.put((replace(meeting(AMIRA, BEN, at=NOW + 24 * HOUR), online=True),))
    erase(house)
    [event] = calendars(house.world).standing(BEN)
    assert (bool(event.link), MEETING.description in event.content) == (True, False)


def test_meetings_of_staffs_own_stay(house: School) -> None:
    opened(house).calendar.put((meeting(AMIRA),))
    [event] = calendars(house.world).standing(AMIRA)
    event.properties.clear()
    erase(house)
    assert list(event.guests) == [MEETING.organiser, AMIRA]


def test_answers_of_others_and_unreadable_lines_stay(house: School) -> None:
    with_list(house)
    for number, text in enumerate((AMIRA, BEN), start=1):
        lay(house.world, LIST, number, details({EMAIL: text}, at=NOW))
    answers(house.world).lists[LIST].items.append({"id": "9", "fields": {"Title": "9"}})
    erase(house, "1", "7")
    assert [item["id"] for item in answers(house.world).lists[LIST].items] == ["2", "9"]


def test_command_that_lays_nothing_out_erases_an_edited_answer(house: School) -> None:
    with_list(house)
    for number in (1, 2):
        lay(house.world, LIST, number, details({EMAIL: AMIRA}, at=NOW))
    [known, _] = opened(house, APPLY).forms.changes(None).responses
    suite = open_suite(house.settings(), now=lambda: house.world.now)
    assert suite.offers.remember
    assert suite.eraser
    suite.offers.remember([APPLY])
    suite.eraser.erase((), (known.response_id,))
    assert answers(house.world).lists[LIST].items == []


def test_people_are_told_what_only_they_can_erase(house: School) -> None:
    with_list(house)
    by_hand = opened(house).offers.by_hand
    assert by_hand
    left = by_hand((AMIRA,))
    assert [sentence.partition(":")[0] for sentence in left] == [
        f"Form {APPLY.kind}",
        "Mailbox mentoring@school.example",
        "Workbook",
    ]
    assert all(AMIRA in sentence for sentence in left[:2])


@pytest.mark.parametrize(("said", "there"), [("1|declined|x|amira@oak.example", True), ("1|declined|x|ben@oak", False)])
def test_person_is_found_in_what_guests_said_earlier(said: str, *, there: bool) -> None:
    assert mentions(event(said), (AMIRA,)) is there


def test_only_what_the_person_said_goes_when_they_are_no_guest_any_more() -> None:
    told = "1|declined|x|ben@oak"
    [note] = without(event("1|declined|x|amira@oak.example", told), (AMIRA,))["singleValueExtendedProperties"]
    assert json.loads(note["value"])["said"] == [told]


def event(*said: str) -> Mapping[str, object]:
    known = {"key": "k", "version": 2, "text": "0", "said": said}
    noted = [{"id": KNOWN, "value": json.dumps(known)}]
    return {"attendees": [], "singleValueExtendedProperties": noted}


def test_answer_of_an_erased_guest_is_not_read_back(house: School) -> None:
    suite = opened(house)
    suite.calendar.put((meeting(AMIRA, BEN, at=NOW + 24 * HOUR),))
    [standing] = calendars(house.world).standing(AMIRA)
    calendars(house.world).answer(standing, AMIRA, "declined", NOW)
    erase(house)
    assert [answer for answer in suite.calendar.guest_answers(None).answers if answer.answer is Answer.DECLINED] == []
