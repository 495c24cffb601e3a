"""Concerns: stored first, put in front of a person at once, climbing until one acknowledges.

Everything here is restricted. What was said stands in the `Concern` value only; the mails are the same for every
concern and name nobody. No other workflow hears of one. While a concern is not acknowledged there is always a
timer pending for it, whatever bounces or is edited meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows import forms
from workflows.concern_readers import LEVELS, involved, ladder, may_open, named, readers
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import Approval, Recipient, SendMail, Urgency
from workflows.events import (
    ConcernAcknowledged,
    ConcernSuspected,
    Event,
    FormAnswered,
    MailBounced,
    TimerFired,
)
from workflows.policy import Policy, StaffMember
from workflows.rules import first_answer, normal_address, person_by_address, said_yes, short_hash
from workflows.state import Concern, ConcernLevel
from workflows.text.blocks import Block, PageLink, Paragraph
from workflows.text.say import say
from workflows.view import View

__all__ = ["BEFORE", "CLIMB", "OPEN", "decide", "may_open", "readers"]

CLIMB, OPEN = "concerns.climb", "concerns.open"
BEFORE = "\n\n--- said before ---\n"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for concerns. Every decision is restricted; its only effects are mails without content."""
    match event:
        case FormAnswered(form=forms.CONCERN):
            return _answered(event, view, now, policy)
        case ConcernSuspected():
            return _suspected(event, view, now, policy)
        case TimerFired(kind="concerns.climb", subject=subject):
            return _climb(view.get(Concern, subject), now, policy)
        case TimerFired(kind="concerns.open", subject=subject):
            return _remind(view.get(Concern, subject), policy)
        case MailBounced():
            return _bounced(event, view, now, policy)
        case ConcernAcknowledged():
            return _acknowledged(event, view.get(Concern, event.concern), now, policy)
    return NOTHING


# --- raised, and added to ---------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    key = f"c-{short_hash(policy.key, event.form, event.response_id, length=16)}"
    said = Concern(
        id=key,
        category=first_answer(event.answers, "category"),
        text="\n".join(event.answers.get("text", ())),
        about=", ".join(event.answers.get("about", ())),
        raised_by=event.personal.get("person") or event.respondent or first_answer(event.answers, "name"),
        raised_at=event.submitted_at,
        level=ConcernLevel.LEAD,
        source=event.form,
        urgent=said_yes(event.answers, "urgent"),
        excluded=involved(event, policy),
    )
    known = view.get(Concern, key)
    if known is not None:
        return _added_to(known, said, now, policy)
    return _raised(said, now, policy).and_then(_receipt(event, view, key, policy))


def _suspected(event: ConcernSuspected, view: View, now: datetime, policy: Policy) -> Decision:
    said = Concern(
        id=f"c-{short_hash(policy.key, event.source, event.raised_by, event.text, length=16)}",
        category=say(policy.language, f"concerns.{event.risk or 'contact'}.category"),
        text=event.text,
        about="",
        raised_by=event.raised_by,
        raised_at=now,
        level=ConcernLevel.LEAD,
        source=event.source,
        # Nobody was asked whom it is about: an adult named in it might be the reason for it.
        excluded=named(event.text, policy),
    )
    known = view.get(Concern, said.id)
    if known is None:
        return _raised(said, now, policy)
    # The same words again while the alarm is ringing add nothing; after it was answered they are a new call.
    return NOTHING if known.acknowledged_at is None else _alert_anew(known, now, policy)


def _raised(concern: Concern, now: datetime, policy: Policy) -> Decision:
    steps = ladder(concern, policy)
    level = next(iter(steps), ConcernLevel.HEAD)
    first = (steps[level],) if level in steps else readers(concern, policy)
    return _alert(replace(concern, level=level), first, now, policy).and_then(
        Decision(reason="A concern was raised. It is stored and the alert goes out at once.")
    )


def _added_to(known: Concern, said: Concern, now: datetime, policy: Policy) -> Decision:
    # Earlier words stay below the new ones: nobody can take back, or be made to take back, what was said.
    latest = known.text.split(BEFORE, 1)[0]
    merged = replace(
        known,
        category=said.category or known.category,
        text=known.text if said.text == latest else said.text + BEFORE + known.text,
        about=said.about if said.about else known.about,
        urgent=known.urgent or said.urgent,
        excluded=tuple(dict.fromkeys(known.excluded + said.excluded)),
    )
    return NOTHING if merged == known else _alert_anew(merged, now, policy)


