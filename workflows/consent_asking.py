"""Asking guardians: the request, reminders on school days, giving up in favour of paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import Effect, SendMail, Urgency
from workflows.letters import letter, mail_key, to_guardian, to_lead, unsend
from workflows.policy import Policy
from workflows.rules import needs_consent, person_by_address, staff_answer
from workflows.state import Consent, ConsentStatus, Person, StaffAnswer
from workflows.text.blocks import Block, FormLink, Items, Paragraph
from workflows.text.say import day, own_words, say
from workflows.view import View

CHASE, RENEW, EXPIRE = "consent.chase", "consent.renew", "consent.expire"
BEFORE_DIGEST = timedelta(minutes=15)


def awaiting(consent: Consent) -> bool:
    """Whether a guardian still owes an answer to the latest request."""
    if consent.status is ConsentStatus.REQUESTED:
        return True
    asked_since = consent.answered_at is not None and consent.answered_at < consent.requested_at
    return asked_since and consent.status in (ConsentStatus.GIVEN, ConsentStatus.EXPIRED)


def can_be_asked(person: Person, view: View) -> bool:
    """Whether the guardian has an address, and it is nobody's who is a pupil."""
    return bool(person.guardian_email) and person_by_address(view, person.guardian_email) is None


def cancelled(person_id: str, *kinds: str) -> tuple[CancelTimer, ...]:
    """These timers (all of consent when none are named) are not wanted any more."""
    return tuple(CancelTimer(kind=kind, subject=person_id) for kind in kinds or (CHASE, RENEW, EXPIRE))


def consent_link(person: Person, consent: Consent, policy: Policy) -> FormLink:
    """The guardian's own link; it says for whom and which request it answers."""
    language = person.guardian_language or policy.language
    personal = (("person", person.id), ("v", str(consent.version)))
    return FormLink(label=say(language, "link.consent"), form=forms.CONSENT, personal=personal)


def cell(person: Person, now: datetime, policy: Policy, key: str, **values: str | int) -> StaffAnswer:
    """Our answer in the Consents tab."""
    on = day(policy.language, policy.school.local_date(now))
    text = say(policy.language, f"consent.cell.{key}", **{"day": on, "name": person.name, **values})
    return staff_answer(tabs.CONSENTS, person.id, text, now)


def tell_lead(person: Person, consent: Consent, words: str, policy: Policy, *, mark: str = "") -> SendMail:
    """A mail to the programme lead about one pupil's consent."""
    lead = to_lead(policy)
    expires = day(lead.language, consent.expires_on) if consent.expires_on else ""
    return letter(
        key=mail_key(policy, "consent", person.id, words.rpartition(".")[2], mark or str(consent.version)),
        to=lead,
        words=words,
        policy=policy,
        values={"name": person.told_apart, "day": expires},
        urgency=Urgency.ROUTINE,
    )


# --- the request ------------------------------------------------------------------------------------


def asked(person: Person, before: Consent | None, *, now: datetime, view: View, policy: Policy) -> Decision:
    """A new request. A consent that stands keeps standing until it lapses or the guardian says no."""
    stands = before is not None and before.status is ConsentStatus.GIVEN
    fresh = before or Consent(
        id=person.id, person_id=person.id, status=ConsentStatus.REQUESTED, requested_at=now, version=0
    )
    status = ConsentStatus.GIVEN if stands else ConsentStatus.REQUESTED
    consent = replace(fresh, status=status, requested_at=now, version=fresh.version + 1, chasers=0)
    dropped = unsend(policy, "consent", person.id, why="A newer request goes out.")
    if not can_be_asked(person, view):
        return _cannot_be_asked(person, consent, now, policy)
    return Decision(
        changes=(consent, cell(person, now, policy, "asked")),
        effects=(dropped, request_mail(person, consent, policy)),
        timers=(_next_chase(consent, now, policy),),
        reason=f"The guardian of {person.name} was asked for consent (request {consent.version}).",
        about=(person.id,),
    )


def _cannot_be_asked(person: Person, consent: Consent, now: datetime, policy: Policy) -> Decision:
    return Decision(
        changes=(consent, cell(person, now, policy, "no_address")),
        effects=(
            unsend(policy, "consent", person.id, why="There is no address to ask at."),
            tell_lead(person, consent, "consent.lead_address", policy),
        ),
        timers=cancelled(person.id, CHASE),
        reason=f"The guardian of {person.name} cannot be asked by mail; the lead was told to use the paper form.",
        about=(person.id,),
    )


