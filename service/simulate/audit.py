"""The audit: reads what a person could read (forms, workbook, calendars, mail), never the database, and counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from service.simulate.evidence import Evidence, Mail, Meeting
from workflows.forms import CHECK_IN, CONCERN, CONSENT, MENTEE, MENTOR
from workflows.text.say import say

SETTLE = timedelta(minutes=30)  # how long after the last act things may still be on their way
ALERTED = timedelta(hours=3)  # a simulated sweep for what a lost notification left behind, and the faults after it
SECOND = timedelta(seconds=1)  # a mail's date has no fractions
ALERTS = frozenset(say("en", f"concerns.alert.{name}") for name in ("subject", "changed_subject"))
# Mails about concerns say nothing of them, so that two concerns read alike, and alerts repeat until somebody acts.
REPEATED = ALERTS | {say("en", f"concerns.{name}.subject") for name in ("taken", "open", "messenger", "receipt")}
RECEIPT = "/receipt/"
FAREWELL = re.compile(r"[^/]+/(people|consent)/[^/]+/left/")  # behind the name of the programme
EXAMPLES = 5
BOTH = 2  # a mentor and a mentee


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Counts of what must be zero, each with a few examples, and of what was there to be counted."""

    lost: int
    duplicate: int
    overlapping: int
    out_of_consent: int
    unexplained: int
    counted: Mapping[str, int]
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    modules: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what broke each rule of a module, by rule

    @property
    def clean(self) -> bool:
        """Whether every count is zero."""
        spine = self.lost or self.duplicate or self.overlapping or self.out_of_consent or self.unexplained
        return not (spine or any(self.modules.values()))

    def as_json(self) -> Mapping[str, object]:
        """For `audit.json`."""
        return asdict(self)


def audit(evidence: Evidence) -> Findings:
    """Judge a finished run by its files."""
    faults = {
        "lost": [
            *lost_applications(evidence),
            *lost_answers(evidence),
            *lost_concerns(evidence),
            *lost_meetings(evidence),
        ],
        "duplicate": [*doubled_rows(evidence), *doubled_mails(evidence), *doubled_meetings(evidence)],
        "overlapping": overlaps(evidence),
        "out_of_consent": [*meetings_without_consent(evidence), *mails_after_withdrawal(evidence)],
        "unexplained": [*rows_without_reason(evidence), *mails_without_reason(evidence)],
    }
    return Findings(
        lost=len(faults["lost"]),
        duplicate=len(faults["duplicate"]),
        overlapping=len(faults["overlapping"]),
        out_of_consent=len(faults["out_of_consent"]),
        unexplained=len(faults["unexplained"]),
        counted=_counted(evidence),
        examples={name: found[:EXAMPLES] for name, found in faults.items() if found},
    )


def _counted(evidence: Evidence) -> Mapping[str, int]:
    responses = {f"responses: {kind}": len(found) for kind, found in sorted(evidence.responses.items())}
    rows = {f"rows: {tab}": len(found) for tab, found in sorted(evidence.rows.items())}
    return {**responses, **rows, "mails": len(evidence.mails), "meetings in calendars": len(evidence.meetings)}


# --- lost --------------------------------------------------------------------------------------------


def lost_applications(evidence: Evidence) -> list[str]:
    """Applications on file whose applicant has no row, neither this year nor among the past ones."""
    people = {row["Mail"].lower(): key for key, row in evidence.rows["People"].items()}
    rows = {*evidence.rows["Applications"], *(key.partition(":")[2] for key in evidence.rows.get("Past years", ()))}
    return [
        f"{kind} of {address}"
        for kind, role in ((MENTOR, "mentor"), (MENTEE, "mentee"))
        for address in {r.first("email").lower() for r in evidence.responses.get(kind, ())}
        if f"{people.get(address, '?')}:{role}" not in rows
    ]


def lost_answers(evidence: Evidence) -> list[str]:
    """Check-ins and consents on file that no row shows."""
    answered = {"given", "refused", "withdrawn", "expired"}
    consents = {
        person
        for r in evidence.responses.get(CONSENT, ())
        if evidence.rows["Consents"].get(person := r.personal["person"], {}).get("Status") not in answered
    }
    check_ins = {
        key
        for r in evidence.responses.get(CHECK_IN, ())
        if (key := f"{r.personal['meeting']}:{r.personal['person']}") not in evidence.rows["Check-ins"]
        and f"Check-ins/{key}" not in evidence.deleted
        and r.submitted_at.date() > archived_to(evidence)
    }
    return [f"consent {key}" for key in sorted(consents)] + [f"check-in {key}" for key in sorted(check_ins)]


def lost_concerns(evidence: Evidence) -> list[str]:
    """Concerns on file without an alert of their own within the time a fault may take to pass."""
    raised = sorted(
        r.submitted_at for kind, found in evidence.responses.items() for r in found if kind == CONCERN or r.worried
    )
    alerts = sorted(m.sent_at for m in evidence.mails if m.subject in ALERTS)
    lost: list[str] = []
    for at in raised:
        alert = next((sent for sent in alerts if timedelta(0) <= sent - at + SECOND <= ALERTED), None)
        if alert is None:
            lost.append(f"concern raised at {at:%Y-%m-%d %H:%M} without an alert")
        else:
            alerts.remove(alert)
    return lost


