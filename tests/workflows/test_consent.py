from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import (
    AMIRA,
    GUARDIAN,
    NOW,
    POLICY,
    accepted,
    application,
    consent,
    consented,
    edited,
    person,
    policy,
)
from workflows import consent as consents
from workflows import tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import SendMail, WithdrawMail
from workflows.events import (
    AcceptanceRevoked,
    ApplicantAccepted,
    ConsentEnded,
    ConsentGiven,
    Event,
    GuardianChanged,
    MailBounced,
    PersonWithdrew,
    TimerFired,
)
from workflows.policy import ConsentPolicy, Policy
from workflows.state import ApplicationStatus, Consent, ConsentStatus, Entity, Role, StaffAnswer
from workflows.view import Snapshot

HOUR = NOW + timedelta(hours=1)
EXPIRES = date(2027, 9, 8)
GIVEN = consent(ConsentStatus.GIVEN, answered_at=HOUR)
ACCEPTED = ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR)
ALL_TIMERS = tuple(
    CancelTimer(kind=kind, subject=AMIRA) for kind in ("consent.chase", "consent.renew", "consent.expire")
)


def hear(event: Event, *values: Entity, rules: Policy = POLICY) -> Decision:
    return consents.decide(event, Snapshot([person(), accepted(), *values]), HOUR, rules)


def subjects(decision: Decision) -> list[str]:
    return [effect.subject for effect in decision.effects if isinstance(effect, SendMail)]


def told(text: str) -> StaffAnswer:
    return StaffAnswer(id=f"consents:{AMIRA}", text=text, at=HOUR)


def paper(word: str) -> Event:
    return edited(tabs.CONSENTS, AMIRA, "paper", word)


# --- when it is asked for


def test_accepted_asks_the_guardian() -> None:
    decision = hear(ACCEPTED)
    assert decision.changes[0] == consent(requested_at=HOUR)
    assert subjects(decision) == ["Please decide: may Amira Khan take part?"]


@pytest.mark.parametrize("known", [GIVEN, consent()])
def test_accepted_asks_once(known: Consent) -> None:
    assert hear(ACCEPTED, known) == NOTHING


@pytest.mark.parametrize("status", [ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN, ConsentStatus.EXPIRED])
def test_accepted_asks_again_when_none_stands(status: ConsentStatus) -> None:
    decision = hear(ACCEPTED, consent(status))
    assert isinstance(decision.changes[0], Consent)
    assert (decision.changes[0].status, decision.changes[0].version) == (ConsentStatus.REQUESTED, 2)


def test_accepted_asks_nobody_where_no_consent_is_needed() -> None:
    assert hear(ACCEPTED, rules=policy(consent=ConsentPolicy(needed_for=()))) == NOTHING


def test_revoked_acceptance_drops_the_request() -> None:
    event = AcceptanceRevoked(person_id=AMIRA, role=Role.MENTOR)
    decision = hear(event, consent(), application(status=ApplicationStatus.DECLINED))
    assert decision.changes == (consent(ConsentStatus.WITHDRAWN, answered_at=None),)
    assert decision.timers == ALL_TIMERS
    assert hear(event, consent()) == NOTHING


def test_another_guardian_is_asked_while_an_answer_is_owed() -> None:
    event = GuardianChanged(person_id=AMIRA)
    assert subjects(hear(event, consent())) == ["Please decide: may Amira Khan take part?"]
    assert hear(event, GIVEN) == NOTHING
    assert hear(event) == NOTHING


def test_leaving_ends_consent_and_tells_the_guardian() -> None:
    decision = hear(PersonWithdrew(person_id=AMIRA, why="left"), GIVEN)
    assert decision.changes[0] == replace(GIVEN, status=ConsentStatus.WITHDRAWN, expires_on=None)
    assert decision.timers == ALL_TIMERS
    assert decision.effects[0] == WithdrawMail(key_prefix=f"oak/consent/{AMIRA}/", why="The pupil left.")
    assert subjects(decision) == ["Amira Khan has left the programme"]


# --- the answer


def test_yes_is_consent_for_a_year() -> None:
    decision = hear(consented(), consent())
    assert decision.changes == (GIVEN, told("The guardian agreed on Tue 8 September 2026."))
    assert decision.events == (ConsentGiven(person_id=AMIRA),)
    assert subjects(decision) == ["Thank you: Amira Khan may take part"]
    assert decision.timers == (
        CancelTimer(kind="consent.chase", subject=AMIRA),
        Timer(kind="consent.expire", subject=AMIRA, due_at=datetime(2027, 9, 8, 23, 0, tzinfo=UTC)),
        CancelTimer(kind="consent.renew", subject=AMIRA),
    )


