"""Google's forms and responses as our values: pure reading, no calls.

Answers are keyed by `questionId`, never by `itemId`; the rows of a grid have ids of their own; a question without an
answer is absent (Forms API v1 discovery document).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import CursorExpired
from connectors.ports import Response

OVERLAP = timedelta(minutes=5)
FULL_EVERY = timedelta(hours=1)
SEEN_LIMIT = 3_000
CURSOR_VERSION = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShape:
    """What a form asks just now. `titles` by questionId; `vouched` when Google verified each respondent's address."""

    form_id: str
    address: str
    titles: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    items: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # questionId -> (itemId, position)
    item_count: int = 0
    vouched: bool = False
    published: bool = False
    revision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlan:
    """How one form feeds the programme: which question fills which field, and which fields tell responses apart."""

    kind: str
    form_id: str
    fields: Mapping[str, str]  # questionId -> field
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The place reached in one form: newest time seen, last full read, last look, and the versions near the edge."""

    form_id: str
    at: str
    full: datetime
    looked: datetime
    seen: frozenset[str] = frozenset()

    @property
    def since(self) -> datetime | None:
        """Where the next read starts, or None when it is time to read everything, which is how edits are found.

        Whether Google's filter looks at the first or at the last submission is not documented.
        """
        return None if self.looked - self.full >= FULL_EVERY else instant(self.at) - OVERLAP


def read_shape(form: Mapping[str, Any]) -> FormShape:
    """The questions of a `Form` resource. Items that ask nothing (headings, pictures, page breaks) are left out."""
    titles: dict[str, str] = {}
    options: dict[str, tuple[str, ...]] = {}
    items: dict[str, tuple[str, int]] = {}
    for position, item in enumerate(form.get("items", ())):
        for question, title in _questions(item):
            identifier = question["questionId"]
            titles[identifier], items[identifier] = title, (item.get("itemId", ""), position)
            listed = question.get("choiceQuestion", {}).get("options", ())
            options[identifier] = tuple(option.get("value", "") for option in listed)
    state = form.get("publishSettings", {}).get("publishState", {})
    return FormShape(
        form_id=form["formId"],
        address=form.get("responderUri", ""),
        titles=titles,
        options=options,
        items=items,
        item_count=len(form.get("items", ())),
        vouched=form.get("settings", {}).get("emailCollectionType") == "VERIFIED",
        published="publishSettings" not in form or state.get("isAcceptingResponses", False),
        revision=form.get("revisionId", ""),
    )


def _questions(item: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str]]:
    title = item.get("title", "")
    if "questionItem" in item:
        return [(item["questionItem"]["question"], title)]
    rows = item.get("questionGroupItem", {}).get("questions", ())
    return [(row, f"{title}: {row.get('rowQuestion', {}).get('title', '')}") for row in rows]


def read_response(plan: FormPlan, shape: FormShape, raw: Mapping[str, Any]) -> Response:
    """One response in the programme's words. `revision` sorts as text because its fraction is padded to nanoseconds."""
    address = raw.get("respondentEmail", "").lower()
    answers = _answers(plan, shape, raw.get("answers", {}))
    if address and "email" not in answers:
        answers["email"] = (address,)
    submitted = padded(raw["lastSubmittedTime"])
    return Response(
        form=plan.kind,
        response_id=_response_id(plan, answers, raw["responseId"]),
        revision=f"{submitted}/{raw['responseId']}",
        submitted_at=instant(submitted),
        respondent=address if address and shape.vouched else None,
        answers=answers,
    )


