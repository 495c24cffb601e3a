"""Mail through Exchange beyond the port's promises: lost answers, mail not filed yet, header lines, reports, pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import AuthExpired, CursorExpired, Permanent, Retryable, Unclear
from connectors.microsoft.bounces import NO_REASON
from connectors.microsoft.mail import HEADER_SET, MAIL_PACE, MicrosoftMailer, properties, read_draft
from connectors.mime import OWN_HEADERS
from connectors.ports import MailState
from tests.connectors.contracts import MAIL, NOW
from tests.connectors.microsoft.outlook_staff import delivered
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.mail_part import Mailbox, Message, mailbox
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.world import MAILBOX

slow = pytest.mark.slow
DRAFT = "POST /users/{user-id}/messages"
MARK = "PATCH /users/{user-id}/messages/{message-id}"
SEND = "POST /users/{user-id}/messages/{message-id}/send"
VALUE = "GET /users/{user-id}/messages/{message-id}/$value"
MINUTE = timedelta(minutes=1)


def exchange(house: School) -> MicrosoftMailer:
    return MicrosoftMailer(house.door(), mailbox=MAILBOX)


def held(house: School) -> Mailbox:
    return mailbox(house.world)


def only_message(house: School) -> Message:
    [message] = held(house).messages.values()
    return message


def sent_once(house: School, mailer: MicrosoftMailer, draft_id: str) -> None:
    """As delivery does it: look after an unclear answer, send again only what is still a draft."""
    for _ in range(40):
        house.world.advance(MINUTE)
        try:
            if mailer.state(draft_id) is MailState.DRAFTED:
                mailer.send(draft_id)
            return
        except (Retryable, Unclear):
            pass


@slow
@pytest.mark.parametrize("kind", list(Kind))
def test_mail_arrives_once_whatever_happens_to_the_answer(house: School, kind: Kind) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    house.world.faults.plan(SEND, kind)
    sent_once(house, mailer, draft_id)
    assert len(held(house).delivered(MAIL.to)) == 1


@slow
def test_sending_is_never_repeated_by_the_line_itself(house: School) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    house.world.faults.plan(SEND, Kind.LATE, times=None)
    with pytest.raises(Unclear):
        mailer.send(draft_id)
    assert house.world.calls(SEND) == 1


@slow
def test_what_was_sent_is_not_sent_again_even_by_its_immutable_id(house: School) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    for _ in range(3):
        mailer.send(draft_id)
    assert house.world.calls(SEND) == 1


@slow
def test_mail_not_filed_yet_is_looked_at_again(house: School) -> None:
    held(house).unfiled = 3
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    mailer.send(draft_id)
    with pytest.raises(Retryable):
        mailer.state(draft_id)
    sent_once(house, mailer, draft_id)
    assert (mailer.state(draft_id), len(held(house).delivered(MAIL.to))) == (MailState.SENT, 1)


@slow
def test_mail_in_the_outbox_is_not_sent_again(house: School) -> None:
    held(house).in_outbox = True
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    mailer.send(draft_id)
    with pytest.raises(Retryable):
        mailer.send(draft_id)
    assert house.world.calls(SEND) == 1


@slow
def test_sent_mail_whose_id_changed_is_found_by_our_property(house: School) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    mailer.send(draft_id)
    sent = held(house).messages.pop(only_message(house).number)
    held(house).messages[900] = sent
    assert mailer.state(draft_id) is MailState.SENT


@slow
def test_earlier_mail_of_the_key_does_not_stand_for_a_new_draft(house: School) -> None:
    mailer = exchange(house)
    mailer.send(mailer.draft(MAIL))
    house.world.advance(timedelta(days=1))
    draft_id = mailer.draft(MAIL)
    held(house).messages.pop(max(held(house).messages))
    house.world.advance(timedelta(hours=1))
    assert mailer.state(draft_id) is MailState.ABSENT


@slow
def test_draft_that_a_person_threw_away_is_absent(house: School) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    only_message(house).folder = "deleteditems"
    assert mailer.state(draft_id) is MailState.ABSENT
    with pytest.raises(Permanent):
        mailer.send(draft_id)


@slow
def test_draft_without_its_property_is_never_handed_out(house: School) -> None:
    house.world.faults.plan(MARK, Kind.DROP_BEFORE)
    with pytest.raises(Retryable):
        exchange(house).draft(MAIL)
    assert held(house).arrivals == []


@slow
def test_throttle_names_its_wait_and_sends_nothing(house: School) -> None:
    mailer = exchange(house)
    draft_id = mailer.draft(MAIL)
    refusal = Refused(429, "ApplicationThrottled", "Application is over its limit.", {"Retry-After": "90"})
    house.world.faults.plan(SEND, Kind.REFUSE, refusal=refusal)
    with pytest.raises(Retryable) as caught:
        mailer.send(draft_id)
    assert (caught.value.after, held(house).arrivals) == (timedelta(seconds=90), [])


@slow
def test_missing_right_pauses_the_connection(house: School) -> None:
    house.world.faults.plan(DRAFT, Kind.REFUSE, refusal=Refused(403, "ErrorAccessDenied", "Access is denied."))
    with pytest.raises(AuthExpired) as caught:
        exchange(house).draft(MAIL)
    assert "RBAC" in caught.value.mend


@slow
def test_first_mail_of_a_new_mailbox_bears_its_header_lines(house: School) -> None:
    mailer = exchange(house)
    unsubscribe = {"List-Unsubscribe": "<https://peer.example/stop>"}
    mailer.send(mailer.draft(replace(MAIL, headers={**MAIL.headers, **unsubscribe})))
    [mail] = delivered(house.world, MAIL.to)
    shown = {name: mail.headers.get(name) for name in ("x-nearpeer-key", "list-unsubscribe", "list-id")}
    wanted = (MAIL.key, unsubscribe["List-Unsubscribe"], MAIL.headers["List-Id"])
    assert tuple(shown.values()) == wanted
    assert mail.headers["x-auto-response-suppress"] == "OOF, AutoReply"


# --- mails that came back ------------------------------------------------------------------------


@slow
def test_what_parents_write_is_not_opened(house: School) -> None:
    mailer = exchange(house)
    cursor = mailer.bounces(None).cursor
    held(house).receive(house.world, b"From: parent@home.example\r\nSubject: Hello\r\n\r\nPrivate words", NOW)
    assert mailer.bounces(cursor).bounces == ()
    assert house.world.calls(VALUE) == 0


@slow
def test_report_without_a_part_for_machines_still_names_the_reader(house: School) -> None:
    mailer = exchange(house)
    mailer.send(mailer.draft(MAIL))
    cursor = mailer.bounces(None).cursor
    held(house).bare_reports = True
    held(house).bounce(house.world, held(house).delivered(MAIL.to)[0], MAIL.to, "550 no", NOW)
    [bounce] = mailer.bounces(cursor).bounces
    assert (bounce.to, bounce.reason, bounce.bounced_at) == (MAIL.to, NO_REASON, NOW)


@slow
@pytest.mark.parametrize("bare", [False, True])
def test_notice_of_delay_is_no_bounce(house: School, bare: bool) -> None:
    mailer = exchange(house)
    mailer.send(mailer.draft(MAIL))
    held(house).bare_reports = bare
    held(house).bounce(house.world, held(house).delivered(MAIL.to)[0], MAIL.to, "450 later", NOW, action="delayed")
    assert mailer.bounces(None).bounces == ()


@slow
def test_pages_of_the_inbox_are_read_to_the_end(house: School) -> None:
    for number in range(25):
        held(house).bounce(house.world, b"Subject: x\n\n", f"r{number}@home.example", "550 no", NOW)
    mailer = exchange(house)
    page = mailer.bounces(None)
    assert len(page.bounces) == 25
    assert mailer.bounces(page.cursor).bounces == ()


@slow
@pytest.mark.parametrize("cursor", ["", "17", "/users/x/messages", "https://graph.evil.example/v1.0/x"])
def test_cursor_of_another_kind_is_expired_and_leads_nowhere(house: School, cursor: str) -> None:
    with pytest.raises(CursorExpired):
        exchange(house).bounces(cursor)
    assert house.world.ledger == []


# --- pure parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(OWN_HEADERS))
def test_callers_headers_cannot_change_readers_or_sender(name: str) -> None:
    given = replace(MAIL, headers={name: "thief@evil.example", name.upper(): "thief@evil.example"})
    assert "thief" not in str(properties(given))


@given(key=st.text(max_size=80), note=st.text(max_size=80))
def test_header_properties_are_one_line_each(key: str, note: str) -> None:
    found = properties(replace(MAIL, key=key, headers={"X-Note": note}))
    lines = [one["value"] for one in found if one["id"].startswith(HEADER_SET)]
    assert all(len(line.splitlines()) <= 1 for line in lines)


@given(st.text(max_size=60))
def test_any_text_for_a_draft_is_read_or_unknown(text: str) -> None:
    draft = read_draft(text)
    assert draft is None or draft.name


def test_pace_stays_within_exchanges_limits() -> None:
    acts = 2 * MAIL_PACE.burst + MAIL_PACE.per_minute  # the last batch of a minute may spend its burst again
    assert acts / 2 <= 30
    assert MAIL_PACE.per_day + MAIL_PACE.reserve < 10_000
