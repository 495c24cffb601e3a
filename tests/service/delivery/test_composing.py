"""Finished mails: signed links, one-time page links, headers."""

from __future__ import annotations

import re

from service import codes
from service.storage import links
from service.storage.database import Database
from service.storage.links import Grant
from tests.builders import NOW
from tests.service.engine_school import SECRET, School, always, asked, mail
from workflows.decision import Decision
from workflows.effects import Recipient
from workflows.text.blocks import Block, FormLink, PageLink


def sent(database: Database, *blocks: Block) -> str:
    """The text of a mail with these blocks, as it was sent."""
    school = School(database, reactions=always(Decision(effects=(mail(blocks=blocks),))))
    school.happen(asked())
    (letter,) = school.world.letters
    return letter.text


def test_form_link_proves_its_reader(sqlite_database: Database) -> None:
    text = sent(sqlite_database, FormLink(label="Answer", form="consent", personal=(("person", "p1"), ("v", "2"))))
    (code,) = re.findall(r"consent\?code=(\S+)", text)
    assert codes.read(SECRET, "consent", code) == {"person": "p1", "v": "2"}


def test_open_form_needs_no_code(sqlite_database: Database) -> None:
    assert "https://forms.example/concern\n" in sent(sqlite_database, FormLink(label="Tell us", form="concern"))


def test_page_link_signs_its_reader_in_once(sqlite_database: Database) -> None:
    text = sent(sqlite_database, PageLink(label="Open", path="/concerns/c1", reader="safe"))
    (token,) = re.findall(r"https://peer\.example/sign-in\?token=(\S+)", text)
    with sqlite_database.write() as connection:
        assert links.redeem(connection, token, NOW) == Grant("oak", "safe", "/concerns/c1")
        assert links.redeem(connection, token, NOW) is None


def test_mail_is_addressed_to_one_reader(sqlite_database: Database) -> None:
    to = Recipient(person_id="p1", address="amira@oak.example", name="Amira\r\nBcc: all@oak.example", language="es")
    school = School(sqlite_database, reactions=always(Decision(effects=(mail(to=to, subject="Hello\r\nX: y"),))))
    school.happen(asked())
    (letter,) = school.world.letters
    assert (letter.to, letter.to_name, letter.subject, letter.language, letter.reply_to) == (
        "amira@oak.example",
        "Amira Bcc: all@oak.example",
        "Hello X: y",
        "es",
        "lead@oak.example",
    )
