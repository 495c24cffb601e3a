"""Routine messages of a morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.errors import Retryable
from service.codec import encode
from service.delivery.digests import unfold
from service.storage.database import Database
from service.storage.messages import Message
from tests.service.engine_school import School, always, asked, mail
from tests.service.memory_suite import Crash
from workflows.decision import Decision
from workflows.effects import Recipient, SendMail, Urgency, WithdrawMail, WithdrawMailTo
from workflows.text.blocks import Paragraph

EVENING = datetime(2026, 9, 8, 18, 0, tzinfo=UTC)
DIGEST_AT = datetime(2026, 9, 9, 6, 30, tzinfo=UTC)  # 7:30 in London


SENT: dict[str, Any] = {
    **dict.fromkeys(("key", "person_id", "address", "urgency", "state"), ""),
    "draft_id": None,
    "attempts": 0,
}


def routine(key: str, text: str = "Hello.", address: str = "amira@oak.example") -> SendMail:
    """A mail that can wait for the morning."""
    to = Recipient(person_id="p1", address=address, name="Amira")
    return mail(key, urgency=Urgency.ROUTINE, to=to, subject=f"About {key}", blocks=(Paragraph(text=text),))


def school(database: Database, *mails: SendMail) -> School:
    """A school where the mails were decided yesterday evening."""
    made = School(database, now=EVENING, reactions=always(Decision(effects=mails)))
    made.run()
    made.happen(asked())
    return made


def test_two_messages_become_one_mail(database: Database) -> None:
    made = school(database, routine("oak/a", "First."), routine("oak/b", "Second."))
    assert (made.world.letters, made.engine.next_due(EVENING)) == ([], DIGEST_AT)
    made.settle()
    (letter,) = made.world.letters
    assert (letter.subject, letter.key.rpartition("/")[2]) == ("About oak/a, and 1 more", "2026-09-09")
    assert letter.text.index("About oak/a") < letter.text.index("First.") < letter.text.index("Second.")


@pytest.mark.parametrize(
    ("second", "offered"), [({}, True), ({"person_id": "p2"}, False), ({"may_leave": False}, False)]
)
def test_way_out_is_offered_to_the_pupil_and_the_guardian_of_one(second: dict[str, Any], offered: bool) -> None:
    one, two = (Message(**{**SENT, "payload": encode(made)}) for made in (routine("oak/a"), _to(**second)))
    assert unfold(one.mail, [one, two]).to.may_leave is offered


def _to(**changed: Any) -> SendMail:
    made = routine("oak/b")
    return replace(made, to=replace(made.to, **changed))


def test_single_message_goes_as_it_is(sqlite_database: Database) -> None:
    made = school(sqlite_database, routine("oak/a"), routine("oak/b", address="ben@oak.example"))
    made.settle()
    assert made.world.mailed() == {"oak/a": 1, "oak/b": 1}


def test_withdrawn_message_is_left_out(sqlite_database: Database) -> None:
    made = school(sqlite_database, routine("oak/a"), routine("oak/b", "Second."), routine("oak/c"))
    made.reactions = always(Decision(effects=(WithdrawMail(key_prefix="oak/b", why="changed"),)))
    made.happen(asked(), "two")
    made.settle()
    (letter,) = made.world.letters
    assert (letter.subject, "Second." in letter.text) == ("About oak/a, and 1 more", False)


def test_crash_while_sending_forms_no_second_digest(database: Database) -> None:
    made = school(database, routine("oak/a"), routine("oak/b"))
    made.now = DIGEST_AT
    made.world.crash_at = made.world.acts + 2  # just after the draft was made
    try:
        made.run()
    except Crash:
        made.start()
    made.settle()
    assert len(made.world.letters) == 1


def test_late_message_of_the_same_morning_still_goes(sqlite_database: Database) -> None:
    made = school(sqlite_database, routine("oak/a"), routine("oak/b"))
    made.run(DIGEST_AT - EVENING)
    late = Decision(effects=(routine("oak/c"), routine("oak/d")))
    made.reactions = always(late)
    made.now = DIGEST_AT
    made.happen(asked(), "two")
    made.settle(timedelta(days=2))
    assert len(made.world.letters) == 2


def days_of(made: School) -> list[str]:
    """The days on which letters went, by the clock of the school, until nothing is left to say."""
    days: list[str] = []
    until = made.now + timedelta(days=4)
    while (at := made.engine.next_due(made.now)) is not None and at <= until:
        before = len(made.world.letters)
        made.run(max(at - made.now, timedelta(0)) + timedelta(seconds=1))
        days += [f"{made.now:%d}"] * (len(made.world.letters) - before)
    return days


def held_up(database: Database, act: str, wait: timedelta) -> School:
    """A school whose digest of the ninth went wrong at this act, and which has more to say on the tenth."""
    made = school(database, routine("oak/a"), routine("oak/b"))
    made.world.fail(act, Retryable("busy", after=wait))
    made.run(DIGEST_AT - EVENING)
    made.reactions = always(Decision(effects=(routine("oak/c"),)))
    made.happen(asked(), "two")
    return made


def test_digest_not_yet_drafted_takes_in_what_the_next_morning_says(database: Database) -> None:
    made = held_up(database, "draft", timedelta(hours=25))
    assert days_of(made) == ["10"]
    assert all(f"About oak/{name}" in made.world.letters[0].text for name in "abc")


def test_who_gets_yesterdays_digest_today_gets_todays_tomorrow(database: Database) -> None:
    assert days_of(held_up(database, "send", timedelta(hours=25))) == ["10", "11"]


def test_who_got_a_digest_in_the_night_gets_no_other_in_the_morning(database: Database) -> None:
    assert days_of(held_up(database, "send", timedelta(hours=20))) == ["10", "11"]


def test_single_message_that_was_refused_is_tried_again_the_same_morning(database: Database) -> None:
    made = school(database, routine("oak/a"))
    made.world.fail("draft", Retryable("busy", after=timedelta(seconds=30)), Retryable("busy"))
    assert days_of(made) == ["09"]


def test_digest_of_a_family_goes_without_the_child_who_left(database: Database) -> None:
    made = school(database, routine("oak/a"), _to(person_id="p2"))
    made.now = DIGEST_AT
    made.world.fail("draft", Retryable("busy"))
    made.run()
    made.reactions = always(Decision(effects=(WithdrawMailTo(person_id="p1", why="left"),)))
    made.happen(asked(), "two")
    made.settle()
    assert [letter.subject for letter in made.world.letters] == ["About oak/b"]
