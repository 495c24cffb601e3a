"""Pupils and guardians as schools know them: most answer, some late, some twice, some never, some leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from service.simulate.agenda import Agenda
from service.simulate.outside import Answers
from service.simulate.post import Letter, Link
from service.simulate.school import DOMAIN, FIRST_DAY, Pupil, School
from workflows.forms import AGREEMENT, CHECK_IN, CONCERN, CONSENT, MENTEE, MENTOR, WITHDRAWAL
from workflows.forms.life import ISSUES

Submit = Callable[[str, Answers, datetime], None]

NEVER_APPLY = 0.05
EDIT_LATER = 0.10
SEND_TWICE = 0.05
REFUSE_CONSENT = 0.04
CONSENT_NEVER = 0.05
CHANGE_MIND = 0.02
FORGET_CHECK_IN = 0.15
LEAVE = 0.03
WORRIED = 0.004
HARD = 0.08
CAREERS = ("hospital doctor, hospital", "engineer")
FREE_TEXTS = (
    "",
    "It was good.",
    '=HYPERLINK("http://x.example","click")',
    "We laughed a lot 😀",
    "Nous avons lu ensemble.",
    "<b>bold</b> & 'quotes'",
    "تحدثنا عن المدرسة",
    "+41 is my lucky number",
    "Line one\r\nBcc: everyone@school.example",
)


@dataclass(kw_only=True)
class Pupils:
    """Everybody who is not staff. They see only forms and mail."""

    school: School
    random: Random
    agenda: Agenda
    submit: Submit
    applied_within: timedelta = timedelta(days=12)
    answered: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)

    def begin(self, start: datetime) -> None:
        """Plan the applications, and the few concerns that are raised out of the blue."""
        for pupil in self.school.pupils:
            if self.random.random() >= NEVER_APPLY:
                self._plan_application(pupil, start)
        span = max(2, min(200, (self.school.last_day - FIRST_DAY).days * 0.8))
        for _ in range(len(self.school.pupils) // 30 + 1):
            at = start + timedelta(days=self.random.uniform(1, span))
            self.agenda.plan(at, self._raise_concern)

    def _plan_application(self, pupil: Pupil, start: datetime) -> None:
        at = start + timedelta(hours=self.random.uniform(1, self.applied_within / timedelta(hours=1)))
        self.agenda.plan(at, lambda now: self._apply(pupil, now))
        if self.random.random() < SEND_TWICE:
            self.agenda.plan(at + timedelta(seconds=20), lambda now: self._apply(pupil, now))
        if self.random.random() < EDIT_LATER:
            edited = replace(pupil, slots=pupil.slots[:-1] or pupil.slots, interests=pupil.interests[:2])
            self.agenda.plan(at + timedelta(hours=self.random.uniform(1, 80)), lambda now: self._apply(edited, now))

    def _apply(self, pupil: Pupil, now: datetime) -> None:
        if pupil.email not in self.left:
            answers = {
                **application(pupil, self.random.choice(FREE_TEXTS)),
                **self._teacher(pupil),
                **self._career(pupil),
            }
            self.submit(MENTOR if pupil.mentor else MENTEE, answers, now)

    def _teacher(self, pupil: Pupil) -> Answers:
        """Who could say a word for a mentor, where the school asks."""
        if not (pupil.mentor and self.school.policy.selection.references):
            return {}
        policy = self.school.policy
        # Where the school names no mail domain of its own, only the adults of the programme are asked.
        adults = policy.hosts
        known = (
            f"teacher{pupil.grade}@{DOMAIN}" if policy.applications.domains else adults[pupil.grade % len(adults)].email
        )
        return {"teacher_email": (known,)}

    def _career(self, pupil: Pupil) -> Answers:
        """What somebody would like to be, where the school asks."""
        return {"career": (CAREERS[len(pupil.email) % len(CAREERS)],)} if self.school.policy.futures.on else {}

    def _raise_concern(self, now: datetime) -> None:
        text = f"I am worried about a friend. CANARY-{self.random.randrange(10**9)}"
        self.submit(CONCERN, {"text": (text,), "about": ("a friend",), "category": ("Bullying",)}, now)

    def read(self, letter: Letter, now: datetime) -> None:
        """React to one mail: fill what it asks for, some time later, or not at all."""
        for link in letter.links:
            react = {CONSENT: self._consent, CHECK_IN: self._check_in, AGREEMENT: self._agree, WITHDRAWAL: self._leave}
            if link.form in react:
                react[link.form](link, letter.to, now)

    def _later(self, now: datetime, hours: float) -> datetime:
        return now + timedelta(hours=self.random.uniform(0.2, hours))

    def _fill(self, link: Link, at: datetime, **answers: str) -> None:
        whole = {**{k: (v,) for k, v in link.prefill}, **{k: (v,) for k, v in answers.items() if v}}
        self.agenda.plan(at, lambda now: self.submit(link.form, whole, now))

    def _consent(self, link: Link, address: str, now: datetime) -> None:
        chance = self.random.random()
        if dict(link.prefill)["code"] in self.answered or chance < CONSENT_NEVER:
            return
        self.answered.add(dict(link.prefill)["code"])
        yes, no = "Yes, I agree", "No, I do not agree"
        refuses = chance < CONSENT_NEVER + REFUSE_CONSENT
        at = self._later(now, 100)
        self._fill(link, at, decision=no if refuses else yes, guardian_name=address.split(".")[0])
        if self.random.random() < CHANGE_MIND:
            changed = at + timedelta(days=self.random.uniform(5, 120))
            self._fill(link, changed, decision=yes if refuses else no, guardian_name=address.split(".")[0])

    def _check_in(self, link: Link, address: str, now: datetime) -> None:
        code = dict(link.prefill)["code"]
        if code in self.answered or self.random.random() < FORGET_CHECK_IN:
            return
        self.answered.add(code)
        held, missed, cancelled = "Yes", "No, somebody did not come", "No, it was cancelled"
        fate = Random(code.split(".")[0]).random()  # both sides of one meeting tell the same story
        outcome = held if fate < 0.9 else missed if fate < 0.97 else cancelled
        self._fill(
            link,
            self._later(now, 30),
            outcome=outcome,
            mood=str(self.random.choice((1, 2, 3, 4, 4, 5, 5, 5))),
            note=self.random.choice(FREE_TEXTS),
            worried="Yes, please contact me" if self.random.random() < WORRIED else "No",
            **self._more(code),
        )

    def _more(self, code: str) -> dict[str, str]:
        """What the check-in asks besides, where ideas and help for mentors are on."""
        if not (self.school.policy.activities.on and self.school.policy.supervision.on):
            return {}
        random = Random(code)  # its own numbers, so that the rest of the year stays as it was
        hard = random.random() < HARD
        return {
            "activity": random.choice(("The first idea", "The second idea", "Something else")),
            "activity_rating": str(random.randint(1, 5)),
            "hard": "Yes" if hard else "No",
            **({"issue": random.choice(ISSUES)} if hard else {}),
        }

    def _agree(self, link: Link, address: str, now: datetime) -> None:
        code = dict(link.prefill)["code"]
        if code not in self.answered:
            self.answered.add(code)
            self._fill(link, self._later(now, 48), agree="Yes")

    def _leave(self, link: Link, address: str, now: datetime) -> None:
        # Every mail carries this link; spread over some forty mails a year, few pupils ever use it.
        if address in self.left or self.random.random() >= LEAVE / 40 or address.endswith("family.example"):
            return
        self.left.add(address)
        self._fill(link, self._later(now, 10), confirm="Yes, stop now", why="Too much homework")


def application(pupil: Pupil, why: str) -> Answers:
    """The answers a pupil gives on an application form."""
    single = {
        "name": pupil.name,
        "email": pupil.email,
        "grade": str(pupil.grade),
        "guardian_name": pupil.guardian_name,
        "guardian_email": pupil.guardian_email,
        "why": why,
        **({"capacity": str(pupil.capacity)} if pupil.mentor else {}),
    }
    several = {
        "slots": pupil.slots,
        "topics": pupil.topics,
        "interests": pupil.interests,
        "subjects": pupil.subjects,
        "languages": ("English",),
    }
    return {**{key: (value,) for key, value in single.items() if value}, **several}
