"""Nothing is kept longer than the programme file says: each table by its class, each person by the last activity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from service.storage.aggregate_tables import AGGREGATE_TABLES
from service.storage.database import Database
from service.storage.events import CONCERN_TOLD
from service.storage.messages import State, have_gone
from service.storage.tables import (
    asks,
    events,
    fires,
    inbox,
    journal,
    messages,
    responses,
    sessions,
    sign_in_links,
)
from service.storage.unit_of_work import unit_of_work
from service.storage.view import Resident
from workflows.events import PersonErased
from workflows.forms import CONCERN
from workflows.policy import Policy, RetentionPolicy
from workflows.state import Application, CheckIn, Concern, Consent, Meeting, Person

OPERATIONAL = timedelta(days=30)
"""Deliveries, fired ticks and used links: long enough to look into an incident."""
_EVENT_EMPTIED = {"payload": "{}", "about": ""}
_MAIL_EMPTIED = {"payload": None, "address": "", "draft_id": None, "digest_key": None}


def purge(database: Database, policy: Policy, now: datetime) -> int:
    """Drop or empty what is too old; how many rows. Safe to repeat, and to be interrupted."""
    with unit_of_work(database, policy, Resident(), now) as batch:
        statements = _statements(policy, now)
        return sum(batch.connection.execute(statement).rowcount for statement in statements)


def _statements(policy: Policy, now: datetime) -> list[Any]:
    keep, programme = policy.retention, policy.key
    staff = [member.id for member in policy.staff]
    return [
        *_of_the_log(programme, now - timedelta(days=keep.log)),
        *_of_texts(programme, staff, now - timedelta(days=keep.texts)),
        *_of_operation(programme, now - OPERATIONAL),
        *_of_state(programme, keep, now),
    ]


def _of_the_log(programme: str, before: datetime) -> list[Any]:
    e, j, m = events.c, journal.c, messages.c
    ended = _ended(programme) | m.payload.is_(None)
    named = (m.address != "") | (m.person_id != "")
    return [
        delete(journal).where(j.programme == programme, j.at < before),
        # What an event or a mail said goes; that its key was used stays, so that it can not happen again.
        update(events).where(e.programme == programme, e.done_at < before, e.payload != "{}").values(_EVENT_EMPTIED),
        update(messages)
        .where(m.programme == programme, ended, m.decided_at < before, named)
        .values(**_MAIL_EMPTIED, person_id=""),
    ]


def _of_texts(programme: str, staff: Sequence[str], before: datetime) -> list[Any]:
    e, m = events.c, messages.c
    told = (e.programme == programme) & (e.done_at < before)
    said = (m.programme == programme) & _ended(programme) & (m.decided_at < before) & m.person_id.not_in(("", *staff))
    return [
        # What an event raised is told by the journal, and its identity by the one that raised it: `identity>number`.
        delete(events).where(told, func.rtrim(e.identity, "0123456789").endswith(">")),
        update(events).where(told, e.payload != "{}", ~e.payload.contains(CONCERN_TOLD)).values(_EVENT_EMPTIED),
        update(messages).where(said, m.address != "").values(_MAIL_EMPTIED),
    ]


def _ended(programme: str) -> ColumnElement[bool]:
    """What still waits to be sent is not too old, whatever its age."""
    return have_gone(programme) | (messages.c.state == State.WITHDRAWN.value)


def _of_operation(programme: str, before: datetime) -> list[Any]:
    return [
        # An answered question lives on as the event that answered it.
        delete(asks).where(asks.c.programme == programme, asks.c.state == "answered"),
        delete(inbox).where(inbox.c.programme == programme, inbox.c.looked_at < before),
        delete(fires).where(fires.c.fire_at < before),
        delete(sign_in_links).where(sign_in_links.c.programme == programme, sign_in_links.c.expires_at < before),
        delete(sessions).where(sessions.c.programme == programme, sessions.c.expires_at < before),
    ]


def _of_state(programme: str, keep: RetentionPolicy, now: datetime) -> list[Any]:
    answers, concerns = now - timedelta(days=keep.application), now - timedelta(days=keep.concern)
    r, consent, concern = responses.c, AGGREGATE_TABLES[Consent], AGGREGATE_TABLES[Concern]
    return [
        delete(responses).where(r.programme == programme, r.form != CONCERN, r.submitted_at < answers),
        delete(responses).where(r.programme == programme, r.form == CONCERN, r.submitted_at < concerns),
        delete(consent).where(
            consent.c.programme == programme,
            consent.c.requested_at < now - timedelta(days=keep.consent),
            consent.c.status != "given",
        ),
        delete(concern).where(concern.c.programme == programme, concern.c.acknowledged_at < concerns),
    ]


def forgotten(database: Database, policy: Policy, now: datetime) -> list[str]:
    """Pupils whose last activity is longer ago than the programme keeps them: to be erased."""
    limit = now - timedelta(days=policy.retention.programme)
    with database.read() as connection:
        people = AGGREGATE_TABLES[Person].c
        everybody = connection.execute(select(people.id).where(people.programme == policy.key)).scalars().all()
        active = _active_since(connection, policy.key, limit)
    return sorted(set(everybody) - active)


def _active_since(connection: Connection, programme: str, limit: datetime) -> set[str]:
    applied, met, said = (AGGREGATE_TABLES[kind].c for kind in (Application, Meeting, CheckIn))
    asked = AGGREGATE_TABLES[Consent].c
    signs = [
        select(applied.person_id).where(applied.programme == programme, applied.submitted_at >= limit),
        select(applied.person_id).where(applied.programme == programme, applied.decided_at >= limit),
        select(asked.person_id).where(asked.programme == programme, asked.requested_at >= limit),
        select(asked.person_id).where(asked.programme == programme, asked.answered_at >= limit),
        select(met.mentor_id).where(met.programme == programme, met.ends_at >= limit),
        select(met.mentee_id).where(met.programme == programme, met.ends_at >= limit),
        select(said.person_id).where(said.programme == programme, said.submitted_at >= limit),
    ]
    active = {person for sign in signs for person in connection.execute(sign).scalars()}
    # A pupil from the school's list may have done nothing yet; being spoken of counts.
    spoken_of = select(journal.c.about).where(journal.c.programme == programme, journal.c.at >= limit).distinct()
    return active.union(*(about.split("|") for about in connection.execute(spoken_of).scalars()))


def unfinished_erasures(database: Database, programme: str, now: datetime) -> list[str]:
    """Pupils erased in the last days, whose rows may still have been under way to the suite then."""
    e = events.c
    with database.read() as connection:
        recent = select(e.identity).where(
            e.programme == programme, e.kind == PersonErased.__name__, e.done_at >= now - OPERATIONAL
        )
        return [identity.split("/")[1] for identity in connection.execute(recent).scalars()]


def erased_identity(person_id: str, now: datetime) -> str:
    """The identity of the event that erases a person."""
    return f"erase/{person_id}/{now.isoformat()}"
