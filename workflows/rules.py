"""Small rules that several workflows share: ids, addresses, who may take part, answers in the workbook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from workflows.policy import Policy
from workflows.state import (
    Application,
    ApplicationStatus,
    Closure,
    Consent,
    ConsentStatus,
    Meeting,
    Pair,
    Person,
    Referral,
    ReferralStatus,
    Role,
    StaffAnswer,
    Training,
)
from workflows.view import View

# ASCII only: few school systems take other addresses, and a letter of another script is nearly always a slip.
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def normal_address(text: str) -> str:
    """A mail address in the one spelling we compare: lower case, no blanks around, no dot at the end."""
    return text.strip().removeprefix("mailto:").rstrip(".").lower()


def is_address(text: str) -> bool:
    """Whether a normalised text has the shape of a mail address that every supplier accepts."""
    return len(text) <= 254 and ".." not in text and not text.startswith(".") and bool(_ADDRESS.fullmatch(text))


def short_hash(*parts: str, length: int = 12) -> str:
    """The first hex digits of the SHA-256 of the parts, joined by NUL so that no two lists collide."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:length]


def person_id(policy: Policy, email: str) -> str:
    """The id a pupil with this normalised address gets when first met; it stays when the address changes."""
    return f"p-{short_hash(policy.key, email)}"


def person_by_address(view: View, email: str) -> Person | None:
    """The pupil who has this normalised address now."""
    found = view.find(Person, email=email) if email else ()
    return found[0] if found else None


def application_id(person: str, role: Role) -> str:
    """The id of a person's application for a role."""
    return f"{person}:{role.value}"


def first_answer(answers: Mapping[str, tuple[str, ...]], key: str) -> str:
    """The first text answered to a question, without blanks around, or ""."""
    given = answers.get(key, ())
    return given[0].strip() if given else ""


def said_yes(answers: Mapping[str, tuple[str, ...]], key: str) -> bool:
    """Whether the answer to a yes/no question begins with yes."""
    return first_answer(answers, key).lower().startswith("yes")


def cell_word(value: str) -> str:
    """What staff typed, as we compare it: lower case, single blanks, no end mark."""
    return " ".join(value.lower().split()).rstrip(".!")


def staff_answer(tab: str, row: str, text: str, now: datetime) -> StaffAnswer:
    """Our answer in the cell beside what staff typed."""
    return StaffAnswer(id=f"{tab}:{row}", text=text, at=now)


def accepted(view: View, person: str, role: Role | None = None) -> bool:
    """Whether staff accepted this pupil (in that role)."""
    roles = (role,) if role else tuple(Role)
    found = (view.get(Application, application_id(person, r)) for r in roles)
    return any(a is not None and a.status is ApplicationStatus.ACCEPTED for a in found)


def needs_consent(view: View, person: str, policy: Policy) -> bool:
    """Whether this pupil is accepted in a role that a guardian must agree to."""
    return any(accepted(view, person, role) for role in Role if role.value in policy.consent.needed_for)


def has_consent(view: View, person: str, today: date | None = None) -> bool:
    """Whether a guardian's yes stands (and, when `today` is given, has not lapsed)."""
    consent = view.get(Consent, person)
    if consent is None or consent.status is not ConsentStatus.GIVEN:
        return False
    return today is None or consent.expires_on is None or today <= consent.expires_on


def required_topics(policy: Policy) -> tuple[str, ...]:
    """Everything a mentor must complete: the school's topics, those of the focus issue, the quiz, the scenarios."""
    rules = policy.training
    of_the_issue = rules.issue_topics.get(rules.focus, ())
    return tuple(dict.fromkeys(t for t in (*rules.topics, *of_the_issue, rules.quiz, rules.scenarios) if t))


def possible_topics(policy: Policy) -> tuple[str, ...]:
    """Every topic that could be required before the file is read again: the lead may choose another focus."""
    every = (t for topics in policy.training.issue_topics.values() for t in topics) if policy.needs.on else ()
    return tuple(dict.fromkeys((*required_topics(policy), *every)))


