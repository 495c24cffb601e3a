"""A small programme on the memory suite, with deciders simple enough to predict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from service.clock import SteppingClock
from service.delivery.limits import Budget
from service.engine import Engine, EngineSettings
from service.intake.dispatch import Decide
from service.programme import Programme
from service.storage.database import Database
from tests.builders import NOW, POLICY
from tests.service.memory_suite import World, memory_suite
from workflows.decision import NOTHING, Decision
from workflows.effects import Approval, Recipient, SendMail, Urgency
from workflows.events import DraftRequested, Event
from workflows.policy import Policy
from workflows.text.blocks import Paragraph
from workflows.view import View

SECRET = b"a key of at least thirty-two bytes"
YEAR = timedelta(days=365)
RARELY = dict.fromkeys(("forms", "table", "calendar", "mail"), YEAR)
Reaction = Callable[[Any, View, datetime], Decision]


@dataclass
class School:
    """One engine over one database and one world. `reactions` decide by the event's class."""

    database: Database
    world: World = field(default_factory=World)
    reactions: dict[type, Reaction] = field(default_factory=dict)
    now: datetime = NOW
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    decide: Decide | None = None
    look_every: Mapping[str, timedelta] = field(default_factory=lambda: RARELY)
    token_bytes: Callable[[], bytes] = lambda: b"r" * 32
    policy: Policy = POLICY

    def __post_init__(self) -> None:
        self.clock = SteppingClock(self.now)
        self.engine = self.start()

    def start(self, who: str = "embedded") -> Engine:
        """A fresh engine, as after a restart."""
        programme = Programme(
            policy=self.policy, suite=memory_suite(self.world), base_url="https://peer.example", secret=SECRET
        )
        self.engine = Engine(
            self.database,
            [programme],
            self.clock,
            settings=EngineSettings(look_every=self.look_every, budgets=self.budgets),
            who=who,
            random=Random(7),
            token_bytes=self.token_bytes,
            decide=self.decide or self._decide,
        )
        self.engine.prepare(self.now)
        return self.engine

    def _decide(self, event: Event, view: View, now: datetime, policy: Policy) -> Decision:
        del policy
        reaction = self.reactions.get(type(event))
        return reaction(event, view, now) if reaction else NOTHING

    def happen(self, event: Event, identity: str = "one") -> None:
        """Submit an event and do what follows."""
        self.engine.submit("oak", event, identity)
        self.run()

    def run(self, after: timedelta = timedelta(0)) -> int:
        """Let time pass, then do what is due."""
        self.now += after
        self.clock.move_to(self.now)
        return self.engine.run_due(self.now)

    def settle(self, within: timedelta = timedelta(days=2)) -> None:
        """Run from due instant to due instant until nothing is due within that time."""
        until = self.now + within
        while (at := self.engine.next_due(self.now)) is not None and at <= until:
            self.run(max(at - self.now, timedelta(0)) + timedelta(seconds=1))


def asked(by: str = "lead") -> DraftRequested:
    """The event that the tests' deciders react to."""
    return DraftRequested(by=by)


def mail(key: str = "oak/test/one", **changed: Any) -> SendMail:
    """A mail to a pupil."""
    values: dict[str, Any] = {
        "key": key,
        "to": Recipient(person_id="p1", address="amira@oak.example", name="Amira"),
        "subject": "Hello",
        "blocks": (Paragraph(text="Good morning."),),
        "why": "Because.",
        "urgency": Urgency.PROMPT,
        "approval": Approval.NOT_NEEDED,
    }
    return SendMail(**(values | changed))


def always(decision: Decision) -> dict[type, Reaction]:
    """Decide so whenever a draft is asked for."""
    return {DraftRequested: lambda event, view, now: decision}


def hear(heard: list[Any], decision: Decision = NOTHING) -> Reaction:
    """Remember each event, and decide so."""

    def react(event: Any, view: View, now: datetime) -> Decision:
        heard.append(event)
        return decision

    return react
