"""A fixed fortnight of four pupils that has every kind of effect, and the ledger of what it left outside.

Everybody does the same at the same instants, so two runs that the service survived leave the same ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from service.engine import EngineSettings
from service.simulate.agenda import Agenda
from service.simulate.driver import Driver, ServiceDiedError, Step, Stepped
from service.simulate.inside import Inside, Site, form_desk, open_inside
from service.simulate.on_disk import FolderOutside
from service.simulate.outside import Answers, Book, Outside
from service.simulate.plan import Plan, opening
from service.simulate.post import Letter
from service.simulate.pupils import application
from service.simulate.school import SLOTS, School, make_school
from workflows import tabs
from workflows.forms import AGREEMENT, CHECK_IN, CONCERN, CONSENT, MENTEE, MENTOR
from workflows.policy import TrainingPolicy

PLAN = Plan(pupils=4, days=9, seed=1, faults=0.0)
LOOK_EVERY = {source: timedelta(hours=3) for source in ("forms", "table", "calendar", "mail")}
SETTLE = timedelta(hours=9)
CLICKED = timedelta(minutes=3)
"""Well before an alert climbs, so that a second lost to a death changes nobody's turn."""
ANSWERED_WITHIN_MINUTES = 45
AFTER_DEATH = timedelta(seconds=1)
MOST_DEATHS = 5
DECISIONS = {"Applications": ("Status", "submitted", tabs.ACCEPT), "Pairs": ("Status", "draft", tabs.APPROVE)}
"""Tab -> whom staff decide on: the column and what it says, and what they type under Decision."""

# A restarted service acts a second later, and some keys name the instant, as it is or as a hash.
_INSTANT = re.compile(r"\d{8}T\d{6}%2E\d+Z|(?<=/decision/)[0-9a-f]{8}")

Ledger = Counter[tuple[str, ...]]
"""How often each thing stands outside: a mail in a box, a meeting in a calendar, a row of the workbook."""


def fixed_school() -> School:
    """Two mentors and two mentees with all their time in common, and no training before they meet."""
    school = make_school(PLAN.pupils, PLAN.days, Random(PLAN.seed))
    pupils = tuple(replace(pupil, slots=SLOTS[:4]) for pupil in school.pupils)
    return replace(school, pupils=pupils, policy=replace(school.policy, training=TrainingPolicy()))


def open_service(out: Path, database: str) -> Inside:
    """The service over that folder, as durable as in earnest."""
    site = Site(database=database, settings=EngineSettings(look_every=LOOK_EVERY))
    return open_inside(PLAN, out, school=fixed_school(), site=site)


def folder_outside(out: Path, school: School) -> FolderOutside:
    """The people of the local suite over that folder."""
    return FolderOutside(out=out, forms=form_desk(out, school), random=Random(PLAN.seed))