def _answers(plan: FormPlan, shape: FormShape, raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for identifier, answer in raw.items():
        key = plan.fields.get(identifier) or f"?{shape.titles.get(identifier, identifier)}"
        answers[key] = answers.get(key, ()) + _values(answer)
    return answers


def _values(answer: Mapping[str, Any]) -> tuple[str, ...]:
    texts = tuple(part.get("value", "") for part in answer.get("textAnswers", {}).get("answers", ()))
    files = answer.get("fileUploadAnswers", {}).get("answers", ())
    return texts + tuple(f"https://drive.google.com/open?id={part['fileId']}" for part in files)


def _response_id(plan: FormPlan, answers: Mapping[str, tuple[str, ...]], given: str) -> str:
    """Google gives a second answer of the same person a new id; the form's identity says that it is an edit."""
    identity = [answers.get(key, ()) for key in plan.identity]
    if not identity or not all(identity):
        return given
    words = json.dumps([[part.strip().casefold() for part in values] for values in identity])
    return "by-identity-" + hashlib.sha256(words.encode()).hexdigest()[:24]


def problems(plan: FormPlan, shape: FormShape) -> tuple[str, ...]:
    """What staff should know about a form that has changed: fields nobody asks for, questions that feed nothing."""
    gone = sorted(field for identifier, field in plan.fields.items() if identifier not in shape.titles)
    extra = sorted(title for identifier, title in shape.titles.items() if identifier not in plan.fields)
    return tuple(
        [f"Form {plan.kind}: the question for {field} was removed; add it again or map another." for field in gone]
        + [f"Form {plan.kind}: the question {title!r} feeds no field; its answers are kept." for title in extra]
    )


# --- cursors -------------------------------------------------------------------------------------


def move_mark(mark: Mark | None, plan: FormPlan, found: Sequence[Response], *, at: datetime) -> Mark:
    """The mark after a look at the time `at` that found these responses (all of those since the mark's `since`)."""
    was_full = mark is None or mark.since is None
    newest = max([padded(stamp(EPOCH)), *([mark.at] if mark else []), *(_time(item) for item in found)])
    full = at if mark is None or was_full else mark.full
    edge = padded(stamp(min(full, instant(newest)) - OVERLAP))
    near = sorted((_time(item), version_of(item)) for item in found if _time(item) >= edge)
    kept = frozenset(version for _, version in near[-SEEN_LIMIT:])
    return Mark(form_id=plan.form_id, at=newest, full=full, looked=at, seen=kept)


def fresh(mark: Mark | None, found: Sequence[Response]) -> list[Response]:
    """Those that the mark does not know yet; after a full read also late and edited ones, however old their start."""
    if mark is None:
        return list(found)
    edge = padded(stamp(min(mark.full, instant(mark.at)) - OVERLAP))
    return [item for item in found if _time(item) >= edge and version_of(item) not in mark.seen]


def version_of(response: Response) -> str:
    """A short name of this version of this response."""
    return hashlib.sha256(f"{response.form}|{response.revision}".encode()).hexdigest()[:12]


def write_cursor(marks: Mapping[str, Mark]) -> str:
    """The marks of all forms as one opaque text."""
    forms = {
        kind: [mark.form_id, mark.at, mark.full.isoformat(), mark.looked.isoformat(), sorted(mark.seen)]
        for kind, mark in marks.items()
    }
    return json.dumps({"version": CURSOR_VERSION, "forms": forms}, separators=(",", ":"), sort_keys=True)


def read_cursor(cursor: str | None) -> dict[str, Mark]:
    """The marks of an earlier `write_cursor`. Raises `CursorExpired` for any other text."""
    if cursor is None:
        return {}
    try:
        read = json.loads(cursor)
        if read["version"] != CURSOR_VERSION:
            raise CursorExpired("The cursor was written by another version of this suite")
        return {kind: _mark(*parts) for kind, parts in read["forms"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        raise CursorExpired("The cursor is not one of this suite's") from broken


def _mark(form_id: str, at: str, full: str, looked: str, seen: list[str]) -> Mark:
    times = datetime.fromisoformat(full), datetime.fromisoformat(looked)
    return Mark(form_id=form_id, at=at, full=times[0], looked=times[1], seen=frozenset(seen))


def _time(response: Response) -> str:
    return response.revision.partition("/")[0]


def padded(text: str) -> str:
    """An RFC 3339 time of Google's (zero to nine digits of fraction) with all nine, so that it sorts as text."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return f"{whole}.{fraction:0<9}Z"


def instant(text: str) -> datetime:
    """The time of a padded or unpadded stamp, cut to microseconds."""
    return datetime.fromisoformat(padded(text)[:26] + "+00:00")


def stamp(moment: datetime) -> str:
    """A time as Google's filter wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
