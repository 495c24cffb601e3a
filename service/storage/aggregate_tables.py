"""One table per aggregate of `workflows.state`, generated from its fields."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text
from sqlalchemy.types import TypeEngine

from service.storage.columns import Instant, JsonText, type_key
from service.storage.tables import APPLICATION, LOG, PROGRAMME, info, key, metadata
from workflows import state
from workflows.policy import RetentionClass

_TYPES: dict[object, Any] = {int: Integer, bool: Boolean, datetime: Instant, date: Date, float: Text}

AGGREGATES: dict[type[state.Entity], tuple[str, RetentionClass, tuple[str, ...]]] = {
    state.Person: ("people", PROGRAMME, ("id",)),
    state.Application: ("applications", APPLICATION, ("person_id",)),
    state.Consent: ("consents", RetentionClass.CONSENT, ("person_id",)),
    state.Training: ("trainings", PROGRAMME, ("person_id",)),
    state.Pair: ("pairs", PROGRAMME, ("mentor_id", "mentee_id")),
    state.Unmatched: ("unmatched", PROGRAMME, ("person_id",)),
    state.Steer: ("steers", PROGRAMME, ()),
    state.Meeting: ("meetings", PROGRAMME, ("mentor_id", "mentee_id")),
    state.CheckIn: ("check_ins", PROGRAMME, ("person_id",)),
    state.Watch: ("watches", PROGRAMME, ("mentor_id", "mentee_id")),
    state.Concern: ("concerns", RetentionClass.CONCERN, ("raised_by",)),
    state.StaffAnswer: ("staff_answers", LOG, ()),
    state.Closure: ("closures", PROGRAMME, ("mentor_id", "mentee_id")),
    state.Feedback: ("feedback", PROGRAMME, ("person_id",)),
    state.History: ("histories", PROGRAMME, ("person_id",)),
    state.Award: ("awards", PROGRAMME, ("person_id",)),
    state.Vote: ("votes", PROGRAMME, ("person_id",)),
    state.ScaleAnswer: ("scale_answers", PROGRAMME, ()),
    state.Setting: ("settings", PROGRAMME, ()),
    state.Milestone: ("milestones", PROGRAMME, ()),
    state.Duty: ("duties", PROGRAMME, ()),
    state.NeedsAnswer: ("needs_answers", PROGRAMME, ()),
    state.Effort: ("efforts", PROGRAMME, ()),
    state.Invitation: ("invitations", APPLICATION, ("person_id",)),
    state.Nomination: ("nominations", APPLICATION, ("person_id",)),
    state.Guest: ("guests", APPLICATION, ("person_id",)),
    state.Reference: ("references_given", APPLICATION, ("person_id",)),
    state.Interview: ("interviews", APPLICATION, ("person_id",)),
    state.Score: ("scores", APPLICATION, ("person_id",)),
    state.Attendance: ("attendances", PROGRAMME, ("person_id",)),
    state.TrainingSession: ("training_sessions", PROGRAMME, ()),
    state.Seat: ("seats", PROGRAMME, ("person_id",)),
    state.SelfCheck: ("self_checks", PROGRAMME, ("person_id",)),
    state.Taster: ("tasters", PROGRAMME, ("mentor_id",)),
    state.TasterVote: ("taster_votes", PROGRAMME, ("person_id",)),
    state.Idea: ("ideas", PROGRAMME, ("person_id",)),
    state.Suggestion: ("suggestions", PROGRAMME, ("mentor_id", "mentee_id")),
    state.Goal: ("goals", PROGRAMME, ("mentor_id", "mentee_id")),
    state.DropIn: ("drop_ins", PROGRAMME, ()),
    state.SupportEntry: ("support_entries", PROGRAMME, ("person_id",)),
    state.Repair: ("repairs", PROGRAMME, ("mentor_id", "mentee_id")),
    state.SchoolEvent: ("school_events", PROGRAMME, ("person_id",)),
    state.Opportunity: ("opportunities", PROGRAMME, ()),
    state.Referral: ("referrals", PROGRAMME, ("person_id",)),
    state.SupportNeed: ("support_needs", PROGRAMME, ("person_id",)),
    state.ClassPairing: ("class_pairings", PROGRAMME, ()),
    state.AdultWord: ("adult_words", PROGRAMME, ("person_id",)),
}
"""Table name, retention class and the fields that bear a pupil's id, by kind."""

SIFTED: dict[type[state.Entity], tuple[str, ...]] = {state.CheckIn: ("meeting_id", "person_id")}
"""Fields of a table of many rows by which nobody looks, or only when a pupil leaves."""


def plain_type(annotation: object) -> tuple[object, bool]:
    """A field's type without `None`, and whether None was allowed."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    inner = [a for a in get_args(annotation) if a is not type(None)]
    return inner[0], len(inner) < len(get_args(annotation))


def _column(name: str, annotation: object) -> Column[Any]:
    kind, nullable = plain_type(annotation)
    column_type: type[TypeEngine[Any]] | TypeEngine[Any] = _TYPES.get(kind, Text)
    if get_origin(kind) is tuple:
        column_type = JsonText
    # Ids and enum words are compared and ordered: the key type makes both databases agree about that.
    elif name == "id" or name.endswith("_id") or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        column_type = type_key
    return Column(name, column_type, nullable=nullable, primary_key=name == "id")


def _aggregate(kind: type[state.Entity], name: str, retention: RetentionClass, person: tuple[str, ...]) -> Table:
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    # Workflows filter by other values' ids, by status and by address; anything else is rare enough to be sifted.
    sought = [n for n in names if (n.endswith("_id") or n in ("status", "email")) and n not in SIFTED.get(kind, ())]
    return Table(
        name,
        metadata,
        key("programme", primary_key=True),
        *(_column(n, hints[n]) for n in names),
        *(Index(None, "programme", n) for n in sought),
        info=info(retention, *person),
    )


AGGREGATE_TABLES: dict[type[state.Entity], Table] = {
    kind: _aggregate(kind, name, retention, person) for kind, (name, retention, person) in AGGREGATES.items()
}
"""The table of each kind."""

DATABASE = metadata
"""Every table of the database, the engine's own and these; import it from here, so that none is missing."""
