"""The running service as its web pages see it (`service.web.house.House`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from connectors.ports import Delivery
from service.clock import Clock, SystemClock
from service.intake.inbox import Inbox
from service.programme import Programme
from service.storage import events
from service.storage.database import Database
from service.storage.events import NewEvent
from service.web.demo_room import Demo
from workflows.events import Event


@dataclass(frozen=True, kw_only=True)
class RunningHouse:
    """Joins the inbox, the database and whoever must be woken. Safe for many threads."""

    programmes: Mapping[str, Programme]
    database: Database
    inbox: Inbox
    base_url: str
    secret: bytes = field(repr=False)
    wake_up: Callable[[str, str], None]
    """Called with (programme, source) when there is something to look at."""
    last_beat: Callable[[], datetime | None]
    clock: Clock = field(default_factory=SystemClock)
    wall_clock: Clock = field(default_factory=SystemClock)
    opened_at: datetime = field(default_factory=lambda: SystemClock().now())
    """By the wall clock, whatever `clock` says."""
    demo: Demo | None = None

    def record(self, programme: str, deliveries: Sequence[Delivery]) -> None:
        """See `House.record`."""
        now = self.clock.now()
        self.inbox.record(programme, [replace(delivery, received_at=now) for delivery in deliveries])

    def wake(self, programme: str, source: str = "") -> None:
        """See `House.wake`."""
        self.wake_up(programme, source)

    def submit(self, programme: str, event: Event, identity: str) -> None:
        """See `House.submit`."""
        with self.database.write() as connection:
            events.add_one(connection, programme, NewEvent(event, identity), self.clock.now())
        self.wake_up(programme, "")

    def beat_at(self) -> datetime | None:
        """See `House.beat_at`."""
        return self.last_beat()
