"""Training and the pairs' life in a simulation: mentors train, pairs use ideas and set goals, staff mend and refer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from service.simulate.evidence import Evidence, Mail
from service.simulate.module import Module, Stage
from service.simulate.outside import Book, Row
from service.simulate.post import Letter, Link
from service.simulate.school import FIRST_DAY
from workflows import forms
from workflows.forms.life import ISSUES, NEEDS, OUTCOMES
from workflows.forms.training import QUIZ_RIGHT, SCENARIO_QUESTIONS, UNSAFE
from workflows.life.bank import BANK

FORGET, ASK_FOR_HELP = 0.15, 0.08
OWED = frozenset({forms.OPPORTUNITY, forms.CLASS_PAIRS, forms.SUPPORT_NEEDS})
"""What staff have asked for themselves, and do not forget."""
CANARY = "needs a quiet corner CANARY-NEED"
WORD = re.compile(r"ask everybody to\s+type it: (\w+)")
SAFE = {k: next(o for o in options if o not in UNSAFE.get(k, ())) for k, (_, options) in SCENARIO_QUESTIONS.items()}
FAVOURITES = "You have had every idea"


@dataclass(kw_only=True)
class Living:
    """Everybody while pairs live."""

    stage: Stage
    answered: set[str] = field(default_factory=set)
    words: dict[date, str] = field(default_factory=dict)

    def begin(self, start: datetime) -> None:
        """A few requests for help come in during the year."""
        pupils = self.stage.school.pupils
        for pupil in pupils[:: max(1, len(pupils) // 5)]:
            answers = {"about": pupil.email, "need": self.stage.random.choice(list(NEEDS)), "name": "A teacher"}
            at = start + timedelta(days=self.stage.random.uniform(15, 50))
            self._plan(at, forms.HELP_REQUEST, answers)

    # --- mail -----------------------------------------------------------------------------------------

    def read(self, letter: Letter, now: datetime) -> None:
        """Do what the forms in a mail ask for."""
        self._hear_word(letter, now)
        for link in letter.links:
            answer = _ANSWERS.get(link.form)
            # The quiz and the scenarios are tried again with the same link until they are passed.
            once = (dict(link.prefill).get("code", ""), link.form)
            if (
                answer is None
                or str(once) in self.answered
                or (link.form not in OWED and self.stage.random.random() < FORGET)
            ):
                continue
            self.answered.add(str(once))
            answer(self, link, now)

    def _hear_word(self, letter: Letter, now: datetime) -> None:
        found = WORD.search(letter.text)
        if found:
            self.words[self.stage.school.policy.school.local_date(now)] = found.group(1)

    def _plan(self, at: datetime, form: str, answers: Mapping[str, str], link: Link | None = None) -> None:
        code = {k: (v,) for k, v in link.prefill} if link else {}
        whole = {**code, **{k: (v,) for k, v in answers.items()}}
        self.stage.agenda.plan(at, lambda now: self.stage.outside.submit(form, whole, now))

    def _soon(self, now: datetime, hours: float = 40) -> datetime:
        return now + timedelta(hours=self.stage.random.uniform(0.5, hours))

    def _fill(self, link: Link, now: datetime, **answers: str) -> None:
        self._plan(self._soon(now), link.form, answers, link)

    def _attend(self, link: Link, now: datetime) -> None:
        school = self.stage.school.policy.school
        on = school.local_date(now)
        whole = {k: (v,) for k, v in link.prefill}

        def type_word(at: datetime) -> None:
            word = self.words.get(on)
            if word:
                self.stage.outside.submit(link.form, {**whole, "word": (word.upper(),)}, at)

        self.stage.agenda.plan(school.at(on, time(16, 20)), type_word)

    def _quiz(self, link: Link, now: datetime) -> None:
        first = {**QUIZ_RIGHT, "proof": "Yes, I ask around first"} if self.stage.random.random() < 0.2 else QUIZ_RIGHT
        at = self._soon(now)
        self._plan(at, link.form, first, link)
        self._plan(at + timedelta(days=1), link.form, QUIZ_RIGHT, link)

    def _scenarios(self, link: Link, now: datetime) -> None:
        unsafe = {**SAFE, "gift": "I lend it and keep it between us"}
        at = self._soon(now)
        self._plan(at, link.form, unsafe if self.stage.random.random() < 0.2 else SAFE, link)
        self._plan(at + timedelta(days=2), link.form, SAFE, link)

    def _goal(self, link: Link, now: datetime) -> None:
        self._fill(link, now, goal="Finish one book", measure="The last page", due="In eight weeks")

    def _progress(self, link: Link, now: datetime) -> None:
        self._fill(link, now, progress=self.stage.random.choice(("Half", "Reached")))

    def _help(self, link: Link, now: datetime) -> None:
        if self.stage.random.random() < ASK_FOR_HELP:
            self._fill(link, now, issue=self.stage.random.choice(ISSUES))

    def _opportunity(self, link: Link, now: datetime) -> None:
        until = (now + timedelta(days=60)).date().isoformat()
        self._fill(link, now, title="A day at the hospital", field="Health", text="Ask for a place.", until=until)

    def _classes(self, link: Link, now: datetime) -> None:
        school = self.stage.school.policy.school
        period = next(iter(school.periods))
        self._fill(
            link,
            now,
            teacher_one="ms.fox@school.example",
            class_one="Ann\nBob\nCy\nDee",
            teacher_two="mr.ray@school.example",
            class_two="Eve\nFay\nGus",
            on=school.school_day_after(school.local_date(now), 9).isoformat(),
            period=period,
        )

    def _need(self, link: Link, now: datetime) -> None:
        for days, pupil in enumerate(self.stage.school.pupils[1:8:3], start=12):
            answers = {"about": pupil.email, "pictures": "Yes", "longer": "No", "adult": "No", "need": CANARY}
            self._plan(now + timedelta(days=days), link.form, answers, link)

    def _consent(self, link: Link, now: datetime) -> None:
        self._fill(link, now, decision=self.stage.random.choice(("Yes", "Yes", "No")))

    def _outcome(self, link: Link, now: datetime) -> None:
        self._fill(link, now, outcome=self.stage.random.choice(OUTCOMES))

    def _pictures(self, link: Link, now: datetime) -> None:
        self._fill(link, now, outcome="👍 Yes", mood="🙂 4", hard="👌 No")

    # --- the workbook -----------------------------------------------------------------------------------

    def work(self, book: Book, now: datetime) -> None:
        """The lead decides on referrals and mends pairs; late in the term what is left of the training is ticked."""
        late = now.date() > FIRST_DAY + timedelta(days=45)
        desks: tuple[tuple[str, str, Callable[[Row], str]], ...] = (
            ("Referrals", "Decision", self._refer),
            ("Mending", "Step", self._mend),
            ("Events", "Agreed", lambda row: "yes"),
            *((("Training", "Done", lambda row: "yes"),) if late else ()),
        )
        for title, column, decide in desks:
            for number, row in list(book.rows(title)):
                word = decide(row)
                if word and word != row.get(column):
                    book.put(title, number, column, word)

    def _refer(self, row: Row) -> str:
        if row.get("Status") != "proposed" or row.get("Decision"):
            return ""
        return self.stage.random.choice((row.get("Which help", ""), row.get("Which help", ""), "Youth club"))

    def _mend(self, row: Row) -> str:
        if row.get("Stage") == "to begin":
            return "talked"
        return self.stage.random.choice(("mended", "mended", "rematch")) if row.get("Stage") == "talked to both" else ""


_ANSWERS: Mapping[str, Callable[[Living, Link, datetime], None]] = {
    forms.ATTENDANCE: Living._attend,
    forms.QUIZ: Living._quiz,
    forms.SCENARIOS: Living._scenarios,
    forms.GOAL: Living._goal,
    forms.GOAL_PROGRESS: Living._progress,
    forms.PAIR_HELP: Living._help,
    forms.OPPORTUNITY: Living._opportunity,
    forms.CLASS_PAIRS: Living._classes,
    forms.SUPPORT_NEEDS: Living._need,
    forms.REFERRAL_CONSENT: Living._consent,
    forms.REFERRAL_OUTCOME: Living._outcome,
    forms.CHECK_IN_PICTURES: Living._pictures,
}
"""How people answer each form."""


# --- what must hold when all is over ------------------------------------------------------------------


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "pairs with an untrained mentor": list(_untrained(evidence)),
        "ideas told twice": list(_told_twice(evidence)),
        "handed over without consent": list(_without_consent(evidence)),
        "needs that others can read": list(_leaked(evidence)),
        "goals without a row": list(_lost_goals(evidence)),
        "attendance without its topics": list(_lost_attendance(evidence)),
    }


def _untrained(evidence: Evidence) -> Iterator[str]:
    training = evidence.rows["Training"]
    for key, row in evidence.rows["Pairs"].items():
        mentor = key.partition("~")[0]
        left = [r["Topic"] for k, r in training.items() if k.startswith(f"{mentor}:") and r["Status"] == "to do"]
        if row["Status"] == "active" and left:
            yield f"{key}: {', '.join(left)}"


def _told_twice(evidence: Evidence) -> Iterator[str]:
    """Of mentees with one pair only: a second mentor may well hear an idea that the first one had."""
    alone = _of_one_pair(evidence)
    found = [m for m in evidence.mails if m.to in alone and "Your ideas" in m.said and FAVOURITES not in m.said]
    told = Counter((mail.to, text) for mail in found for text in _ideas(mail))
    yield from (f"{to}: {text}" for (to, text), times in told.items() if times > 1)


def _ideas(mail: Mail) -> list[str]:
    flat = " ".join(mail.said.split())
    return [text for text in (a.words("en") for a in BANK) if text in flat]


def _of_one_pair(evidence: Evidence) -> set[str]:
    """The addresses of pupils who were never in a second pair."""
    keys = {m.key.rpartition("/")[0] for m in evidence.meetings if m.of_pair}
    pairs = Counter(person for key in keys for person in key.split("~"))
    return {address for address, person in evidence.pupils.items() if pairs[person] == 1}


def _without_consent(evidence: Evidence) -> Iterator[str]:
    given = {
        r.personal["referral"]
        for r in evidence.responses.get(forms.REFERRAL_CONSENT, ())
        if r.first("decision") == "Yes"
    }
    for key, row in evidence.rows["Referrals"].items():
        if row["Status"] == "made" and key not in given and row["Decision"] != "paper: yes":
            yield key


def _leaked(evidence: Evidence) -> Iterator[str]:
    for tab, rows in evidence.rows.items():
        yield from (f"{tab}/{key}" for key, row in rows.items() if CANARY in " ".join(row.values()))
    yield from (mail.to for mail in evidence.mails if CANARY in mail.said)


def _lost_goals(evidence: Evidence) -> Iterator[str]:
    shown = {key.rpartition(":")[0] for key in evidence.rows["Goals"]}
    active = {key for key, row in evidence.rows["Pairs"].items() if row["Status"] == "active"}
    for goal in evidence.responses.get(forms.GOAL, ()):
        if goal.personal["goal"] in active and goal.personal["goal"] not in shown:
            yield goal.personal["goal"]


def _lost_attendance(evidence: Evidence) -> Iterator[str]:
    training = evidence.rows["Training"]
    # A year that is archived takes its training with it: next year's mentors are trained again.
    since = max((date.fromisoformat(r["Year to"]) for r in evidence.rows.get("Past years", {}).values()), default=None)
    for answer in evidence.responses.get(forms.ATTENDANCE, ()):
        if since is not None and answer.submitted_at.date() <= since:
            continue
        person = answer.personal["person"]
        left = [k for k, r in training.items() if k == f"{person}:Safe online" and r["Status"] == "to do"]
        yield from left


LIVING = Module(name="living", play=lambda stage: Living(stage=stage), audit=faults)
"""Training and the pairs' life."""
