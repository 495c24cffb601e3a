"""Local mail in Maildirs: the port's promises, and what crashes and readers do to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from pathlib import Path

import pytest

from connectors.errors import Permanent
from connectors.local.files import Disk
from connectors.local.mail import LocalMailer
from connectors.local.mime import Sender, message_id
from connectors.ports import Bounce, MailState, OutgoingMail
from tests.connectors.contracts import MAIL, NOW, MailerContract, Received

SENDER = Sender(address="mentoring@school.example", name="Mentoring, Hill School")


def opened(folder: Path) -> LocalMailer:
    return LocalMailer(folder, SENDER, Disk(durable=False), carrier=None, now=lambda: NOW)


def parsed(data: bytes) -> EmailMessage:
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    assert list(message.defects) == []
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()) if found else ""


def received(data: bytes) -> Received:
    message = parsed(data)
    return Received(
        to=tuple(address.addr_spec for address in message["To"].addresses),
        subject=str(message["Subject"]),
        text=part(message, "plain"),
        html=part(message, "html"),
        headers={name.lower(): str(value) for name, value in message.items()},
    )


def mails_in(box: Path) -> Iterator[Path]:
    for name in ("new", "cur"):
        yield from sorted((box / name).glob("*"), key=lambda path: path.stat().st_mtime_ns)


def returned(mail: OutgoingMail, reason: str, *, at: datetime, domain: str = SENDER.domain) -> bytes:
    """A delivery status notification as mail servers write it (RFC 3464, example of appendix E)."""
    lines = [
        "From: MAILER-DAEMON@relay.example",
        f"Date: {format_datetime(at)}",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        *("", "--B", "", "Sorry.", "--B", "Content-Type: message/delivery-status", ""),
        *("Reporting-MTA: dns; relay.example", "", f"Final-Recipient: rfc822; {mail.to}", "Action: failed"),
        *("Status: 5.1.1", f"Diagnostic-Code: smtp; {reason}", "", "--B", "Content-Type: text/rfc822-headers", ""),
        *(f"Message-ID: {message_id(mail.key, domain)}", "", "--B--", ""),
    ]
    return "\r\n".join(lines).encode()


class TestLocalMailer(MailerContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "mail"

    def open(self) -> LocalMailer:
        return opened(self.path)

    def delivered(self, address: str) -> list[Received]:
        return [received(path.read_bytes()) for path in mails_in(self.open().box(address))]

    def bounce(self, mail: OutgoingMail, reason: str, *, at: datetime) -> None:
        new = self.open().box(SENDER.address) / "new"
        new.mkdir(parents=True, exist_ok=True)
        (new / f"{len(list(new.iterdir()))}.relay").write_bytes(returned(mail, reason, at=at))

    def expired_cursor(self) -> str:
        self.bounce(MAIL, "550 gone", at=NOW)
        cursor = self.open().bounces(None).cursor
        (self.path / ".bounces.jsonl").unlink()
        (self.open().box(SENDER.address) / "new" / "0.relay").unlink()
        return cursor


def sent(folder: Path, mail: OutgoingMail = MAIL) -> Path:
    mailer = opened(folder)
    mailer.send(mailer.draft(mail))
    return next(mails_in(mailer.box(mail.to)))


def test_mail_is_dated_and_named_by_its_key(tmp_path: Path) -> None:
    mail = received(sent(tmp_path).read_bytes())
    assert mail.headers["date"] == "Mon, 07 Sep 2026 08:00:00 +0000"
    assert mail.headers["message-id"] == "<p/consent/s1/ask/1@school.example>"
    assert mail.headers["from"] == '"Mentoring, Hill School" <mentoring@school.example>'


def test_mail_may_bring_its_own_date(tmp_path: Path) -> None:
    dated = replace(MAIL, headers={"Date": "Tue, 08 Sep 2026 09:00:00 +0200"})
    assert received(sent(tmp_path, dated).read_bytes()).headers["date"] == "Tue, 08 Sep 2026 09:00:00 +0200"


@pytest.mark.parametrize("name", ["Bcc", "from", "X:Y", "", "Subject "])
def test_mail_with_a_header_that_is_not_its_own_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Permanent):
        opened(tmp_path).draft(replace(MAIL, headers={name: "x"}))


NAMES = ('A "quoted" name', "Ähre, Zoë", "x" * 180, "名前" * 60, "=?utf-8?q?x?=", "back\\slash", "")


@pytest.mark.parametrize("name", NAMES)
def test_names_arrive_as_they_are(tmp_path: Path, name: str) -> None:
    shown = parsed(sent(tmp_path, replace(MAIL, to_name=name)).read_bytes())["To"].addresses[0].display_name
    # the standard library's parser puts spaces between encoded words, against RFC 2047 6.2
    assert shown.replace(" ", "") == name.replace(" ", "")


def test_long_lines_are_folded(tmp_path: Path) -> None:
    path = sent(tmp_path, replace(MAIL, text="word " * 900, html="<p>" + "ä" * 5000, subject="long " * 90))
    assert max(map(len, path.read_bytes().split(b"\n"))) <= 998
    assert received(path.read_bytes()).text.strip() == ("word " * 900).strip()


def test_a_mail_that_was_deleted_is_not_sent_again(tmp_path: Path) -> None:
    sent(tmp_path).unlink()
    mailer = opened(tmp_path)
    mailer.send(mailer.draft(MAIL))
    assert list(mails_in(mailer.box(MAIL.to))) == []


def test_a_crash_between_mark_and_delivery_is_finished(tmp_path: Path) -> None:
    path, mailer = sent(tmp_path), opened(tmp_path)
    [marker] = [path for path in (tmp_path / ".sent").iterdir() if path.name != ".mark"]
    path.rename(tmp_path / ".drafts" / f"{marker.name}.eml")
    assert mailer.state(marker.name) is MailState.DRAFTED
    mailer.send(marker.name)
    assert (mailer.state(marker.name), len(list(mails_in(mailer.box(MAIL.to))))) == (MailState.SENT, 1)


def test_marks_of_many_mails_take_no_room(tmp_path: Path) -> None:
    for number in range(5):
        sent(tmp_path, replace(MAIL, key=str(number)))
    assert {path.stat().st_size for path in (tmp_path / ".sent").iterdir()} == {0}
    assert len({path.stat().st_ino for path in (tmp_path / ".sent").iterdir()}) <= 2


def test_a_message_that_was_read_is_not_sent_again(tmp_path: Path) -> None:
    path, mailer = sent(tmp_path), opened(tmp_path)
    path.rename(path.parent.parent / "cur" / f"{path.name}:2,S")
    mailer.send(mailer.draft(MAIL))
    assert len(list(mails_in(mailer.box(MAIL.to)))) == 1


def test_addresses_stay_in_their_folder(tmp_path: Path) -> None:
    mailer = opened(tmp_path / "mail")
    boxes = [
        mailer.box(address) for address in ("../../x@y.example", "a/b@c.example", ".sent", "é@ü.example", "a" * 300)
    ]
    assert {box.parent for box in boxes} == {tmp_path / "mail"}
    assert all(not box.name.startswith(".") and len(box.name) < 200 for box in boxes)


def test_other_mail_in_the_box_is_no_bounce(tmp_path: Path) -> None:
    mailer = opened(tmp_path)
    new = mailer.box(SENDER.address) / "new"
    new.mkdir(parents=True)
    (new / "1").write_bytes(b"Subject: hello\n\nhello")
    (new / "2").write_bytes(returned(MAIL, "550 gone", at=NOW).replace(b"Action: failed", b"Action: delayed"))
    (new / "3").write_bytes(b"\xff\x00")
    (new / "4").write_bytes(returned(MAIL, "550 gone", at=NOW, domain="elsewhere.example"))
    assert mailer.bounces(None).bounces == (Bounce(key="", to=MAIL.to, reason="550 gone", bounced_at=NOW),)
