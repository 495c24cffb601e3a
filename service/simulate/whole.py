"""What must hold across all modules at the end: consent before a pair, no concern forgotten, quiet mailboxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from service.simulate.audit import ALERTED, follows
from service.simulate.evidence import Evidence, Mail, Meeting
from service.simulate.module import Module
from workflows.forms import MENTEE, MENTOR
from workflows.policy import ConcernPolicy
from workflows.promptness import may_be_prompt
from workflows.text.say import say

ALERT = "alert"
TRAINED = say("en", "training.complete.subject")
SILENCE = timedelta(hours=ConcernPolicy().recheck_every, minutes=30)
"""A concern in hand is brought to mind this often, so that a longer silence after an alert means it was forgotten."""
_STEP = re.compile(r"/concerns/([^/]+)/(alert|taken|open)/")


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "active pairs without consent": list(_without_consent(evidence)),
        "met before the training was complete": list(_untrained(evidence)),
        "families written to after a pupil left": list(_after_leaving(evidence)),
        "appointments after leaving": list(_still_booked(evidence)),
        "concerns that went silent": list(_silent(evidence)),
        "second routine mails of a day": list(_second_routine(evidence)),
    }


def _without_consent(evidence: Evidence) -> Iterator[str]:
    consents = evidence.rows["Consents"]
    for key, row in evidence.rows["Pairs"].items():
        asked = [person for person in key.split("~") if person in consents]
        lacking = [person for person in asked if consents[person]["Status"] != "given"]
        if row["Status"] == "active" and lacking:
            yield f"{key}: {', '.join(lacking)}"


def _silent(evidence: Evidence) -> Iterator[str]:
    last: dict[str, tuple[Mail, str]] = {}
    mails = sorted(evidence.mails, key=lambda m: m.sent_at)
    for mail in mails:
        step = _STEP.search(mail.key)
        if step is not None:
            last[step.group(1)] = mail, step.group(2)
    for concern, (newest, kind) in last.items():
        if kind == ALERT and mails[-1].sent_at - newest.sent_at > SILENCE:
            yield f"{concern}, last alert on {newest.sent_at:%Y-%m-%d %H:%M}"


def _untrained(evidence: Evidence) -> Iterator[str]:
    """Mentors in whose calendar a pair's meeting stands before the mail that their training is complete."""
    done: dict[str, datetime] = {}
    for mail in sorted(evidence.mails, key=lambda m: m.sent_at):
        if TRAINED in mail.subject or TRAINED in mail.said:
            done.setdefault(mail.to, mail.sent_at)
    for meeting in evidence.meetings:
        if not meeting.of_pair or meeting.cancelled or evidence.pupils.get(meeting.calendar) != _mentor(meeting):
            continue
        complete = done.get(meeting.calendar)
        if complete is None or complete > meeting.starts_at:
            yield f"{meeting.key} on {meeting.starts_at:%Y-%m-%d}"


def _mentor(meeting: Meeting) -> str:
    return meeting.key.partition("~")[0]


def _after_leaving(evidence: Evidence) -> Iterator[str]:
    """Mails to guardians of pupils who left, other than those that say so."""
    families = {
        answer.first("guardian_email").lower(): evidence.left[pupil]
        for form in (MENTOR, MENTEE)
        for answer in evidence.responses.get(form, ())
        if (pupil := answer.first("email").lower()) in evidence.left
    }
    for mail in evidence.mails:
        left = families.get(mail.to)
        if left is not None and follows(mail, left):
            yield f"{mail.to}: {mail.subject} on {mail.sent_at:%Y-%m-%d}"


def _still_booked(evidence: Evidence) -> Iterator[str]:
    for meeting in evidence.meetings:
        left = evidence.left.get(meeting.calendar)
        if left is not None and not meeting.cancelled and meeting.starts_at > left + ALERTED:
            yield f"{meeting.calendar}: {meeting.key} on {meeting.starts_at:%Y-%m-%d}"


def _second_routine(evidence: Evidence) -> Iterator[str]:
    """Routine is every mail that nobody waits for (see `workflows.promptness`), alone or in a digest."""
    routine = [m for m in evidence.mails if not may_be_prompt(m.key)]
    found = Counter((m.to, m.sent_at.date()) for m in routine)
    for (to, day), count in found.items():
        if count > 1:
            keys = ", ".join(m.key for m in routine if (m.to, m.sent_at.date()) == (to, day))
            yield f"{to} on {day}: {keys}"


WHOLE = Module(name="whole", audit=faults)
"""The promises that no single module keeps alone."""