def lost_meetings(evidence: Evidence) -> list[str]:
    """Meetings that stand in the workbook but not in both pupils' calendars, or in calendars only."""
    of_pairs = [m for m in evidence.meetings if m.of_pair and m.calendar in evidence.pupils]
    standing = Counter(m.key for m in of_pairs if not m.cancelled)
    rows = evidence.rows["Meetings"]
    # A pair that waits for a time has a row without a day.
    expected = [key for key, row in rows.items() if row["Status"] != "cancelled" and row["Date"]]
    missing = [f"meeting {key} stands in {standing[key]} calendars" for key in expected if standing[key] != BOTH]
    since = archived_to(evidence)
    past = {m.key for m in evidence.meetings if m.starts_at.date() <= since}
    pairs = {key for key, row in evidence.rows["Pairs"].items() if row["Status"] == "active"}
    left = [
        f"meeting {k} of no pair waits for a time" for k, r in rows.items() if not r["Date"] and _pair(k) not in pairs
    ]
    lost = [f"meeting {key} is in calendars only" for key in standing if key not in rows and key not in past]
    return missing + left + lost


def _pair(meeting: str) -> str:
    return meeting.rpartition("/")[0]


def archived_to(evidence: Evidence) -> date:
    """The last day of the newest year in Past years: rows of meetings up to then are cleared away."""
    ends = (date.fromisoformat(row["Year to"]) for row in evidence.rows.get("Past years", {}).values())
    return max(ends, default=date.min)


# --- doubled -----------------------------------------------------------------------------------------


def doubled_rows(evidence: Evidence) -> list[str]:
    """Keys that stand twice in one tab."""
    return [f"{tab}: {key}" for tab, keys in evidence.keys.items() for key, n in Counter(keys).items() if key and n > 1]


def doubled_mails(evidence: Evidence) -> list[str]:
    """Mails that arrived twice: by their id, and by saying the same thing to the same person on one day.

    Somebody who changes an answer twice in a day gets two receipts that read alike.
    """
    ids = Counter((m.to, m.message_id) for m in evidence.mails)
    words = Counter((m.to, m.subject, m.said, m.sent_at.date()) for m in evidence.mails if m.subject not in REPEATED)
    receipts = {(m.to, m.subject) for m in evidence.mails if RECEIPT in m.key}
    allowed = {receipt: evidence.versions.get(receipt[0], 1) for receipt in receipts}
    by_id = [f"{to}: {mail_id}" for (to, mail_id), n in ids.items() if n > 1]
    return by_id + [
        f"{to}: {subject} on {day}" for (to, subject, _, day), n in words.items() if n > allowed.get((to, subject), 1)
    ]


def doubled_meetings(evidence: Evidence) -> list[str]:
    """Meetings that stand twice in one calendar."""
    found = Counter((m.calendar, m.key) for m in evidence.meetings)
    return [f"{calendar}: {key}" for (calendar, key), n in found.items() if n > 1]


# --- overlapping -------------------------------------------------------------------------------------


def overlaps(evidence: Evidence) -> list[str]:
    """Pupils who should be in two places at once, and adults who should be in two rooms at once."""
    return [
        f"{calendar}: {first.key} and {second.key}"
        for calendar, meetings in _by_calendar(evidence.meetings).items()
        for first, second in pairwise(sorted(meetings, key=lambda m: m.starts_at))
        if second.starts_at < first.ends_at and (calendar in evidence.pupils or first.place != second.place)
    ]


def _by_calendar(meetings: Iterable[Meeting]) -> Mapping[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        if not meeting.cancelled:
            found.setdefault(meeting.calendar, []).append(meeting)
    return found


# --- consent -----------------------------------------------------------------------------------------


def meetings_without_consent(evidence: Evidence) -> list[str]:
    """Meetings that took place, or stand planned, while a pupil had no guardian's consent."""
    return [
        f"{meeting.key} on {meeting.starts_at:%Y-%m-%d} without consent for {pupil}"
        for meeting in evidence.meetings
        if meeting.of_pair and not meeting.cancelled and (pupil := evidence.pupils.get(meeting.calendar)) is not None
        if not consented(evidence, pupil, meeting.starts_at)
    ]


def consented(evidence: Evidence, person: str, at: datetime) -> bool:
    """Whether a guardian's yes stood at that instant."""
    answers = [(when, yes) for when, yes in evidence.consents.get(person, ()) if when + SETTLE <= at]
    return bool(answers) and max(answers)[1]


def mails_after_withdrawal(evidence: Evidence) -> list[str]:
    """Mails to somebody who had left, other than the one that says so."""
    return [
        f"{mail.to}: {mail.subject} on {mail.sent_at:%Y-%m-%d}"
        for mail in evidence.mails
        if (left := evidence.left.get(mail.to)) is not None and follows(mail, left)
    ]


def follows(mail: Mail, left: datetime) -> bool:
    """Whether a mail follows somebody who had left. The farewell is none: it may wait for the end of the night."""
    return mail.sent_at > left + ALERTED and not FAREWELL.match(mail.key)


# --- unexplained -------------------------------------------------------------------------------------


def rows_without_reason(evidence: Evidence) -> list[str]:
    """Pairs and meetings whose row does not say why."""
    return [
        f"{tab}: {key}"
        for tab in ("Pairs", "Meetings")
        for key, row in evidence.rows[tab].items()
        if not row["Why"].strip()
    ]


def mails_without_reason(evidence: Evidence) -> list[str]:
    """Mails that do not tell the reader why they came."""
    return [f"{mail.to}: {mail.subject}" for mail in evidence.mails if not _explains(mail)]


def _explains(mail: Mail) -> bool:
    return bool(mail.why.strip())
