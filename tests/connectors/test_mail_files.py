"""Files that go with a mail arrive as they were, with their names, whichever way the mail is built."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from connectors.local.mime import Sender, build
from connectors.mime import compose
from connectors.ports import MailFile, OutgoingMail
from tests.builders import NOW

FILE = MailFile(name="Urkunde für 鈴木.pdf", media_type="application/pdf", content=bytes(range(256)) * 9)
MAIL = OutgoingMail(
    key="oak/x", to="a@oak.example", to_name="A", subject="S", text="Hello", html="<p>Hello</p>", files=(FILE, FILE)
)


def local(mail: OutgoingMail) -> bytes:
    return build(mail, Sender(address="m@oak.example"), NOW)


def shared(mail: OutgoingMail) -> bytes:
    return compose(mail, "m@oak.example", "Mentoring").as_bytes()


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("way", [local, shared])
def test_files_arrive_whole_and_named(way: object) -> None:
    assert callable(way)
    found = [(f.get_filename(), f.get_content_type(), f.get_content()) for f in parsed(way(MAIL)).iter_attachments()]
    assert found == [(FILE.name, FILE.media_type, FILE.content)] * 2


@pytest.mark.parametrize("way", [local, shared])
def test_words_stay_readable_beside_files(way: object) -> None:
    assert callable(way)
    message = parsed(way(MAIL))
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert (plain.get_content().strip(), html.get_content().strip()) == ("Hello", "<p>Hello</p>")