@dataclass(kw_only=True)
class Fortnight:
    """The people of the scenario, around a service that may die."""

    out: Path
    driver: Driver
    agenda: Agenda = field(default_factory=Agenda)
    deaths: int = 0
    stage: Outside | None = None  # where the people act; the folder `out` where nothing is named

    def __post_init__(self) -> None:
        self.school = fixed_school()
        self.outside: Outside = self.stage or folder_outside(self.out, self.school)
        self.start = opening(self.school)
        self.end = self.school.policy.school.at(self.school.last_day, time(20, 0)) + SETTLE
        self._clicked: list[str] = []

    def live(self) -> None:
        """From the first morning until everything has come to rest."""
        self._plan()
        now: datetime | None = self.start
        while now is not None and now < self.end:
            now = self._live_at(now)

    def _plan(self) -> None:
        for number, pupil in enumerate(self.school.pupils):
            answers = application(pupil, "I like to help.")
            at = self.start + timedelta(hours=2, minutes=number)
            self.agenda.plan(at, partial(self._submit, MENTOR if pupil.mentor else MENTEE, answers))
        worry = {"text": ("A friend is hurt.",), "about": ("a friend",), "category": ("Bullying",)}
        self.agenda.plan(self.start + timedelta(days=2, hours=5), partial(self._submit, CONCERN, worry))
        for days in (0, 1, 2):
            self.agenda.plan(self.start + timedelta(days=days, hours=9), self._visit)

    def _live_at(self, now: datetime) -> datetime | None:
        self.agenda.act_until(now)
        self.outside.move(now)
        stepped = self._step(now)
        for letter in self.outside.letters(stepped.mailed):
            self._read(letter, now)
        times = [at for at in (self.agenda.next_at, stepped.next_due) if at is not None]
        return max(min(times), now + timedelta(milliseconds=1)) if times else None

    def _step(self, now: datetime) -> Stepped:
        step = Step(now=now, look_at=tuple(dict.fromkeys(self.outside.told())), clicked=tuple(self._clicked))
        try:
            stepped = self.driver.step(step)
        except ServiceDiedError:
            self.deaths += 1
            if self.deaths > MOST_DEATHS:
                raise
            self.driver.close()
            # What it had been told is lost with it, as notifications are; mails may have gone out before.
            everybody = tuple(sorted(p.name for p in (self.out / "mail").glob("[!.]*") if p.is_dir()))
            return Stepped(next_due=now + AFTER_DEATH, mailed=everybody)
        # A step that failed midway knows nobody's mail; whoever clicked in it clicks again, as on a page that said 503.
        if stepped.mailed is not None:
            self._clicked.clear()
        return stepped

    def _submit(self, form: str, answers: Answers, now: datetime) -> None:
        self.outside.submit(form, answers, now)

    def _visit(self, now: datetime) -> None:
        if self.outside.open_book():
            self.outside.work_at_book(_decide, now)

    def _read(self, letter: Letter, now: datetime) -> None:
        for token in letter.sign_ins:
            self.agenda.plan(now + CLICKED, partial(self._click, token))
        said = {
            CONSENT: {"decision": "Yes, I agree", "guardian_name": "A guardian"},
            CHECK_IN: {"outcome": "Yes", "mood": "4", "note": "We read.", "worried": "No"},
            AGREEMENT: {"agree": "Yes"},
        }
        for link in letter.links:
            if link.form in said:
                answers = {key: (value,) for key, value in {**dict(link.prefill), **said[link.form]}.items()}
                self.agenda.plan(now + self._answers_after(letter.to), partial(self._submit, link.form, answers))

    def _answers_after(self, address: str) -> timedelta:
        """No two people answer at one instant, so that who came first is the same whenever they read their mail."""
        minutes = int.from_bytes(sha256(address.encode()).digest()[:2]) % ANSWERED_WITHIN_MINUTES
        return timedelta(hours=1, minutes=minutes)

    def _click(self, token: str, now: datetime) -> None:
        del now
        self._clicked.append(token)

    def ledger(self) -> Ledger:
        """What stands outside now."""
        found = self.outside.evidence(())
        ledger: Ledger = Counter(("mail", mail.to, mail.subject) for mail in found.mails)
        ledger.update(("mail id", _INSTANT.sub("TIME", mail.message_id)) for mail in found.mails)
        ledger.update(
            ("meeting", m.calendar, m.key, m.starts_at.astimezone(UTC).isoformat(), str(m.cancelled))
            for m in found.meetings
        )
        for title, keys in found.keys.items():
            ledger.update(("row", title, key) for key in keys if key and title != "Activity")
        ledger.update(("activity", row["What was done and why"]) for row in found.rows.get("Activity", {}).values())
        for title in ("Applications", "Pairs", "Meetings"):
            ledger.update(("status", title, key, row["Status"]) for key, row in found.rows.get(title, {}).items())
        return ledger


def _decide(book: Book) -> None:
    for title, (column, says, types) in DECISIONS.items():
        for number, row in list(book.rows(title)):
            if row.get(column) == says and not row.get("Decision"):
                book.put(title, number, "Decision", types)
