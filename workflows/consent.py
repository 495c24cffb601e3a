"""Consent: nothing begins before a guardian's yes, and a no stops everything at once.

A no always counts, through whichever link it comes. A yes counts only through the latest link, while it is still
needed, and lapses after `valid_days`. Staff note paper forms in the Consents tab.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from workflows import consent_asking as asking
from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import Effect, SendMail
from workflows.events import (
    AcceptanceRevoked,
    ApplicantAccepted,
    CellEdited,
    ConsentEnded,
    ConsentGiven,
    Event,
    FormAnswered,
    GuardianChanged,
    MailBounced,
    PersonWithdrew,
    TimerFired,
)
from workflows.letters import letter, mail_key, to_guardian, unsend
from workflows.policy import Policy
from workflows.rules import cell_word, first_answer, has_consent, needs_consent, normal_address
from workflows.state import Consent, ConsentStatus, Person, StaffAnswer
from workflows.text.say import day
from workflows.view import View

AGREED = (tabs.PAPER_YES, tabs.PAPER_NEWER)
PAPER_WORDS = ", ".join((*AGREED, tabs.PAPER_NO, tabs.ASK_AGAIN))
PAPER = "paper form"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A guardian's word: who gave it, when, and what staff read in the cell beside it."""

    at: datetime
    by: str
    cell: StaffAnswer


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for consent."""
    match event:
        case ApplicantAccepted() | AcceptanceRevoked() | GuardianChanged() | PersonWithdrew():
            return _pupil_changed(event, view, now, policy)
        case FormAnswered(form=forms.CONSENT):
            return _answered(event, view, now, policy)
        case CellEdited(tab=tabs.CONSENTS, column="paper"):
            return _cell_edited(event, view, now, policy)
        case TimerFired(kind=asking.CHASE | asking.RENEW | asking.EXPIRE):
            return _timer_fired(event, view, now, policy)
        case MailBounced():
            return _bounced(event, view, now, policy)
    return NOTHING


# --- what happens to the pupil ----------------------------------------------------------------------


def _pupil_changed(
    event: ApplicantAccepted | AcceptanceRevoked | GuardianChanged | PersonWithdrew,
    view: View,
    now: datetime,
    policy: Policy,
) -> Decision:
    person, consent = view.get(Person, event.person_id), view.get(Consent, event.person_id)
    if person is None:
        return NOTHING
    if isinstance(event, ApplicantAccepted):
        return _accepted(person, consent, now=now, view=view, policy=policy)
    if consent is None:
        return NOTHING
    if isinstance(event, GuardianChanged):
        owed = asking.awaiting(consent) and needs_consent(view, person.id, policy)
        return asking.asked(person, consent, now=now, view=view, policy=policy) if owed else NOTHING
    if isinstance(event, PersonWithdrew):
        return _pupil_left(person, consent, now=now, view=view, policy=policy)
    return _no_longer_needed(person, consent, view, policy)


def _accepted(person: Person, consent: Consent | None, *, now: datetime, view: View, policy: Policy) -> Decision:
    if not needs_consent(view, person.id, policy):
        return NOTHING
    if consent is not None and has_consent(view, person.id, policy.school.local_date(now)):
        return _still_good(person, consent, now=now, view=view, policy=policy)
    # The second role of a pupil rides on the request that is already out.
    if consent is not None and consent.status is ConsentStatus.REQUESTED:
        return NOTHING
    return asking.asked(person, consent, now=now, view=view, policy=policy)


def _still_good(person: Person, consent: Consent, *, now: datetime, view: View, policy: Policy) -> Decision:
    """A consent of last year counts on. Its renewal, which nobody asked for in the holidays, is caught up with."""
    last = consent.expires_on
    if last is None or last >= policy.school.ends_on or asking.awaiting(consent):
        return NOTHING
    renewal = _renewal(person.id, last, policy)
    if renewal.due_at > now:
        return Decision(timers=(renewal,))
    return asking.asked(person, consent, now=now, view=view, policy=policy)


def _no_longer_needed(person: Person, consent: Consent, view: View, policy: Policy) -> Decision:
    if needs_consent(view, person.id, policy) or consent.status is not ConsentStatus.REQUESTED:
        return NOTHING
    return Decision(
        changes=(replace(consent, status=ConsentStatus.WITHDRAWN),),
        effects=(unsend(policy, "consent", person.id, why="The acceptance was taken back."),),
        timers=asking.cancelled(person.id),
        reason=f"The consent asked for {person.name} is not needed any more.",
        about=(person.id,),
    )


def _pupil_left(person: Person, consent: Consent, *, now: datetime, view: View, policy: Policy) -> Decision:
    known = consent.status in (ConsentStatus.REQUESTED, ConsentStatus.GIVEN)
    effects: list[Effect] = [unsend(policy, "consent", person.id, why="The pupil left.")]
    if known and asking.can_be_asked(person, view):
        effects.append(_guardian_mail(person, consent, "consent.left", policy, mark=str(consent.version)))
    return Decision(
        changes=(
            replace(consent, status=ConsentStatus.WITHDRAWN, expires_on=None),
            asking.cell(person, now, policy, "left"),
        ),
        effects=tuple(effects),
        timers=asking.cancelled(person.id),
        reason=f"The consent for {person.name} ended, as they left.",
        about=(person.id,),
    )


# --- the guardian's answer --------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    key = event.personal.get("person", "")
    person, consent = view.get(Person, key), view.get(Consent, key)
    if person is None or consent is None:
        return Decision(reason="A consent form came in without a valid personal link; nothing was done.")
    if consent.answered_at is not None and event.submitted_at < consent.answered_at:
        return NOTHING
    said = first_answer(event.answers, "decision").lower()
    by = first_answer(event.answers, "guardian_name")[:120] or person.guardian_name
    # A no needs no further proof: to stop too early harms nobody.
    if said.startswith("no"):
        answer = _Answer(at=event.submitted_at, by=by, cell=asking.cell(person, now, policy, "refused"))
        return _refused(person, consent, answer, view=view, policy=policy)
    if not said.startswith("yes"):
        return Decision(reason=f"The consent form for {person.name} says neither yes nor no.", about=(person.id,))
    if not needs_consent(view, person.id, policy):
        return Decision(reason=f"A consent for {person.name} came in but is not needed now.", about=(person.id,))
    if event.personal.get("v") != str(consent.version):
        return _stale(event, person, consent, policy)
    answer = _Answer(at=event.submitted_at, by=by, cell=asking.cell(person, now, policy, "given"))
    return _given(person, consent, answer, view=view, policy=policy)


def _stale(event: FormAnswered, person: Person, consent: Consent, policy: Policy) -> Decision:
    """A yes through an older link: an address that was replaced may still hold it, so it does not count."""
    if not asking.awaiting(consent) or not person.guardian_email:
        return NOTHING
    mail = letter(
        key=mail_key(policy, "consent", person.id, "stale", f"{event.response_id}.{event.revision}"),
        to=to_guardian(person),
        words="consent.stale",
        policy=policy,
        values={"name": person.name},
        extra=(asking.consent_link(person, consent, policy),),
    )
    reason = f"A yes for {person.name} came through an older link; the newest link was sent again."
    return Decision(effects=(mail,), reason=reason, about=(person.id,))


def _given(person: Person, consent: Consent, answer: _Answer, *, view: View, policy: Policy) -> Decision:
    """A yes: the programme may begin for this pupil until it lapses."""
    news = consent.status is not ConsentStatus.GIVEN or asking.awaiting(consent)
    expires = policy.school.local_date(answer.at) + timedelta(days=policy.consent.valid_days)
    given = replace(
        consent,
        status=ConsentStatus.GIVEN,
        # A supplier's clock may run behind ours: an answer is never older than the question it answers.
        requested_at=min(consent.requested_at, answer.at),
        answered_at=answer.at,
        expires_on=expires,
        items=policy.consent.items,
        given_by=answer.by,
        chasers=0,
    )
    effects: list[Effect] = [unsend(policy, "consent", person.id, why="The guardian answered.")]
    if news and asking.can_be_asked(person, view):
        effects.append(_guardian_mail(person, given, "consent.yes", policy, mark=_mark(answer)))
    return Decision(
        changes=(given, answer.cell),
        effects=tuple(effects) if news else (),
        timers=(*asking.cancelled(person.id, asking.CHASE), *_lapse_timers(person.id, answer.at, expires, policy)),
        events=(ConsentGiven(person_id=person.id),) if news else (),
        reason=f"A guardian agreed that {person.name} takes part, until {expires.isoformat()}.",
        about=(person.id,),
    )


def _lapse_timers(person: str, since: datetime, last: date, policy: Policy) -> tuple[Timer | CancelTimer, ...]:
    """Expiry at midnight after the last day; renewal before it, if the school year still runs then."""
    school = policy.school
    expiry = Timer(kind=asking.EXPIRE, subject=person, due_at=school.at(last + timedelta(days=1), time.min))
    renewal = _renewal(person, last, policy)
    # Nobody is asked to renew for a year that is over, nor on the day of the answer itself.
    if last >= school.ends_on or renewal.due_at <= since:
        return (expiry, *asking.cancelled(person, asking.RENEW))
    return (expiry, renewal)


def _renewal(person: str, last: date, policy: Policy) -> Timer:
    on = last - timedelta(days=policy.consent.renew_before)
    return Timer(kind=asking.RENEW, subject=person, due_at=policy.school.at(on, policy.messages.digest_at))


def _refused(person: Person, consent: Consent, answer: _Answer, *, view: View, policy: Policy) -> Decision:
    """A no: refused when there was no yes, withdrawn when there was. Everything planned stops."""
    if consent.status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN):
        return Decision(changes=(replace(consent, answered_at=answer.at), answer.cell))
    had = consent.status is ConsentStatus.GIVEN
    status = ConsentStatus.WITHDRAWN if had else ConsentStatus.REFUSED
    ended = replace(consent, status=status, answered_at=answer.at, given_by="", expires_on=None)
    why = "the guardian withdrew consent" if had else "the guardian did not agree"
    effects: list[Effect] = [unsend(policy, "consent", person.id, why="The guardian said no.")]
    if asking.can_be_asked(person, view):
        effects.append(_guardian_mail(person, ended, "consent.no", policy, mark=_mark(answer)))
    effects.append(asking.tell_lead(person, ended, "consent.lead_refused", policy, mark=_mark(answer)))
    return Decision(
        changes=(ended, answer.cell),
        effects=tuple(effects),
        timers=asking.cancelled(person.id),
        events=(ConsentEnded(person_id=person.id, why=why),),
        reason=f"{person.name}: {why}. Everything planned stops; the lead was told.",
        about=(person.id,),
    )


def _mark(answer: _Answer) -> str:
    return answer.at.strftime("%Y%m%dT%H%M%S.%fZ")


def _guardian_mail(person: Person, consent: Consent, words: str, policy: Policy, *, mark: str) -> SendMail:
    expires = day(person.guardian_language, consent.expires_on) if consent.expires_on else ""
    over = words == "consent.left"
    return letter(
        key=mail_key(policy, "consent", person.id, words.rpartition(".")[2], mark),
        to=to_guardian(person),
        words=words,
        policy=policy,
        values={"name": person.name, "day": expires},
        extra=() if over else (asking.consent_link(person, consent, policy),),
    )


# --- staff, time and bounces ------------------------------------------------------------------------


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    person, consent = view.get(Person, event.row), view.get(Consent, event.row)
    if person is None or consent is None:
        return Decision(reason=f"A cell was edited in a row of Consents that stands for nobody ({event.row}).")
    word = cell_word(event.value)
    refusal = _cell_refusal(event, word, person, consent, view=view, now=now, policy=policy)
    if refusal is not None:
        return Decision(changes=(refusal,), reason=f"{person.name}: {refusal.text}", about=(person.id,))
    if word == tabs.ASK_AGAIN:
        return asking.asked(person, consent, now=now, view=view, policy=policy)
    key = "paper_yes" if word in AGREED else "paper_no"
    answer = _Answer(at=now, by=PAPER, cell=asking.cell(person, now, policy, key))
    act = _given if word in AGREED else _refused
    return act(person, consent, answer, view=view, policy=policy)


def _cell_refusal(
    event: CellEdited, word: str, person: Person, consent: Consent, *, view: View, now: datetime, policy: Policy
) -> StaffAnswer | None:
    """Our answer when the edit changes nothing."""
    if not word:
        return asking.cell(person, now, policy, "blank", status=consent.status.value)
    if word not in (*AGREED, tabs.PAPER_NO, tabs.ASK_AGAIN):
        return asking.cell(person, now, policy, "unknown", word=event.value.strip()[:40], words=PAPER_WORDS)
    if person.withdrawn_at is not None:
        return asking.cell(person, now, policy, "left")
    if word != tabs.PAPER_NO and not needs_consent(view, person.id, policy):
        return asking.cell(person, now, policy, "not_needed")
    if word == tabs.PAPER_YES and consent.status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN):
        # The sheet may not have shown the guardian's no yet when this was typed.
        on = day(policy.language, policy.school.local_date(consent.answered_at or now))
        return asking.cell(person, now, policy, "said_no", day=on)
    return None


def _timer_fired(event: TimerFired, view: View, now: datetime, policy: Policy) -> Decision:
    person, consent = view.get(Person, event.subject), view.get(Consent, event.subject)
    if person is None or consent is None:
        return NOTHING
    if event.kind == asking.CHASE:
        return asking.chased(person, consent, now=now, view=view, policy=policy)
    if consent.status is not ConsentStatus.GIVEN or consent.expires_on is None:
        return NOTHING
    if event.kind == asking.RENEW:
        wanted = needs_consent(view, person.id, policy) and not asking.awaiting(consent)
        return asking.asked(person, consent, now=now, view=view, policy=policy) if wanted else NOTHING
    # A newer yes moved the date on while this timer was under way.
    if policy.school.local_date(now) <= consent.expires_on:
        return NOTHING
    return _expired(person, consent, now, policy)


def _expired(person: Person, consent: Consent, now: datetime, policy: Policy) -> Decision:
    return Decision(
        changes=(replace(consent, status=ConsentStatus.EXPIRED), asking.cell(person, now, policy, "expired")),
        effects=(asking.tell_lead(person, consent, "consent.lead_expired", policy),),
        timers=asking.cancelled(person.id, asking.RENEW, asking.EXPIRE),
        events=(ConsentEnded(person_id=person.id, why="the consent lapsed"),),
        reason=f"The consent for {person.name} lapsed; everything planned stops until there is a new one.",
        about=(person.id,),
    )


def _bounced(event: MailBounced, view: View, now: datetime, policy: Policy) -> Decision:
    address = normal_address(event.address)
    decision = NOTHING
    for person in view.find(Person, guardian_email=address) if address else ():
        consent = view.get(Consent, person.id)
        if consent is not None and asking.awaiting(consent):
            told = asking.bounced(person, consent, address, why=event.reason, now=now, policy=policy)
            decision = decision.and_then(told)
    return decision
