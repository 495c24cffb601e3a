"""Who may know of a concern, in which order they are alerted, and who is passed by because it may be about them."""

from __future__ import annotations

import re

from workflows.events import FormAnswered
from workflows.policy import Policy, StaffMember
from workflows.rules import normal_address
from workflows.state import Concern, ConcernLevel

LEVELS = tuple(ConcernLevel)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr|sir|teacher|coach)\b", re.IGNORECASE)


def readers(concern: Concern, policy: Policy) -> tuple[str, ...]:
    """Staff ids who may read and acknowledge this concern, in the order they are alerted.

    The safeguarding roles, without anybody it may be about. When that leaves nobody: the programme lead; then
    every other adult; and when every adult was named, the safeguarding roles after all, since a concern that
    reaches nobody is the worst outcome.
    """
    safeguarding = tuple(_role(level, policy) for level in LEVELS)
    circles = (safeguarding, (policy.roles.lead,), tuple(member.id for member in policy.staff))
    for circle in circles:
        if kept := tuple(dict.fromkeys(s for s in circle if s not in concern.excluded)):
            return kept
    return tuple(dict.fromkeys(safeguarding))


def may_open(concern: Concern, staff_id: str, policy: Policy) -> bool:
    """Whether this member of staff may see the concern at all."""
    return staff_id in readers(concern, policy)


def _role(level: ConcernLevel, policy: Policy) -> str:
    roles = policy.roles
    return {
        ConcernLevel.LEAD: roles.safeguarding_lead,
        ConcernLevel.DEPUTY: roles.safeguarding_deputy,
        ConcernLevel.HEAD: roles.head,
    }[level]


def ladder(concern: Concern, policy: Policy) -> dict[ConcernLevel, str]:
    """The person of each level, without the excluded and without anybody who already stands lower."""
    allowed, steps = readers(concern, policy), dict[ConcernLevel, str]()
    for level in LEVELS:
        person = _role(level, policy)
        if person in allowed and person not in steps.values():
            steps[level] = person
    return steps


def involved(event: FormAnswered, policy: Policy) -> tuple[str, ...]:
    """Adults the concern may be about: ticked in the list, or named in "whom is it about".

    Where that was left open, whoever is named in the worry itself: better one reader too few than the wrong one.
    """
    ticked = {_plain(name) for name in event.answers.get("staff_involved", ())}
    about = " ".join(event.answers.get("about", ())).strip()
    written = about or ("" if ticked else " ".join(event.answers.get("text", ())))
    return tuple(m.id for m in policy.staff if _plain(m.name) in ticked or _is_named(m, written))


def named(text: str, policy: Policy) -> tuple[str, ...]:
    """Adults named in a text."""
    return tuple(member.id for member in policy.staff if _is_named(member, text))


def _is_named(member: StaffMember, about: str) -> bool:
    words, name = _plain(about).split(), _plain(member.name).split()
    if not name:
        return False
    surname_with_title = bool(_TITLE.search(about)) and len(name[-1]) > 2 and name[-1] in words
    return surname_with_title or all(part in words for part in name) or normal_address(member.email) in about.lower()


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w'-]+", " ", text.casefold()).split())
