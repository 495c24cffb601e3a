"""What must hold across all modules at the end: consent before a pair, no concern forgotten, quiet mailboxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from service.simulate.evidence import Evidence, Mail
from service.simulate.module import Module
from workflows.policy import ConcernPolicy

ALERT = "alert"
SILENCE = timedelta(hours=ConcernPolicy().recheck_every, minutes=30)
"""A concern in hand is brought to mind this often, so that a longer silence after an alert means it was forgotten."""
_STEP = re.compile(r"/concerns/([^/]+)/(alert|taken|open)/")
_DIGEST = re.compile(r"/digest/")


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "active pairs without consent": list(_without_consent(evidence)),
        "concerns that went silent": list(_silent(evidence)),
        "second digests of a day": list(_second_digests(evidence)),
    }


def _without_consent(evidence: Evidence) -> Iterator[str]:
    consents = evidence.rows["Consents"]
    for key, row in evidence.rows["Pairs"].items():
        asked = [person for person in key.split("~") if person in consents]
        lacking = [person for person in asked if consents[person]["Status"] != "given"]
        if row["Status"] == "active" and lacking:
            yield f"{key}: {', '.join(lacking)}"


def _silent(evidence: Evidence) -> Iterator[str]:
    """The suite's message ids name the concern where they hold our key; other suites' mails are not judged here."""
    last: dict[str, tuple[Mail, str]] = {}
    mails = sorted(evidence.mails, key=lambda m: m.sent_at)
    for mail in mails:
        step = _STEP.search(mail.message_id)
        if step is not None:
            last[step.group(1)] = mail, step.group(2)
    for concern, (newest, kind) in last.items():
        if kind == ALERT and mails[-1].sent_at - newest.sent_at > SILENCE:
            yield f"{concern}, last alert on {newest.sent_at:%Y-%m-%d %H:%M}"


def _second_digests(evidence: Evidence) -> Iterator[str]:
    found = Counter((m.to, m.sent_at.date()) for m in evidence.mails if _DIGEST.search(m.message_id))
    yield from (f"{to} on {day}: {count}" for (to, day), count in found.items() if count > 1)


WHOLE = Module(name="whole", audit=faults)
"""The promises that no single module keeps alone."""
