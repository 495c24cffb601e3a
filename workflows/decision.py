"""What follows from an event: one value, committed in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.effects import Effect
from workflows.events import Event
from workflows.state import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Wake `kind` for `subject` at `due_at`. (`kind`, `subject`) is the key: setting it again moves it."""

    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTimer:
    """Timer (`kind`, `subject`) is not wanted any more."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The value of this kind and id no longer exists. `kind` is the class name."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """State changes, effects, timers, events for other workflows, and the reason in plain words.

    `about` are the person ids the reason speaks of. `restricted` keeps the reason out of everything but the
    restricted journal. An empty decision says that nothing follows; it needs no reason.
    """

    changes: tuple[Entity | Gone, ...] = ()
    effects: tuple[Effect, ...] = ()
    timers: tuple[Timer | CancelTimer, ...] = ()
    events: tuple[Event, ...] = ()
    reason: str = ""
    about: tuple[str, ...] = ()
    restricted: bool = False

    def and_then(self, other: Decision) -> Decision:
        """Both decisions as one: parts in order, reasons as sentences side by side."""
        return replace(
            self,
            changes=self.changes + other.changes,
            effects=self.effects + other.effects,
            timers=self.timers + other.timers,
            events=self.events + other.events,
            reason=" ".join(r for r in (self.reason, other.reason) if r),
            about=tuple(dict.fromkeys(self.about + other.about)),
            restricted=self.restricted or other.restricted,
        )


NOTHING = Decision()