def request_mail(person: Person, consent: Consent, policy: Policy) -> SendMail:
    """The request itself, or the request to renew when a consent stands."""
    renewal = consent.status is ConsentStatus.GIVEN
    words = "consent.renewal" if renewal else "consent.request"
    return _question(person, consent, policy, words=words, key=("request", str(consent.version)))


def _question(person: Person, consent: Consent, policy: Policy, *, words: str, key: tuple[str, str]) -> SendMail:
    language = person.guardian_language
    expires = day(language, consent.expires_on) if consent.expires_on else ""
    goal = (Paragraph(text=say(language, "consent.goal", goal=policy.goal)),) if policy.goal else ()
    kept = Paragraph(text=say(language, "consent.kept", days=policy.retention.consent))
    extra: tuple[Block, ...] = (
        Items(lines=tuple(own_words(language, item) for item in policy.consent.items)),
        *goal,
        consent_link(person, consent, policy),
        kept,
    )
    return letter(
        key=mail_key(policy, "consent", person.id, *key),
        to=to_guardian(person),
        words=words,
        policy=policy,
        values={"name": person.name, "day": expires},
        extra=extra,
        # Whoever waits to begin waits for the first mail; what follows is a reminder.
        urgency=Urgency.PROMPT if key[0] == "request" else Urgency.ROUTINE,
    )


# --- reminders --------------------------------------------------------------------------------------


def _next_chase(consent: Consent, now: datetime, policy: Policy) -> Timer:
    """The morning of the school day the policy names, and never before the next school morning."""
    rules, school = policy.consent, policy.school
    more = consent.chasers < len(rules.chase_after)
    count = rules.chase_after[consent.chasers] if more else rules.give_up_after
    # After an outage several reminders would be due at once; a day between them keeps us civil.
    asked_on, today = school.local_date(consent.requested_at), school.local_date(now)
    on = max(school.school_day_after(asked_on, max(1, count)), school.school_day_after(today))
    # In time for the digest of that morning.
    due = school.at(on, policy.messages.digest_at) - BEFORE_DIGEST
    return Timer(kind=CHASE, subject=consent.person_id, due_at=due)


def chased(person: Person, consent: Consent, *, now: datetime, view: View, policy: Policy) -> Decision:
    """A reminder is due, or the moment to stop asking by mail."""
    if not awaiting(consent) or not needs_consent(view, person.id, policy):
        return NOTHING
    # Somebody may have applied with the guardian's address since: it is a pupil's now.
    if not can_be_asked(person, view):
        return _cannot_be_asked(person, consent, now, policy)
    if consent.chasers >= len(policy.consent.chase_after):
        return _given_up(person, consent, now, policy)
    reminded = replace(consent, chasers=consent.chasers + 1)
    mark = f"{consent.version}-{reminded.chasers}"
    mail = _question(person, consent, policy, words="consent.reminder", key=("reminder", mark))
    return Decision(
        changes=(reminded,),
        effects=(mail,),
        timers=(_next_chase(reminded, now, policy),),
        reason=f"The guardian of {person.name} was reminded (reminder {reminded.chasers}).",
        about=(person.id,),
    )


def _given_up(person: Person, consent: Consent, now: datetime, policy: Policy) -> Decision:
    return Decision(
        changes=(cell(person, now, policy, "silent", count=consent.chasers),),
        effects=(tell_lead(person, consent, "consent.lead_silent", policy),),
        reason=f"The guardian of {person.name} has not answered; the lead was told to use the paper form.",
        about=(person.id,),
    )


def bounced(person: Person, consent: Consent, address: str, *, why: str, now: datetime, policy: Policy) -> Decision:
    """Mail to the guardian came back: no more reminders there, and the lead knows."""
    answer = cell(person, now, policy, "bounced", address=address, reason=why.strip()[:80])
    effects: tuple[Effect, ...] = (tell_lead(person, consent, "consent.lead_address", policy),)
    return Decision(
        changes=(answer,),
        effects=effects,
        timers=cancelled(person.id, CHASE),
        reason=f"Mail to the guardian of {person.name} came back; the lead was told.",
        about=(person.id,),
    )
