"""The start of a programme in a simulation: adults take on duties, everybody is asked and called, staff interview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from service.simulate.evidence import Evidence
from service.simulate.module import Module, Stage
from service.simulate.outside import Book
from service.simulate.post import Letter, Link
from service.simulate.school import DOMAIN, Pupil
from service.simulate.sites import site_of
from workflows import forms, tabs
from workflows.events import AttendanceImported, RosterImported
from workflows.small_cells import SMALLEST_CELL
from workflows.text.say import say

NOMINATED, NOMINATED_TWICE = 0.08, 0.03
ANSWERS = {forms.DUTY: 0.97, forms.NEEDS: 0.6, forms.INFO: 0.25, forms.REFERENCE: 0.8, forms.RUBRIC: 0.95}
"""How likely it is that somebody answers, by form; who does not gets reminders, or nothing happens."""
INTERVIEWED = 0.4
ANSWERED_WITHIN = timedelta(days=30)
"""Staff open the workbook every second week at least: by then everybody must have had an answer."""


@dataclass(kw_only=True)
class Starters:
    """The office, the adults of the programme, teachers and pupils while the programme begins."""

    stage: Stage
    answered: set[str] = field(default_factory=set)

    def begin(self, start: datetime) -> None:
        """The office imports its lists; teachers nominate pupils in the first days."""
        for number, pupil in enumerate(self.stage.school.pupils):
            self._import(pupil, site_of(number))
        random = self.stage.random
        for pupil in self.stage.school.pupils:
            chance = random.random()
            for _ in range((chance < NOMINATED) + (chance < NOMINATED_TWICE)):
                at = start + timedelta(hours=random.uniform(2, 150))
                self.stage.agenda.plan(at, partial(self._nominate, pupil))

    def _import(self, pupil: Pupil, site: str) -> None:
        random = self.stage.random
        teachers = self.stage.school.policy.hosts
        roster = RosterImported(
            email=pupil.email,
            name=pupil.name,
            grade=pupil.grade,
            site=site if self.stage.school.policy.matching.timetables else "",
            gender=random.choice(("f", "m")),
            guardian_name=pupil.guardian_name,
            guardian_email=pupil.guardian_email,
            homeroom_email=teachers[pupil.grade % len(teachers)].email,
        )
        self.stage.tell(roster, f"roster/{pupil.email}")
        last = self.stage.school.policy.school.terms[0].starts_on - timedelta(days=45)
        attendance = AttendanceImported(
            email=pupil.email,
            first=last - timedelta(days=60),
            last=last,
            present=random.choice((28, 34, 36, 38, 39, 40)),
            possible=40,
        )
        self.stage.tell(attendance, f"attendance/{pupil.email}")

    def _nominate(self, pupil: Pupil, now: datetime) -> None:
        teacher = self.stage.random.choice(("Mr Ray", "Ms Fox", "Dr Oduya"))
        answers = {
            "name": teacher,
            "email": f"{teacher.split()[1].lower()}@{DOMAIN}",
            "who": "A teacher",
            "pupil_name": pupil.name,
            "pupil_email": pupil.email,
            "role": "Be a mentor" if pupil.mentor else "Have a mentor",
            "reasons": "Kind and patient.",
        }
        self.stage.outside.submit(forms.NOMINATION, {key: (text,) for key, text in answers.items()}, now)

    # --- answers ------------------------------------------------------------------------------------

    def read(self, letter: Letter, now: datetime) -> None:
        """Answer what a mail asks, some time later, or not at all."""
        for link in letter.links:
            code = dict(link.prefill).get("code", "")
            if link.form not in ANSWERS or code in self.answered:
                continue
            if self.stage.random.random() < ANSWERS[link.form]:
                self.answered.add(code)
                self._answer(link, code, now)

    def _answer(self, link: Link, code: str, now: datetime) -> None:
        answers = {"code": (code,), **{key: (text,) for key, text in self._words(link.form).items()}}
        hours = 3.0 if link.form == forms.DUTY else 40.0
        at = now + timedelta(hours=self.stage.random.uniform(0.2, hours))
        self.stage.agenda.plan(at, lambda then: self.stage.outside.submit(link.form, answers, then))

    def _words(self, form: str) -> Mapping[str, str]:
        random, policy = self.stage.random, self.stage.school.policy
        match form:
            case forms.DUTY:
                return {"answer": "Yes, I do", "hours": str(random.randint(1, 4))}
            case forms.NEEDS:
                issues = policy.needs.issues
                marks = {forms.trouble_key(n): random.choice(forms.SCALE) for n in range(len(issues))}
                return {**marks, "first": random.choice(issues)}
            case forms.INFO:
                session = random.choice(policy.recruiting.sessions)
                return {"session": forms.session_label(session, policy.language)}
        rated = (forms.criterion_key(n) for n in range(len(policy.selection.criteria)))
        return {**{key: random.choice(forms.SCALE[1:]) for key in rated}, "note": "We talked well."}

    # --- the workbook -------------------------------------------------------------------------------

    def work(self, book: Book, now: datetime) -> None:
        """Decide on the focus, call applicants in, and put right what was answered with a no."""
        del now
        for number, row in list(book.rows("Needs")):
            if row.get("Rank") == "1" and not row.get("Decision"):
                book.put("Needs", number, "Decision", tabs.CHOOSE)
        for number, row in list(book.rows("Selection")):
            untouched = not row.get("Interview") and not row.get("Next step")
            if untouched and self.stage.random.random() < INTERVIEWED:
                book.put("Selection", number, "Next step", tabs.INTERVIEW)
        for number, row in list(book.rows("Applications")):
            # A refused decision is chosen again with the next visit.
            if row.get("Status") == "submitted" and row.get("Decision") and row.get("What happened"):
                book.put("Applications", number, "Decision", "")


# --- what must hold -----------------------------------------------------------------------------------


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "accepted before the launch": list(_too_early(evidence)),
        "applicants without an answer": list(_unanswered(evidence)),
        "invitations without a mail": list(_not_invited(evidence)),
        "figures that point at somebody": list(_small_cells(evidence)),
    }


def _told(evidence: Evidence, words: str) -> Mapping[str, datetime]:
    """Who read these words, alone or in a digest, and when first."""
    found: dict[str, datetime] = {}
    for mail in sorted(evidence.mails, key=lambda m: m.sent_at):
        if words in mail.subject or words in mail.said:
            found.setdefault(mail.to, mail.sent_at)
    return found


def _too_early(evidence: Evidence) -> Iterator[str]:
    launched = min(_told(evidence, say("en", "charter.subject")).values(), default=None)
    for to, at in _told(evidence, say("en", "applications.accepted.subject")).items():
        if launched is None or at < launched - timedelta(minutes=5):
            yield f"{to} at {at:%Y-%m-%d %H:%M}"


def _unanswered(evidence: Evidence) -> Iterator[str]:
    """Everybody who got a receipt long enough ago has had an answer, or left."""
    last = max((mail.sent_at for mail in evidence.mails), default=None)
    answers = ("accepted", "waiting", "declined")
    answered = {to for word in answers for to in _told(evidence, say("en", f"applications.{word}.subject"))}
    for to, at in _told(evidence, say("en", "applications.received.subject")).items():
        if last is not None and at < last - ANSWERED_WITHIN and to not in answered and to not in evidence.left:
            yield f"{to}, applied on {at:%Y-%m-%d}"


def _not_invited(evidence: Evidence) -> Iterator[str]:
    told = len(_told(evidence, say("en", "recruiting.invite.subject")))
    counted = int(evidence.rows["Recruiting"]["everybody"]["Invited"])
    # A nomination is an invitation too, of somebody who may have been invited before.
    if told < counted:
        yield f"{counted} counted as invited, {told} got the mail"


def _small_cells(evidence: Evidence) -> Iterator[str]:
    for key, row in evidence.rows["Recruiting"].items():
        for column in ("Invited", "Came to hear more", "Nominated", "Applied", "Accepted"):
            if row[column].isdecimal() and 0 < int(row[column]) < SMALLEST_CELL:
                yield f"{key}: {column} {row[column]}"


BEGINNING = Module(name="start", play=lambda stage: Starters(stage=stage), audit=faults)
