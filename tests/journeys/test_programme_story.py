"""One small programme from the adults' yes to the last goodbye: recruiting, training and ending as one story."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.builders import NOW, answered, applied, edited, person, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import BusyKnown, DraftRequested, ProgrammeStarted, TimerFired
from workflows.policy import ClosurePolicy, RecruitingPolicy, SetupPolicy, TrainingPolicy
from workflows.state import Application, ApplicationStatus, Closure, Pair, PairStatus

MENTOR, MENTEE = "p-ana", "p-ben"
PAIR = f"{MENTOR}~{MENTEE}"
RULES = policy(
    setup=SetupPolicy(on=True),
    recruiting=RecruitingPolicy(on=True),
    training=TrainingPolicy(topics=("Listening",)),
    closure=ClosurePolicy(on=True),
)


class Story:
    """The programme while time passes."""

    def __init__(self) -> None:
        ana = person(id=MENTOR, name="Ana", email="ana@oak.example", grade=10, rostered=True)
        ben = person(id=MENTEE, name="Ben", email="ben@oak.example", grade=7, rostered=True)
        self.world, self.now = World(ana, ben, policy=RULES), NOW
        self.world.hear(ProgrammeStarted(fingerprint="f"), NOW)

    def mailed(self, start: str) -> list[str]:
        """The keys of mails to be sent that start so."""
        return sorted(key for key in self.world.unsent if key.startswith(f"oak/{start}"))

    def launch(self) -> None:
        """The adults take their duties on."""
        for staff in ("lead", "safe"):
            self.world.hear(answered(forms.DUTY, {"answer": "Yes, I do"}, personal={"staff": staff}), self.now)

    def apply(self) -> None:
        """Both apply, are accepted, and their guardians agree."""
        for form, key, name in ((forms.MENTOR, MENTOR, "Ana"), (forms.MENTEE, MENTEE, "Ben")):
            about = {"email": f"{name.lower()}@oak.example", "name": name}
            self.world.hear(applied(form, about, response_id=name), self.now)
            role = "mentor" if form == forms.MENTOR else "mentee"
            self.world.hear(edited(tabs.APPLICATIONS, f"{key}:{role}", "decision", tabs.ACCEPT), self.now)
            self.world.hear(edited(tabs.CONSENTS, key, "paper", "paper: yes"), self.now)

    def train(self) -> None:
        """Staff tick what the mentor has learned."""
        rows = [key for (tab, key), row in self.world.rows.items() if tab == tabs.TRAINING and row["topic"]]
        for key in rows:
            self.world.hear(edited(tabs.TRAINING, key, "done", "yes"), self.now)

    def pair(self) -> str:
        """The lead asks for a draft and approves the pair; the answer beside it."""
        self.world.hear(DraftRequested(by="lead"), self.now)
        if (tabs.PAIRS, PAIR) not in self.world.rows:
            return ""
        self.world.hear(edited(tabs.PAIRS, PAIR, "decision", tabs.APPROVE), self.now)
        self.live(timedelta())
        return self.world.rows[tabs.PAIRS, PAIR]["answer"]

    def live(self, span: timedelta) -> None:
        """Answer what is asked of calendars, and let timers fire."""
        until = self.now + span
        while (due := self._next(until)) is not None:
            self.now = max(self.now, due[1])
            self.world.timers.pop(due[0])
            self.world.hear(TimerFired(kind=due[0][0], subject=due[0][1], due_at=due[1]), self.now)
        self.now = until

    def _next(self, until: datetime) -> tuple[tuple[str, str], datetime] | None:
        while self.world.asked:
            ask = self.world.asked.pop(0)
            self.world.hear(BusyKnown(ask=ask.key, busy=dict.fromkeys(ask.addresses, ())), self.now)
        return min(((k, at) for k, at in self.world.timers.items() if at <= until), key=lambda t: t[1], default=None)


@pytest.fixture
def story() -> Story:
    return Story()


def test_recruiting_waits_for_the_adults_and_gives_everybody_an_answer(story: Story) -> None:
    story.live(timedelta(hours=1))
    assert story.mailed("recruiting/") == []
    story.launch()
    story.live(timedelta(days=1))
    assert sorted(key.split("/", 1)[1] for key in story.mailed("recruiting/")) == [
        "recruiting/p-ana/invite",
        "recruiting/p-ben/invite",
        "recruiting/poster",
    ]
    story.apply()
    kept = {a.person_id: a.status for a in story.world.view.find(Application)}
    assert kept == {MENTOR: ApplicationStatus.ACCEPTED, MENTEE: ApplicationStatus.ACCEPTED}


def test_untrained_mentor_is_in_no_pair_until_the_training_is_done(story: Story) -> None:
    story.launch()
    story.apply()
    assert story.pair() == ""
    story.train()
    assert story.pair().startswith("Approved")
    assert story.world.booked


def test_ended_pair_says_goodbye_and_is_closed(story: Story) -> None:
    story.launch()
    story.apply()
    story.train()
    story.pair()
    story.world.hear(edited(tabs.PAIRS, PAIR, "decision", tabs.END), story.now)
    story.live(timedelta(days=60))
    pair, closure = story.world.view.get(Pair, PAIR), story.world.view.get(Closure, PAIR)
    assert pair is not None
    assert closure is not None
    assert (pair.status, closure.closed_at is not None) == (PairStatus.ENDED, True)
    asked = {who for who in (MENTOR, MENTEE) if any(PAIR in key for key in story.mailed(f"feedback/{who}/"))}
    assert asked == {MENTOR, MENTEE}
