"""Which mails need not wait for the morning. Every other kind is routine: a person gets one such mail a day at most.

A kind is a pattern for a mail's key without the programme's own name in front, with `*` for what differs from mail to
mail. Four reasons let a mail go at once: somebody may be in danger; somebody has just sent, signed or decided
something and looks for the answer; an appointment was made, moved or called off; nothing can begin without a reply.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

DANGER = ("concerns/*", "receipts/*", "life/need/*", "self_checks/*/lead/*")
"""Somebody may be in danger, or an answer was unsafe."""

ANSWERS = (
    "applications/*",
    "charter/*",
    "consent/*/yes/*",
    "consent/*/no/*",
    "consent/*/left/*",
    "consent/*/stale/*",
    "duty/*/declined/*",
    "info/*",
    "life/classes/*",
    "life/request/*",
    "life/*/event-agreed/*",
    "nominations/*",
    "people/*/left/*",
    "recruiting/support/*",
    "recruiting/*/session/*",
    "reports/requested/*",
    "self_checks/*/concern_quiz/*",
    "self_checks/*/training_scenarios/*",
    "sessions/*/wrong/*",
    "setup/*",
)
"""Somebody has just done something and looks for what follows."""

APPOINTMENTS = (
    "meetings/*/welcome/*",
    "meetings/*/guardian/*",
    "meetings/*/again/*",
    "meetings/*/moved/*",
    "meetings/*/cancelled/*",
    "meetings/*/stuck",
    "meetings-no_goodbye/*",
    "meetings-over/*",
    "meetings-paused/*",
    "selection/*/interview/*",
    "sessions/*/invite/*",
    "sessions/*/make_up/*",
    "sessions/*/moved/*",
    "sessions/*/off/*",
    "tasters/*/invited/*",
)
"""Somebody is to be somewhere, or is not."""

REPLIES = (
    "agreements/*/talk/*",
    "consent/*/request/*",
    "duty/*/ask/*",
    "life/forms/*",
    "life/*/coordinator/*",
    "life/*/referral*",
    "life/*/repair/*",
    "recruiting/*/nominated/*",
    "training/*/invite/*",
    "service/*",
)
"""Nothing can begin, or go on, without the reader."""

PROMPT = (*DANGER, *ANSWERS, *APPOINTMENTS, *REPLIES)


def may_be_prompt(key: str) -> bool:
    """Whether a mail with this key may go before the next morning; `key` begins with the programme's name."""
    kind = key.partition("/")[2]
    return any(fnmatchcase(kind, pattern) for pattern in PROMPT)