def test_yes_that_lapses_within_the_year_is_renewed_before() -> None:
    short = policy(consent=ConsentPolicy(valid_days=60, renew_before=14))
    due = {
        timer.kind: timer.due_at
        for timer in hear(consented(), consent(), rules=short).timers
        if isinstance(timer, Timer)
    }
    assert due == {
        "consent.renew": datetime(2026, 10, 24, 6, 30, tzinfo=UTC),
        "consent.expire": datetime(2026, 11, 8, 0, 0, tzinfo=UTC),
    }


def test_yes_again_is_quiet() -> None:
    decision = hear(consented(submitted_at=HOUR + timedelta(minutes=5)), GIVEN)
    assert (decision.effects, decision.events) == ((), ())


def test_no_stops_everything_at_once() -> None:
    later = HOUR + timedelta(days=3)
    decision = hear(consented("No, I do not agree", submitted_at=later), GIVEN)
    ended = replace(GIVEN, status=ConsentStatus.WITHDRAWN, answered_at=later, given_by="", expires_on=None)
    assert decision.changes[0] == ended
    assert decision.events == (ConsentEnded(person_id=AMIRA, why="the guardian withdrew consent"),)
    assert decision.timers == ALL_TIMERS
    assert subjects(decision) == ["Amira Khan does not take part", "No consent for Amira Khan"]


def test_first_no_is_a_refusal() -> None:
    decision = hear(consented("No, I do not agree"), consent())
    assert decision.events == (ConsentEnded(person_id=AMIRA, why="the guardian did not agree"),)
    assert isinstance(decision.changes[0], Consent)
    assert decision.changes[0].status is ConsentStatus.REFUSED


def test_no_through_an_old_link_counts() -> None:
    decision = hear(consented("No, I do not agree"), consent(version=3))
    assert decision.events == (ConsentEnded(person_id=AMIRA, why="the guardian did not agree"),)


def test_no_twice_tells_nobody_twice() -> None:
    decision = hear(consented("No, I do not agree"), consent(ConsentStatus.REFUSED))
    assert (decision.effects, decision.events) == ((), ())


def test_yes_after_a_no_by_the_same_link_counts() -> None:
    decision = hear(consented(), consent(ConsentStatus.REFUSED))
    assert decision.events == (ConsentGiven(person_id=AMIRA),)


def test_yes_through_an_old_link_gets_the_new_link() -> None:
    decision = hear(consented(version=1), consent(version=2))
    assert (decision.changes, decision.events) == ((), ())
    assert subjects(decision) == ["Please use this newer link for Amira Khan"]
    assert hear(consented(version=1), replace(GIVEN, version=2, answered_at=NOW)) == NOTHING


def test_answer_older_than_the_last_changes_nothing() -> None:
    assert hear(consented("No, I do not agree", submitted_at=NOW), GIVEN) == NOTHING


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (consented(personal={}), "A consent form came in without a valid personal link; nothing was done."),
        (consented("Perhaps"), "The consent form for Amira Khan says neither yes nor no."),
    ],
)
def test_answer_that_cannot_count_is_explained(event: Event, reason: str) -> None:
    decision = hear(event, consent())
    assert (decision.reason, decision.changes, decision.effects) == (reason, (), ())


def test_yes_for_somebody_who_left_does_not_count() -> None:
    decision = hear(consented(), consent(), application(status=ApplicationStatus.WITHDRAWN))
    assert decision == Decision(reason="A consent for Amira Khan came in but is not needed now.", about=(AMIRA,))


def test_no_without_a_usable_address_still_reaches_the_lead() -> None:
    decision = hear(consented("No, I do not agree"), consent(), person(guardian_email=""))
    assert subjects(decision) == ["No consent for Amira Khan"]


def test_news_of_somebody_unknown_says_nothing() -> None:
    assert hear(GuardianChanged(person_id="p-nobody")) == NOTHING


# --- staff


def test_paper_yes_is_consent() -> None:
    decision = hear(paper("Paper: yes"), consent())
    assert decision.changes == (
        replace(GIVEN, given_by="paper form"),
        told("Paper form noted on Tue 8 September 2026: yes."),
    )
    assert decision.events == (ConsentGiven(person_id=AMIRA),)