def _alert_anew(concern: Concern, now: datetime, policy: Policy) -> Decision:
    """Alert everybody who was alerted before and may still know; an acknowledgement has to be given anew."""
    steps = ladder(concern, policy)
    reached = {level: s for level, s in steps.items() if LEVELS.index(level) <= LEVELS.index(concern.level)}
    ringing = concern.acknowledged_at is None
    if not reached and steps:
        level = next(iter(steps))
        reached, ringing, concern = {level: steps[level]}, False, replace(concern, level=level)
    whom = tuple(reached.values()) or readers(concern, policy)
    opened = replace(concern, acknowledged_at=None, acknowledged_by="")
    decision = _alert(opened, whom, now, policy, changed=True)
    # A running climb keeps its time: whoever edits again and again must not be able to put it off.
    timers = () if ringing else (*decision.timers, CancelTimer(kind=OPEN, subject=concern.id))
    return replace(decision, timers=timers, reason="A concern was added to; those who may know were alerted again.")


# --- alerts -----------------------------------------------------------------------------------------


def _alert(
    concern: Concern, whom: tuple[str, ...], now: datetime, policy: Policy, *, changed: bool = False
) -> Decision:
    count = concern.alerts + 1
    kind = "changed_" if changed else ""
    mails = tuple(
        _mail(
            policy.staff_member(staff_id),
            key=f"{policy.key}/concerns/{concern.id}/alert/{count}/{staff_id}",
            words=(f"concerns.alert.{kind}subject", f"concerns.alert.{kind}text", "concerns.alert.climbs"),
            link=("concerns.alert.link", concern.id),
        )
        for staff_id in whom
    )
    return Decision(
        changes=(replace(concern, alerts=count),),
        effects=mails,
        timers=(Timer(kind=CLIMB, subject=concern.id, due_at=now + _patience(concern.level, policy)),),
        restricted=True,
    )


def _patience(level: ConcernLevel, policy: Policy) -> timedelta:
    """How long this level has before the concern goes on. Never less than a minute."""
    rules = policy.concerns
    minutes = {
        ConcernLevel.LEAD: rules.deputy_after,
        ConcernLevel.DEPUTY: rules.head_after - rules.deputy_after,
        ConcernLevel.HEAD: rules.repeat_every,
    }[level]
    return timedelta(minutes=max(1, minutes))


def _climb(concern: Concern | None, now: datetime, policy: Policy) -> Decision:
    if concern is None or concern.acknowledged_at is not None:
        return NOTHING
    for level, staff_id in ladder(concern, policy).items():
        if LEVELS.index(level) > LEVELS.index(concern.level):
            raised = _alert(replace(concern, level=level), (staff_id,), now, policy)
            return replace(raised, reason=f"Nobody acknowledged a concern in time: the {_said(level)} was alerted.")
    again = _alert(replace(concern, level=ConcernLevel.HEAD), readers(concern, policy), now, policy)
    return replace(again, reason="A concern is still not acknowledged: everybody who may know was alerted again.")


def _said(level: ConcernLevel) -> str:
    return level.value.replace("_", " ")


def _bounced(event: MailBounced, view: View, now: datetime, policy: Policy) -> Decision:
    prefix = f"{policy.key}/concerns/"
    if event.mail and not event.mail.startswith(prefix):
        return NOTHING
    if event.mail:
        concern = view.get(Concern, event.mail.removeprefix(prefix).split("/", 1)[0])
        return _unreached(concern, event, now, policy)
    # The supplier did not say which mail came back: any alert to this address may be the one.
    decision = NOTHING
    for concern in view.find(Concern, acknowledged_at=None):
        decision = decision.and_then(_unreached(concern, event, now, policy))
    return decision


def _unreached(concern: Concern | None, event: MailBounced, now: datetime, policy: Policy) -> Decision:
    """An alert came back: the next level at once; at the top, somebody who can fetch a reader in person."""
    if concern is None or concern.acknowledged_at is not None:
        return NOTHING
    address = normal_address(event.address)
    whose = {s for s in readers(concern, policy) if normal_address(policy.staff_member(s).email) == address}
    newest = f"/concerns/{concern.id}/alert/{concern.alerts}/"
    if not whose or (event.mail and newest not in event.mail):
        return NOTHING
    steps = ladder(concern, policy)
    if not event.mail and steps.get(concern.level) not in whose:
        return NOTHING
    higher = any(LEVELS.index(x) > LEVELS.index(concern.level) for x in steps)
    if higher:
        return replace(_climb(concern, now, policy), reason="An alert came back: the next person was alerted at once.")
    return _messenger(concern, policy)


