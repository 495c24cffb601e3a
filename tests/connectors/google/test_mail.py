"""Mail through Gmail beyond the port's promises: lost answers, what is never opened, what a bounce is."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import AuthExpired, ConnectorError, Permanent, Retryable, Unclear
from connectors.google.bounces import read_bounce
from connectors.mime import OWN_HEADERS, compose, one_line
from connectors.ports import Mailer, MailState
from tests.connectors.contracts import MAIL, NOW
from tests.emulators.google.faults import Kind
from tests.emulators.google.gmail_model import parse, recipients
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import School
from tests.emulators.google.world import ROBOT

pytestmark = pytest.mark.slow
SEND = "gmail.users.drafts.send"


def sent_once(mailer: Mailer, draft_id: str) -> None:
    """As delivery does it: look after an unclear answer, send again only what is still a draft."""
    for _ in range(20):
        try:
            mailer.send(draft_id)
        except (Retryable, Unclear):
            if mailer.state(draft_id) is MailState.SENT:
                return
        else:
            return


@pytest.mark.parametrize("kind", list(Kind))
def test_mail_arrives_once_whatever_happens_to_the_answer(house: School, kind: Kind) -> None:
    mailer = house.open().mailer
    draft_id = mailer.draft(MAIL)
    house.world.faults.plan(SEND, kind)
    sent_once(mailer, draft_id)
    assert len(house.world.mail.delivered[MAIL.to]) == 1


def test_server_fault_while_sending_is_unclear(house: School) -> None:
    mailer = house.open().mailer
    draft_id = mailer.draft(MAIL)
    house.world.faults.plan(SEND, Kind.REFUSE, refusal=Refused(502, "", "<html>"))
    with pytest.raises(Unclear):
        mailer.send(draft_id)


def test_limit_names_its_wait_and_sends_nothing(house: School) -> None:
    mailer = house.open().mailer
    draft_id = mailer.draft(MAIL)
    until = house.world.now + timedelta(minutes=15)
    words = f"User-rate limit exceeded.  Retry after {until:%Y-%m-%dT%H:%M:%S}.000Z (Mail sending)"
    house.world.faults.plan(SEND, Kind.REFUSE, refusal=Refused(429, "rateLimitExceeded", words))
    with pytest.raises(Retryable) as caught:
        mailer.send(draft_id)
    assert caught.value.after == timedelta(minutes=15)
    assert house.world.mail.delivered == {}


def test_switched_off_mailbox_pauses_the_connection(house: School) -> None:
    house.world.faults.plan(
        "gmail", Kind.REFUSE, refusal=Refused(403, "domainPolicy", "The domain has disabled Gmail.")
    )
    with pytest.raises(AuthExpired) as caught:
        house.open().mailer.draft(MAIL)
    assert "admin.google.com" in caught.value.mend


def test_draft_that_a_person_threw_away_is_absent(house: School) -> None:
    mailer = house.open().mailer
    draft_id = mailer.draft(MAIL)
    house.world.mail.messages.clear()
    house.world.mail.drafts.clear()
    assert mailer.state(draft_id) is MailState.ABSENT
    with pytest.raises(Permanent):
        mailer.send(draft_id)


def test_what_parents_write_is_not_opened(house: School) -> None:
    mailer = house.open().mailer
    cursor = mailer.bounces(None).cursor
    house.world.mail.receive(b"From: parent@home.example\r\nSubject: Hello\r\n\r\nPrivate words", NOW)
    assert mailer.bounces(cursor).bounces == ()
    methods = [call.method for call in house.world.ledger[-2:]]
    assert methods == ["gmail.users.history.list", "gmail.users.messages.get"]


def test_notice_of_delay_is_no_bounce(house: School) -> None:
    mailer = house.open().mailer
    cursor = mailer.bounces(None).cursor
    mailer.send(mailer.draft(MAIL))
    [raw] = house.world.mail.delivered[MAIL.to]
    house.world.mail.bounce(raw, MAIL.to, "450 try later", NOW, action="delayed")
    assert mailer.bounces(cursor).bounces == ()


def test_report_without_our_headers_still_names_the_reader(house: School) -> None:
    house.world.mail.bounce(b"Subject: other\r\n\r\n", "Gone@Home.example", "550 no", NOW)
    [bounce] = house.open().mailer.bounces(None).bounces
    assert (bounce.key, bounce.to, bounce.reason) == ("", "gone@home.example", "smtp; 550 no")


# --- pure parts ----------------------------------------------------------------------------------

NASTY = st.text(max_size=80) | st.sampled_from(
    ["a\r\nBcc: thief@evil.example", "\u2028x", "\ud800", "a\x00b", "\n\n\nbody"]
)


@given(subject=NASTY, name=NASTY, note=NASTY, reply=NASTY)
def test_nothing_written_adds_a_reader_or_a_header(subject: str, name: str, note: str, reply: str) -> None:
    mail = replace(MAIL, subject=subject, to_name=name, reply_to=reply, text=note, headers={"X-Note": note})
    raw = compose(mail, ROBOT, "Mentoring").as_bytes()
    assert [address for _, address in recipients(raw)] == [MAIL.to]
    assert set(parse(raw).keys()) <= set(compose(MAIL, ROBOT, "").keys()) | {"X-Note"}


@pytest.mark.parametrize("name", sorted(OWN_HEADERS))
def test_callers_headers_cannot_change_readers_or_sender(name: str) -> None:
    mail = replace(MAIL, headers={name: "thief@evil.example", name.upper(): "thief@evil.example"})
    assert b"thief" not in compose(mail, ROBOT, "").as_bytes()


@pytest.mark.parametrize("address", ["", "a", "a@", "@b", "a@b c", "a@b,c@d", "a@b\r\nBcc: c@d", "<a@b>", "a@b;c@d"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Permanent):
        compose(replace(MAIL, to=address), ROBOT, "")


def test_one_key_has_one_message_id() -> None:
    first, second = (compose(replace(MAIL, subject=subject), ROBOT, "")["Message-ID"] for subject in ("a", "b"))
    assert first == second
    assert str(first).endswith("@school.example>")


@given(text=st.text(max_size=60))
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(content=st.binary(max_size=400))
def test_any_mail_can_be_read_for_bounces(content: bytes) -> None:
    raw = {"raw": base64.urlsafe_b64encode(content).decode(), "internalDate": "1788768000000"}
    assert isinstance(read_bounce(raw), list)


def test_report_about_two_readers_names_both() -> None:
    report = EmailMessage()
    report.set_content("failed")
    parts = "".join(f"Final-Recipient: rfc822; {name}@x.example\r\nAction: failed\r\n\r\n" for name in "ab")
    head = b'Content-Type: multipart/report; boundary="z"\r\n\r\n--z\r\nContent-Type: message/delivery-status\r\n\r\n'
    raw = base64.urlsafe_b64encode(head + b"Reporting-MTA: dns; x\r\n\r\n" + parts.encode() + b"--z--\r\n").decode()
    found = read_bounce({"raw": raw, "internalDate": "1788768000000"})
    assert [bounce.to for bounce in found] == ["a@x.example", "b@x.example"]


def test_fault_of_ours_is_never_a_vendors(house: School) -> None:
    house.world.faults.plan("gmail", Kind.DROP_BEFORE)
    with pytest.raises(ConnectorError):
        house.open().mailer.draft(MAIL)