@pytest.mark.parametrize("status", [ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN])
def test_paper_yes_typed_after_a_no_waits_for_a_second_word(status: ConsentStatus) -> None:
    said_no = consent(status, answered_at=NOW, given_by="", expires_on=None)
    text = (
        "The guardian said no on Tue 8 September 2026, and that counts. "
        "Only if a paper form is newer, choose “newer paper: yes”."
    )
    decision = hear(paper("paper: yes"), said_no)
    assert decision == Decision(changes=(told(text),), reason=f"Amira Khan: {text}", about=(AMIRA,))
    assert hear(paper("newer paper: yes"), said_no).events == (ConsentGiven(person_id=AMIRA),)


def test_paper_no_ends_consent() -> None:
    decision = hear(paper("paper: no"), GIVEN)
    assert decision.events == (ConsentEnded(person_id=AMIRA, why="the guardian withdrew consent"),)


def test_ask_again_sends_a_new_link() -> None:
    decision = hear(paper("ask again"), consent())
    assert decision.changes[0] == consent(requested_at=HOUR, version=2)


@pytest.mark.parametrize(
    ("word", "values", "text"),
    [
        ("", (), "A blank changes nothing. The consent stands as: requested."),
        ("ok", (), "“ok” says nothing here. Use: paper: yes, newer paper: yes, paper: no, ask again."),
        ("paper: yes", (person(withdrawn_at=NOW),), "Amira Khan has left the programme; there is nothing to ask."),
        ("ask again", (application(),), "Amira Khan has no accepted application that needs consent."),
    ],
)
def test_paper_edit_that_changes_nothing_is_explained(word: str, values: Any, text: str) -> None:
    decision = hear(paper(word), consent(), *values)
    assert decision == Decision(changes=(told(text),), reason=f"Amira Khan: {text}", about=(AMIRA,))


def test_paper_edit_of_an_unknown_row_is_explained() -> None:
    decision = hear(paper("paper: yes"))
    assert decision == Decision(reason=f"A cell was edited in a row of Consents that stands for nobody ({AMIRA}).")


# --- time and bounces


def fired(kind: str) -> TimerFired:
    return TimerFired(kind=kind, subject=AMIRA, due_at=HOUR)


def test_expiry_stops_everything_and_tells_the_lead() -> None:
    lapsed = replace(GIVEN, expires_on=date(2026, 9, 7))
    decision = hear(fired("consent.expire"), lapsed)
    assert decision.changes[0] == replace(lapsed, status=ConsentStatus.EXPIRED)
    assert decision.events == (ConsentEnded(person_id=AMIRA, why="the consent lapsed"),)
    assert subjects(decision) == ["The consent for Amira Khan has lapsed"]


def test_expiry_that_comes_early_changes_nothing() -> None:
    assert hear(fired("consent.expire"), GIVEN) == NOTHING
    assert hear(fired("consent.expire"), consent()) == NOTHING


def test_renewal_asks_while_the_consent_stands() -> None:
    decision = hear(fired("consent.renew"), replace(GIVEN, answered_at=NOW))
    assert decision.changes[0] == replace(GIVEN, answered_at=NOW, requested_at=HOUR, version=2)
    assert subjects(decision) == ["Please decide again: may Amira Khan go on?"]


@pytest.mark.parametrize(
    ("lapses", "asked", "timer"),
    [
        (date(2026, 9, 20), ["Please decide again: may Amira Khan go on?"], "consent.chase"),
        (date(2026, 10, 20), [], "consent.renew"),
    ],
)
def test_consent_of_last_year_is_renewed_when_the_pupil_is_accepted_again(
    lapses: date, asked: list[str], timer: str
) -> None:
    """Its renewal fell into the holidays, when there was no application that needed it."""
    decision = hear(ACCEPTED, replace(GIVEN, answered_at=NOW, requested_at=NOW, expires_on=lapses))
    assert (subjects(decision), [t.kind for t in decision.timers]) == (asked, [timer])


def test_bounced_guardian_mail_reaches_staff() -> None:
    decision = hear(MailBounced(mail="", address=GUARDIAN.upper(), reason="no such user"), consent())
    text = f"Mail to {GUARDIAN} came back (no such user). Correct the address or use the paper form."
    assert decision.changes == (told(text),)
    assert subjects(decision) == ["We cannot ask Amira Khan's guardian by mail"]
    assert GUARDIAN not in decision.reason


def test_bounce_after_the_answer_says_nothing() -> None:
    assert hear(MailBounced(mail="", address=GUARDIAN, reason="full"), GIVEN) == NOTHING


def test_timers_of_others_say_nothing() -> None:
    assert hear(fired("meetings.remind"), consent()) == NOTHING
    assert hear(TimerFired(kind="consent.chase", subject="p-x", due_at=NOW)) == NOTHING