def _messenger(concern: Concern, policy: Policy) -> Decision:
    known = {*concern.excluded, *readers(concern, policy)}
    lead = policy.roles.lead
    whom = (lead,) if lead not in known else tuple(m.id for m in policy.staff if m.id not in known)
    mails = tuple(
        _mail(
            policy.staff_member(staff_id),
            key=f"{policy.key}/concerns/{concern.id}/messenger/{concern.alerts}/{staff_id}",
            words=("concerns.messenger.subject", "concerns.messenger.text"),
            why="concerns.messenger.why",
        )
        for staff_id in whom
    )
    return Decision(effects=mails, reason="Alerts come back: a colleague was asked to fetch a reader.", restricted=True)


# --- acknowledged -----------------------------------------------------------------------------------


def _acknowledged(event: ConcernAcknowledged, concern: Concern | None, now: datetime, policy: Policy) -> Decision:
    if concern is None:
        return NOTHING
    if not may_open(concern, event.by, policy):
        return Decision(reason="An acknowledgement was refused: not one of the concern's readers.", restricted=True)
    if concern.acknowledged_at is not None:
        return NOTHING
    told = tuple(
        _mail(
            policy.staff_member(staff_id),
            key=f"{policy.key}/concerns/{concern.id}/taken/{concern.alerts}/{staff_id}",
            words=("concerns.taken.subject", "concerns.taken.text"),
            urgency=Urgency.PROMPT,
        )
        for staff_id in readers(concern, policy)
        if staff_id != event.by
    )
    return Decision(
        changes=(replace(concern, acknowledged_at=now, acknowledged_by=event.by),),
        effects=told,
        timers=(
            CancelTimer(kind=CLIMB, subject=concern.id),
            Timer(kind=OPEN, subject=concern.id, due_at=now + timedelta(hours=policy.concerns.recheck_every)),
        ),
        reason="A concern was acknowledged; the alerts stop.",
        restricted=True,
    )


def _remind(concern: Concern | None, policy: Policy) -> Decision:
    if concern is None or concern.acknowledged_at is None:
        return NOTHING
    whom = dict.fromkeys((readers(concern, policy)[0], concern.acknowledged_by))
    mails = tuple(
        _mail(
            policy.staff_member(staff_id),
            key=f"{policy.key}/concerns/{concern.id}/open/{concern.alerts}/{staff_id}",
            words=("concerns.open.subject", "concerns.open.text"),
            link=("concerns.open.link", concern.id),
            urgency=Urgency.PROMPT,
        )
        for staff_id in whom
        if may_open(concern, staff_id, policy)
    )
    return Decision(effects=mails, reason="Readers were reminded that a concern is still open.", restricted=True)


# --- mails ------------------------------------------------------------------------------------------


def _mail(
    member: StaffMember,
    *,
    key: str,
    words: tuple[str, ...],
    link: tuple[str, str] | None = None,
    why: str = "concerns.alert.why",
    urgency: Urgency = Urgency.URGENT,
) -> SendMail:
    subject, *texts = (say(member.language, word) for word in words)
    blocks: list[Block] = [Paragraph(text=text) for text in texts]
    if link is not None:
        label, concern = link
        blocks.insert(1, PageLink(label=say(member.language, label), path=f"/concerns/{concern}", reader=member.id))
    return SendMail(
        key=key,
        to=Recipient(person_id=member.id, address=member.email, name=member.name, language=member.language),
        subject=subject,
        blocks=tuple(blocks),
        why=say(member.language, why),
        urgency=urgency,
        approval=Approval.NOT_NEEDED,
    )


def _receipt(event: FormAnswered, view: View, concern: str, policy: Policy) -> Decision:
    """A neutral word to the sender, if the suite vouches for an address. Whoever reads along learns nothing."""
    if not event.respondent:
        return NOTHING
    person = person_by_address(view, normal_address(event.respondent))
    language = person.language if person else policy.language
    mail = SendMail(
        key=f"{policy.key}/receipts/{short_hash(concern)}",
        # No person's id: what is shown about a pupil must not tell that the pupil raised a concern, and the word goes
        # to whoever has left since.
        to=Recipient(person_id="", address=event.respondent, name=person.name if person else "", language=language),
        subject=say(language, "concerns.receipt.subject"),
        blocks=(
            Paragraph(text=say(language, "concerns.receipt.text")),
            Paragraph(text=say(language, "concerns.receipt.wait")),
        ),
        why=say(language, "concerns.receipt.why"),
        urgency=Urgency.PROMPT,
        approval=Approval.NOT_NEEDED,
    )
    return Decision(effects=(mail,), restricted=True)
