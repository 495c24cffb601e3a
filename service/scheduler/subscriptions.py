"""Keeps the suppliers' promises to notify us alive. Losing one costs delay, never data: the sweep reads anyway."""

from __future__ import annotations

from datetime import datetime

import structlog

from connectors.errors import AuthExpired
from connectors.ports import Subscription
from service.delivery import retry
from service.edge import guarded
from service.notices import FINE, connection_lost, health
from service.programme import Programme
from service.storage.database import Database
from service.storage.unit_of_work import unit_of_work
from service.storage.view import Resident

log = structlog.get_logger(__name__)

NAME = "notifications"


def renew(database: Database, programme: Programme, now: datetime) -> str:
    """Renew, heal, and say in the Health tab how the promises stand. The state in words."""
    kept, error = guarded(lambda: programme.suite.subscriptions.keep_alive(now))
    if kept is not None:
        state = "; ".join(_in_words(promise) for promise in kept) or FINE
    else:
        state = retry.in_words(error or RuntimeError())
        log.warning("subscriptions not renewed", action="try again", programme=programme.key)
    # Saying the same state again writes nothing: wishes that are no news are dropped.
    with unit_of_work(database, programme.policy, Resident(), now) as batch:
        batch.put_row(health(NAME, state))
        if isinstance(error, AuthExpired):
            batch.post(connection_lost(programme.policy, NAME, state, _day(now)))
    return state


def _in_words(promise: Subscription) -> str:
    """A promise, how it stands and until when it holds, which shows how old it is."""
    until = f", until {promise.expires_at:%Y-%m-%d %H:%M} UTC" if promise.expires_at else ""
    return f"{promise.name}: {promise.state}{until}"


def _day(now: datetime) -> datetime:
    """One mail a day at most: the day is part of the mail's key."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
