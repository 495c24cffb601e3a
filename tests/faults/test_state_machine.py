"""A small model of the programme and the real service side by side, whatever people and machines do.

Whatever was submitted, decided, lost or crashed in whatever order: once everything has come to rest, the workbook
says what the model says, nobody meets without consent, and nobody got one mail twice.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from service.engine import EngineSettings
from service.simulate.driver import Step
from service.simulate.evidence import Mail
from service.simulate.inside import Inside, Site, database_url, form_desk, open_inside
from service.simulate.on_disk import FolderOutside
from service.simulate.outside import Book
from service.simulate.plan import opening
from service.simulate.post import Link
from service.simulate.pupils import application
from service.storage.database import migrate, open_database
from tests.faults.scenario import LOOK_EVERY, PLAN, fixed_school
from workflows import tabs
from workflows.forms import CONSENT, MENTEE, MENTOR, WITHDRAWAL

PUPILS = st.integers(0, PLAN.pupils - 1)
SWEPT = timedelta(hours=4)  # longer than any source goes unlooked at
YES, NO = "Yes, I agree", "No, I do not agree"


@dataclass(kw_only=True)
class Known:
    """What the model knows of one pupil."""

    status: str = ""  # "", submitted, accepted, declined, withdrawn
    consent: str = ""  # "", requested, given, refused
    topics: tuple[str, ...] = ()


@dataclass
class Ground:
    """An empty programme to copy, made once."""

    folder: Path
    fresh_database: Callable[[], str] = lambda: "sqlite"

    def __post_init__(self) -> None:
        form_desk(self.folder, fixed_school(), Site(hasty=True))
        store = open_database(database_url(self.folder, "sqlite"))
        migrate(store)
        store.close()


class Programme(RuleBasedStateMachine):
    """People, the service, and the model."""

    ground: Ground

    @initialize()
    def begin(self) -> None:
        self.out = Path(tempfile.mkdtemp(prefix="np-model-"))
        shutil.copytree(self.ground.folder, self.out, dirs_exist_ok=True)
        self.school = fixed_school()
        desk = form_desk(self.out, self.school, Site(hasty=True))
        self.outside = FolderOutside(out=self.out, forms=desk, random=Random(1))
        self.now = opening(self.school)
        self.known = [Known() for _ in self.school.pupils]
        self.links: dict[tuple[str, str], Link] = {}
        self.database = self.ground.fresh_database()
        self.inside = self._open()
        self._advance(timedelta(minutes=5))

    def _open(self) -> Inside:
        site = Site(hasty=True, database=self.database, settings=EngineSettings(look_every=LOOK_EVERY))
        return open_inside(PLAN, self.out, school=self.school, site=site)

    def teardown(self) -> None:
        if hasattr(self, "inside"):
            self.settle()
            self.inside.close()
            shutil.rmtree(self.out)

    # --- what people do ---------------------------------------------------------------------------------

    @rule(who=PUPILS, topics=st.sets(st.sampled_from(("Homework", "Friendship", "Confidence"))), told=st.booleans())
    def apply_or_edit(self, who: int, topics: set[str], told: bool) -> None:
        pupil, known = replace(self.school.pupils[who], topics=tuple(sorted(topics))), self.known[who]
        if known.status == "withdrawn":
            return
        known.status, known.topics = known.status or "submitted", pupil.topics
        self._submit(MENTOR if pupil.mentor else MENTEE, application(pupil, ""), told=told)

    @rule(who=PUPILS, says=st.sampled_from((tabs.ACCEPT, tabs.DECLINE)))
    def decide(self, who: int, says: str) -> None:
        self._advance(SWEPT)  # staff decide on what they see
        known, mail = self.known[who], self.school.pupils[who].email
        if known.status != "submitted":
            return
        names = {pupil.email: pupil.name for pupil in self.school.pupils}
        self._work(lambda book: _type(book, "Applications", "Name", names[mail], "Decision", says))
        known.status = "accepted" if says == tabs.ACCEPT else "declined"
        known.consent = "requested" if says == tabs.ACCEPT else ""
        self._advance(SWEPT)

    @rule(who=PUPILS, agrees=st.booleans(), told=st.booleans())
    def answer_consent(self, who: int, agrees: bool, told: bool) -> None:
        known, link = self.known[who], self.links.get((CONSENT, self.school.pupils[who].guardian_email))
        if known.status != "accepted" or link is None:
            return
        known.consent = "given" if agrees else "refused"
        self._fill(link, told=told, decision=YES if agrees else NO, guardian_name="A guardian")
        if not agrees:  # what follows from a refusal is known only once it was read
            self._advance(SWEPT)

    @rule(who=PUPILS, told=st.booleans())
    def withdraw(self, who: int, told: bool) -> None:
        known, link = self.known[who], self.links.get((WITHDRAWAL, self.school.pupils[who].email))
        if known.status in {"", "withdrawn"} or link is None:
            return
        known.status = "withdrawn"
        self._fill(link, told=told, confirm="Yes, stop now")
        self._advance(SWEPT)

    @rule(tab=st.sampled_from(("People", "Applications", "Consents")), down=st.booleans())
    def sort(self, tab: str, down: bool) -> None:
        self._work(lambda book: book.sort(tab, descending=down))

    # --- what machines do -------------------------------------------------------------------------------

    @rule()
    def crash(self) -> None:
        self.inside.close()
        self.inside = self._open()

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self._advance(timedelta(hours=hours))

    @precondition(lambda self: hasattr(self, "inside"))
    @rule()
    def settle(self) -> None:
        self._advance(SWEPT)
        self._advance(timedelta(minutes=30))
        rows = self._rows("Applications")
        names = [pupil.name for pupil in self.school.pupils]
        assert {n: rows[n]["Status"] for n in rows} == {
            name: known.status for name, known in zip(names, self.known, strict=True) if known.status
        }
        asked = self._rows("Consents", "Pupil")
        for name, known in zip(names, self.known, strict=True):
            if known.status == "accepted":
                assert asked[name]["Status"] == known.consent
            if known.status in {"submitted", "accepted"}:
                assert set(known.topics) == {t.strip() for t in rows[name]["Topics"].split(",") if t.strip()}
        self._nobody_meets_without_consent()
        doubled = {key: n for key, n in Counter(mail.message_id for mail in self._mails()).items() if n > 1}
        assert doubled == {}

    def _nobody_meets_without_consent(self) -> None:
        free = {p.name for p, k in zip(self.school.pupils, self.known, strict=True) if k.consent == "given"}
        for row in self._rows("Pairs", "Mentor").values():
            if row["Status"] == "active":
                assert {row["Mentor"], row["Mentee"]} <= free

    # --- hands ------------------------------------------------------------------------------------------

    def _submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, told: bool) -> None:
        self.outside.submit(form, answers, self.now)
        if not told:
            self.outside.told()  # the notification is lost
        self._advance(timedelta(seconds=1))

    def _fill(self, link: Link, *, told: bool, **answers: str) -> None:
        whole = {key: (value,) for key, value in {**dict(link.prefill), **answers}.items()}
        self._submit(link.form, whole, told=told)

    def _work(self, work: object) -> None:
        if self.outside.open_book():
            self.outside.work_at_book(work, self.now)  # type: ignore[arg-type]  # a lambda over a Book

    def _advance(self, span: timedelta) -> None:
        """Time passes, instant by due instant."""
        until, due = self.now + span, self.now
        while due <= until:
            self.now = due
            stepped = self.inside.step(Step(now=self.now, look_at=tuple(dict.fromkeys(self.outside.told()))))
            for letter in self.outside.letters(stepped.mailed):
                self.links.update({(link.form, letter.to): link for link in letter.links})
            due = max(stepped.next_due or datetime.max.replace(tzinfo=self.now.tzinfo), self.now + _TICK)
        self.now = until

    def _rows(self, tab: str, by: str = "Name") -> dict[str, Mapping[str, str]]:
        found = self.outside.evidence(()).rows.get(tab, {}).values()
        return {row[by]: row for row in found}

    def _mails(self) -> list[Mail]:
        return list(self.outside.evidence(()).mails)


_TICK = timedelta(milliseconds=1)


def _type(book: Book, tab: str, by: str, name: str, column: str, text: str) -> None:
    for number, row in list(book.rows(tab)):
        if row[by] == name:
            book.put(tab, number, column, text)


def _run(ground: Ground, examples: int) -> None:
    machine = type("OnGround", (Programme,), {"ground": ground})
    quiet = settings(
        max_examples=examples,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(machine, settings=quiet)


@pytest.mark.slow
def test_service_and_model_agree_on_sqlite(tmp_path: Path) -> None:
    _run(Ground(tmp_path / "empty"), 12)


@pytest.mark.slow
def test_service_and_model_agree_on_postgresql(fresh_postgres: Callable[[], str], tmp_path: Path) -> None:
    _run(Ground(tmp_path / "empty", fresh_postgres), 4)
