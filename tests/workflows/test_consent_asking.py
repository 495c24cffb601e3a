from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import AMIRA, NOW, POLICY, accepted, application, consent, person
from workflows import consent_asking as asking
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import SendMail, WithdrawMail
from workflows.state import Consent, ConsentStatus, Entity, Person
from workflows.text.blocks import FormLink, Items, Paragraph
from workflows.view import Snapshot

CHASE = "consent.chase"


def ask(before: Consent | None = None, whom: Person | None = None, *others: Entity) -> Decision:
    pupil = whom or person()
    return asking.asked(pupil, before, now=NOW, view=Snapshot([pupil, accepted(), *others]), policy=POLICY)


def chase(known: Consent, now: datetime = NOW, *others: Entity) -> Decision:
    return asking.chased(person(), known, now=now, view=Snapshot([person(), accepted(), *others]), policy=POLICY)


def mails(decision: Decision) -> list[SendMail]:
    return [effect for effect in decision.effects if isinstance(effect, SendMail)]


def test_asked_sends_the_guardian_a_personal_link() -> None:
    (mail,) = mails(ask())
    assert (mail.key, mail.to.address) == (f"oak/consent/{AMIRA}/request/1", "home.amira@mail.example")
    assert mail.blocks[1:] == (
        Items(lines=POLICY.consent.items),
        Paragraph(text="The aim: Every newcomer has somebody to turn to."),
        FormLink(label="Give your answer", form="consent", personal=(("person", AMIRA), ("v", "1"))),
        Paragraph(text="We keep your answer for 730 days and use it for this programme only."),
    )


def test_asked_writes_in_the_guardians_language() -> None:
    assert mails(ask(whom=person(guardian_language="ar")))[0].to.language == "ar"


def test_asked_chases_on_the_second_school_day() -> None:
    due = datetime(2026, 9, 10, 6, 15, tzinfo=UTC)
    assert ask().timers == (Timer(kind=CHASE, subject=AMIRA, due_at=due),)


def test_asked_again_raises_the_version_and_drops_older_mail() -> None:
    decision = ask(consent(chasers=2))
    assert decision.changes[0] == consent(version=2)
    assert decision.effects[0] == WithdrawMail(key_prefix=f"oak/consent/{AMIRA}/", why="A newer request goes out.")


@pytest.mark.parametrize("address", ["", "zoe@oak.example"])
def test_asked_without_a_guardians_own_address_tells_the_lead(address: str) -> None:
    zoe = person(id="p-zoe", email="zoe@oak.example")
    decision = ask(None, person(guardian_email=address), zoe)
    assert [(mail.to.person_id, mail.subject) for mail in mails(decision)] == [
        ("lead", "We cannot ask Amira Khan's guardian by mail")
    ]
    assert decision.timers == (CancelTimer(kind=CHASE, subject=AMIRA),)


def test_chased_reminds_and_waits_for_the_next_day_of_the_policy() -> None:
    decision = chase(consent(), datetime(2026, 9, 10, 6, 30, tzinfo=UTC))
    assert decision.changes == (consent(chasers=1),)
    assert mails(decision)[0].key == f"oak/consent/{AMIRA}/reminder/1-1"
    assert decision.timers == (Timer(kind=CHASE, subject=AMIRA, due_at=datetime(2026, 9, 15, 6, 15, tzinfo=UTC)),)


def test_chased_after_the_last_reminder_waits_to_give_up() -> None:
    decision = chase(consent(chasers=2), datetime(2026, 9, 18, 6, 30, tzinfo=UTC))
    assert decision.timers == (Timer(kind=CHASE, subject=AMIRA, due_at=datetime(2026, 9, 29, 6, 15, tzinfo=UTC)),)


def test_chased_late_never_reminds_twice_in_one_day() -> None:
    late = datetime(
        2026, 10, 23, 8, 0, tzinfo=UTC
    )  # a Friday; Monday the 26th is closed, and clocks go back on the 25th
    decision = chase(consent(), late)
    assert decision.timers == (Timer(kind=CHASE, subject=AMIRA, due_at=datetime(2026, 10, 27, 7, 15, tzinfo=UTC)),)


def test_chased_gives_up_in_favour_of_paper() -> None:
    decision = chase(consent(chasers=3))
    assert [mail.subject for mail in mails(decision)] == ["No answer from Amira Khan's guardian"]
    assert decision.timers == ()


def test_chased_stops_when_a_pupil_has_the_guardians_address() -> None:
    decision = chase(consent(), NOW, person(id="p-zoe", email=person().guardian_email))
    assert [mail.to.person_id for mail in mails(decision)] == ["lead"]


@pytest.mark.parametrize(
    "known", [consent(ConsentStatus.GIVEN), consent(ConsentStatus.REFUSED), consent(ConsentStatus.WITHDRAWN)]
)
def test_chased_is_over_once_answered(known: Consent) -> None:
    assert chase(known) == NOTHING


def test_chased_is_over_when_not_accepted_any_more() -> None:
    assert chase(consent(), NOW, application()) == NOTHING


def test_awaiting_holds_for_a_renewal() -> None:
    given = consent(ConsentStatus.GIVEN)
    assert not asking.awaiting(given)
    assert asking.awaiting(replace(given, requested_at=NOW + timedelta(days=200)))