def topics_left(view: View, person: str, policy: Policy) -> tuple[str, ...]:
    """Training topics this mentor has yet to complete."""
    done = {t.topic for t in view.find(Training, person_id=person)}
    return tuple(t for t in required_topics(policy) if t not in done)


SMALLEST_GROUP = 5
"""Figures about fewer people than this are not shown: they could point at somebody."""
YEAR_ENDS = "the school year ends"
"""Why a pair ended that lasted as long as it could."""
MOST_CHASERS = 2
"""Nobody is reminded of the same question more often than this."""


def names_of(pair: Pair | Closure, view: View) -> str:
    """The two of a pair as staff read them."""
    known = (view.get(Person, pair.mentor_id), view.get(Person, pair.mentee_id))
    ids = (pair.mentor_id, pair.mentee_id)
    return " & ".join(person.told_apart if person else key for person, key in zip(known, ids, strict=True))


def minutes_of(meetings: Iterable[Meeting]) -> int:
    """The length of these meetings together, in minutes."""
    return sum(round((m.ends_at - m.starts_at).total_seconds() / 60) for m in meetings)


def percent(part: int, whole: int) -> str:
    """A share as people write it; a dash where there is nothing to share."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def winds_down_on(end: date, policy: Policy) -> date:
    """The school day on which the pairs of a year that ends on `end` come to their end."""
    days = policy.school.school_days(end - timedelta(days=200), end)
    before = max(0, policy.rollover.pairs_end_before)
    return days[-1 - before] if len(days) > before else end


def year_is_ending(policy: Policy, today: date) -> bool:
    """Whether the pairs of this school year have come to their end and the next year has not begun."""
    return any(winds_down_on(end, policy) <= today <= end for end in policy.rollover.year_ends)


def year_start(policy: Policy, today: date) -> date:
    """The day after which this school year counts: the last day of the one before."""
    return max((end for end in policy.rollover.year_ends if end < today), default=date.min)


def year_end_of(on: date, policy: Policy) -> str:
    """The last day of the school year that a day lies in."""
    ends = (*policy.rollover.year_ends, policy.school.ends_on)
    return min((end for end in ends if end >= on), default=on).isoformat()


def _belongs_elsewhere(view: View, person: str) -> bool:
    """Whether this pupil's need may be one for the counsellor, never for a peer."""
    referrals = view.find(Referral, person_id=person)
    return any((r.kind or r.suggested) == "counsellor" and r.status is not ReferralStatus.CLOSED for r in referrals)


def _equal_lacks(person: Person, view: View, policy: Policy, today: date | None) -> tuple[str, ...]:
    """What a pupil among equals lacks: the class list stands for the application, and nobody is trained as a mentor."""
    missing: list[str] = []
    if not person.rostered and not accepted(view, person.id):
        missing.append("neither on a class list nor accepted")
    if policy.consent.needed_for and not has_consent(view, person.id, today):
        missing.append("no consent from a guardian")
    if policy.referrals.on and _belongs_elsewhere(view, person.id):
        missing.append("staff still to decide on another kind of help")
    return tuple(missing)


def may_take_part(
    person_id: str, role: Role, view: View, policy: Policy, *, today: date | None = None
) -> tuple[str, ...]:
    """What this pupil still lacks to be matched and to meet in that role, in plain words; empty when nothing."""
    person = view.get(Person, person_id)
    if person is None or person.withdrawn_at is not None:
        return ("has left the programme",)
    if policy.matching.equals:
        return _equal_lacks(person, view, policy, today)
    missing: list[str] = []
    if not accepted(view, person_id, role):
        missing.append(f"no accepted application as {role.value}")
    if role.value in policy.consent.needed_for and not has_consent(view, person_id, today):
        missing.append("no consent from a guardian")
    if role is Role.MENTEE and policy.referrals.on and _belongs_elsewhere(view, person_id):
        missing.append("staff still to decide on another kind of help")
    if role is Role.MENTOR and (left := topics_left(view, person_id, policy)):
        missing.append("training still to do: " + ", ".join(left))
    return tuple(missing)
