"""The end of pairs and years in a simulation: people look back, say goodbye, and apply again for the next year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from service.simulate.evidence import Evidence
from service.simulate.module import Module, Stage
from service.simulate.outside import Book
from service.simulate.post import Letter, Link
from service.simulate.pupils import application
from service.simulate.school import Pupil
from workflows import tabs
from workflows.forms import (
    AGENDA_TOPICS,
    EXIT,
    FEEDBACK_ADULT,
    FEEDBACK_MENTEE,
    FEEDBACK_MENTOR,
    MENTEE,
    MENTOR,
    REVIEW_AGENDA,
    REWARD_POLL,
)
from workflows.forms.feedback import HARD, HELPED
from workflows.forms.scales import SCALE_FORM
from workflows.text.say import say, words_for

FORGET = 0.15
COME_BACK = 0.8
END_EARLY = 0.004
LOOKS_BACK = frozenset({EXIT, FEEDBACK_MENTOR, FEEDBACK_MENTEE, FEEDBACK_ADULT})
SLACK = timedelta(days=45)  # a pair that ended later than this before the last mail may still be open
CHASERS = 2
CHASER = say("en", "feedback.chase.subject")


@dataclass(kw_only=True)
class Leavers:
    """Everybody, at the end of something."""

    stage: Stage
    answered: set[str] = field(default_factory=set)
    returned: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._pupils = {pupil.email: pupil for pupil in self.stage.school.pupils}
        self.rewards = self.stage.school.policy.recognition.rewards

    def begin(self, start: datetime) -> None:
        """Nobody looks back of their own accord."""

    def work(self, book: Book, now: datetime) -> None:
        """The lead ends a pair now and then, and lets a letter of recommendation go."""
        del now
        for number, row in list(book.rows("Recognition")):
            if "certificate" in row.get("Awards", "") and row.get("Action") != tabs.RELEASE:
                book.put("Recognition", number, "Action", tabs.RELEASE if row.get("Action") else tabs.LETTER)
        for number, row in list(book.rows("Pairs")):
            if row.get("Status") == "active" and self.stage.random.random() < END_EARLY:
                book.put("Pairs", number, "Decision", tabs.END)

    def read(self, letter: Letter, now: datetime) -> None:
        """Answer questions, and take up invitations for the next year."""
        for link in letter.links:
            if link.form in LOOKS_BACK:
                self._look_back(link, now)
            elif link.form == REWARD_POLL:
                self._fill(link, now, choice=(self.stage.random.choice(self.rewards),))
            elif link.form == REVIEW_AGENDA:
                topics = tuple(self.stage.random.sample(AGENDA_TOPICS, 2))
                self._fill(link, now, topics=topics, worried=("No",))
            elif link.form.startswith(SCALE_FORM):
                self._answer_scale(link, now)
            elif link.form in (MENTOR, MENTEE) and _is_invitation(letter):
                self._come_back(link.form, letter.to, now)

    def _look_back(self, link: Link, now: datetime) -> None:
        code = dict(link.prefill)["code"]
        random = self.stage.random
        if code in self.answered or random.random() < FORGET:
            return
        self.answered.add(code)
        answers = {
            "code": (code,),
            "rating": (str(random.choice((2, 3, 4, 4, 5, 5))),),
            "helped": tuple(random.sample(HELPED, 2)),
            "hard": (random.choice(HARD),),
            "worried": ("No",),
        }
        later = now + timedelta(hours=random.uniform(0.5, 60))
        self.stage.agenda.plan(later, lambda at: self.stage.outside.submit(link.form, answers, at))

    def _answer_scale(self, link: Link, now: datetime) -> None:
        """Nobody knows who answered, so a reminder reaches everybody: whoever has answered leaves it."""
        code = dict(link.prefill)["code"]
        if code not in self.answered and self.stage.random.random() >= FORGET:
            self.answered.add(code)
            answers = {f"q{n}": (str(self.stage.random.randint(2, 4)),) for n in range(1, 6)}
            self._fill(link, now, **answers)

    def _fill(self, link: Link, now: datetime, **answers: tuple[str, ...]) -> None:
        whole = {**{key: (value,) for key, value in link.prefill}, **answers}
        later = now + timedelta(hours=self.stage.random.uniform(0.5, 30))
        self.stage.agenda.plan(later, lambda at: self.stage.outside.submit(link.form, whole, at))

    def _come_back(self, form: str, address: str, now: datetime) -> None:
        pupil = self._pupils.get(address)
        if pupil is None or (address, now.year) in self.returned or self.stage.random.random() > COME_BACK:
            return
        self.returned.add((address, now.year))
        older = self._older(pupil, form)
        at = now + timedelta(hours=self.stage.random.uniform(1, 96))
        self.stage.agenda.plan(at, lambda then: self.stage.outside.submit(form, application(older, ""), then))

    def _older(self, pupil: Pupil, form: str) -> Pupil:
        """The pupil a year later; the invitation knows which grades may do what."""
        choices = self.stage.school.policy.applications
        grades = choices.mentor_grades if form == MENTOR else choices.mentee_grades
        grade = next((g for g in grades if g > pupil.grade), grades[-1])
        return replace(pupil, grade=grade, mentor=form == MENTOR)


def _is_invitation(letter: Letter) -> bool:
    # The same form is linked from receipts as well; these words stand on the button of an invitation only.
    return say("en", "rollover.link") in letter.text


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "pairs without closure": list(_without_closure(evidence)),
        "closures left open": list(_left_open(evidence)),
        "too many reminders": list(_too_many_chasers(evidence)),
    }


def _without_closure(evidence: Evidence) -> Iterator[str]:
    closures = evidence.rows["Closures"]
    for key, row in evidence.rows["Pairs"].items():
        if row["Status"] == "ended" and key not in closures:
            yield key


def _left_open(evidence: Evidence) -> Iterator[str]:
    last = max((mail.sent_at for mail in evidence.mails), default=None)
    for key, row in evidence.rows["Closures"].items():
        ended = date.fromisoformat(row["Ended"])
        if last is not None and ended < (last - SLACK).date() and not row["Status"].startswith("closed"):
            yield f"{key}, ended {ended}"


def _too_many_chasers(evidence: Evidence) -> Iterator[str]:
    """Each question is followed by two reminders at most; a person may have been asked several times."""
    asks = tuple(words_for("en", f"feedback.{name}.subject").partition("{")[0] for name in ("pupil", "adult", "exit"))
    chased: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for mail in evidence.mails:
        # A digest holds several mails, each under its own heading.
        text = f"{mail.subject}\n{mail.said}"
        chased[mail.to] += CHASER in text
        asked[mail.to] += sum(text.count(start) for start in asks)
    for to, count in chased.items():
        if count > CHASERS * asked[to]:
            yield f"{to}: {count} reminders of {asked[to]} questions"


ENDING = Module(name="ending", play=lambda stage: Leavers(stage=stage), audit=faults)
