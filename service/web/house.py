"""What the web needs of the running service, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, cast, runtime_checkable

from flask import current_app

from connectors.ports import Delivery, FormDefinition
from service.clock import Clock
from service.programme import Programme
from service.storage.database import Database
from service.web.demo_room import Demo
from workflows.events import Event


class House(Protocol):
    """The running service. Times are aware UTC."""

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """Every programme by its key."""

    @property
    def clock(self) -> Clock:
        """The programmes' time; a demo moves it."""

    @property
    def wall_clock(self) -> Clock:
        """Real time, for signatures, links and sessions."""

    @property
    def base_url(self) -> str:
        """Where people reach the service, without a slash at the end."""

    @property
    def secret(self) -> bytes:
        """The service's own key."""

    @property
    def database(self) -> Database:
        """Where everything is kept."""

    @property
    def demo(self) -> Demo | None:
        """The demo school's controls, or None when this is a real school."""

    def record(self, programme: str, deliveries: Sequence[Delivery]) -> None:
        """Store the deliveries durably before returning; repeats change nothing. Raises `StorageUnavailable`."""

    def wake(self, programme: str, source: str = "") -> None:
        """Ask for a look at the source soon, or, without one, for due work. Returns at once."""

    def submit(self, programme: str, event: Event, identity: str) -> None:
        """Take in an event that a person caused; the same identity again changes nothing."""

    @property
    def opened_at(self) -> datetime:
        """When the doors opened, by the wall clock."""

    def beat_at(self) -> datetime | None:
        """When the scheduler last ticked, by the wall clock; None before its first beat."""


@runtime_checkable
class FormDesk(Protocol):
    """A suite's forms whose pages this service shows."""

    def definition(self, kind: str) -> FormDefinition | None:
        """The form of this kind, None when there is none."""

    def check(self, kind: str, answers: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
        """What to do about each answer that cannot be taken, by question key; empty when all is well."""

    def submit(self, kind: str, answers: Mapping[str, tuple[str, ...]], *, now: datetime, once: str = "") -> object:
        """Store the answers durably as a new response or as an edit of an earlier one.

        The same answers from the page that `once` names are the same sending tried again.
        """


@runtime_checkable
class CalendarFeed(Protocol):
    """A suite's calendars whose feeds this service shows."""

    def feed(self, address: str) -> bytes | None:
        """The address's calendar as iCalendar text, or None when it has none."""


def the_house() -> House:
    """The house of the app that answers the current request."""
    return cast("House", current_app.extensions["house"])
