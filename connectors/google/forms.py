"""Google Forms as the programme's forms: read from a cursor, made and linked where the school lets us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from connectors.errors import AuthExpired, Permanent, Retryable
from connectors.google.form_making import FormMaker, question_id
from connectors.google.form_reading import (
    FormPlan,
    FormShape,
    Mark,
    fresh,
    move_mark,
    problems,
    read_cursor,
    read_response,
    read_shape,
    stamp,
    write_cursor,
)
from connectors.google.http import Door
from connectors.google.settings import GoogleSettings
from connectors.google.webhook import QUESTIONS
from connectors.ports import FormDefinition, Response, ResponsePage
from connectors.setup import AskedQuestion

PAGE_SIZE = 5_000
SHAPE_LASTS = timedelta(hours=6)
MOST_WAITS = 3
GONE = (404, (403, "PERMISSION_DENIED"))


class GoogleForms:
    """The forms of one school. What a form asks is read when first needed and again every few hours."""

    def __init__(self, door: Door, settings: GoogleSettings) -> None:
        self._door, self._settings = door, settings
        self._maker = FormMaker(door, settings.form_prefix)
        self._plans = {
            kind: FormPlan(kind=kind, form_id=form.form_id, fields=form.questions, identity=form.identity)
            for kind, form in settings.forms.items()
        }
        self._shapes: dict[str, FormShape] = {}
        self._read_at: dict[str, datetime] = {}
        self._ensured: dict[str, tuple[FormDefinition, datetime]] = {}
        self._wait: Retryable | None = None  # for forms that the last look could not read while others had news

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        """Addresses by kind. Makes forms and adds questions only when `create_forms` is set; else they must exist."""
        return {form.kind: self._ensure(form).address for form in forms}

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        """The form's address with answers filled in.

        The parameter is `entry.` and the decimal of the hexadecimal questionId: seen in forms' own prefilled links,
        not documented by Google. `nearpeer doctor` asks staff to open one such link once.
        """
        if form not in self._plans:
            raise Permanent(
                f"There is no form {form}", mend=f"Set forms.{form}.id to the form's id, or create the forms."
            )
        shape = self.shape(form)
        identifiers = {field: identifier for identifier, field in self._plans[form].fields.items()}
        entries = {f"entry.{int(identifiers[key], 16)}": text for key, text in prefill.items() if key in identifiers}
        return f"{shape.address}?{urlencode({'usp': 'pp_url', **entries})}" if entries else shape.address

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        """New and edited responses, in the order of submission; of forms `about` names, or of all. A form that is gone
        is a problem.
        """
        left, self._wait = self._wait, None
        if left is not None:
            raise left
        marks = {kind: mark for kind, mark in read_cursor(cursor).items() if mark.form_id == self._form_id(kind)}
        found, told, wait = self._look(self._meant(about, marks.keys()), marks)
        if wait is not None and not found:
            raise wait
        if wait is None and self._plans and not marks:
            raise AuthExpired(" ".join(told), mend=f"Share every form with {self._whom()} as an editor.")
        self._wait = wait
        standing = [plan for kind, plan in self._plans.items() if kind in marks and kind in self._shapes]
        told += [each for plan in standing for each in problems(plan, self._shapes[plan.kind])]
        found.sort(key=lambda response: response.revision)
        more = wait is not None
        return ResponsePage(responses=tuple(found), cursor=write_cursor(marks), more=more, problems=tuple(told))

    def _look(
        self, meant: AbstractSet[str], marks: dict[str, Mark]
    ) -> tuple[list[Response], list[str], Retryable | None]:
        """New responses of these forms, whose marks move; forms that are gone; the longest wait of those that failed.

        A look at dozens of forms is as many calls: a concern must not wait until all of them go well at once.
        """
        found, told, waits = list[Response](), list[str](), list[Retryable]()
        for plan in [plan for kind, plan in self._plans.items() if kind in meant]:
            # A wait that Google names is meant for all; several failures mean that all would take their time.
            if any(wait.after is not None for wait in waits) or len(waits) == MOST_WAITS:
                break
            try:
                read = self._read(plan, marks)
            except Retryable as wait:
                waits.append(wait)
                continue
            if read is None:
                self._ensured.pop(plan.kind, None)
                told.append(f"Form {plan.kind} cannot be read: it was deleted, or not shared with {self._whom()}.")
            found += read or []
        return found, told, max(waits, key=lambda wait: wait.after or timedelta(0), default=None)

    def _read(self, plan: FormPlan, marks: dict[str, Mark]) -> list[Response] | None:
        """New responses of one form, whose mark moves; None when the form is gone, and its mark with it."""
        mark = marks.get(plan.kind)
        listed = self._list(plan, mark)
        if listed is None:
            marks.pop(plan.kind, None)
            return None
        raw, at = listed
        shape = self._shape_for(plan.kind, raw, at)
        read = [read_response(plan, shape, item) for item in raw]
        marks[plan.kind] = move_mark(mark, plan, read, at=at)
        return fresh(mark, read)

    def shape(self, kind: str) -> FormShape:
        """What the form asks, from memory when it was read before."""
        if kind not in self._shapes:
            self._shapes[kind] = self._read_shape(self._plans[kind].form_id)
        return self._shapes[kind]

    def form_ids(self) -> Mapping[str, str]:
        """The ids of the forms known so far, by kind."""
        return {kind: plan.form_id for kind, plan in self._plans.items()}

    def described(self) -> dict[str, str]:
        """The settings that name these forms, as `nearpeer forms create` prints them for the programme's file."""
        lines: dict[str, str] = {}
        for kind, plan in self._plans.items():
            lines[f"forms.{kind}.id"] = plan.form_id
            lines[f"forms.{kind}.identity"] = ",".join(plan.identity)
            lines |= {f"forms.{kind}.questions.{identifier}": field for identifier, field in plan.fields.items()}
        return lines

    def suggest(self, definition: FormDefinition) -> tuple[AskedQuestion, ...]:
        """The questions of a form the school made, each with the field its title looks like, for a person to confirm.

        Raises `Permanent` when the settings do not name the form.
        """
        if definition.kind not in self._plans:
            raise Permanent(f"There is no form {definition.kind}", mend=f"Set forms.{definition.kind}.id to its id.")
        keys = {_plain(question.title): question.key for question in definition.questions}
        fields = self._plans[definition.kind].fields
        return tuple(
            AskedQuestion(id=identifier, title=title, field=fields.get(identifier) or keys.get(_plain(title), ""))
            for identifier, title in self.shape(definition.kind).titles.items()
        )

    def _ensure(self, form: FormDefinition) -> FormShape:
        """The form as it stands; looked at again after some hours only, for this is asked every hour."""
        known, now = self._ensured.get(form.kind), self._door.now()
        if known and known[0] == form and timedelta(0) <= now - known[1] < SHAPE_LASTS:
            return self._shapes[form.kind]
        shape = self._looked_at(form)
        self._ensured[form.kind], self._read_at[form.kind] = (form, now), now
        return shape

    def _looked_at(self, form: FormDefinition) -> FormShape:
        plan = self._plans.get(form.kind)
        if self._settings.create_forms:
            shape = self._maker.make(form, plan.form_id if plan else "")
        elif plan is None:
            raise Permanent(f"There is no form {form.kind}", mend=f"Set forms.{form.kind}.id or create_forms: yes.")
        else:
            shape = self._read_shape(plan.form_id)
        made = {question_id(form.kind, question.key): question.key for question in form.questions}
        fields = {**{identifier: key for identifier, key in made.items() if identifier in shape.titles}}
        fields |= dict(plan.fields) if plan else {}
        self._plans[form.kind] = FormPlan(kind=form.kind, form_id=shape.form_id, fields=fields, identity=form.identity)
        self._shapes[form.kind] = shape
        return shape

    def _form_id(self, kind: str) -> str:
        return self._plans[kind].form_id if kind in self._plans else ""

    def _meant(self, about: AbstractSet[str], marked: AbstractSet[str]) -> AbstractSet[str]:
        """The forms to read: those a notification named, and those of which we know too little to leave them out.

        Of a form whose questions changed, the questions are read again as well.
        """
        kinds = {plan.form_id: kind for kind, plan in self._plans.items()}
        named = {name.removesuffix(QUESTIONS) for name in about}
        if not named or not named <= kinds.keys():
            return self._plans.keys()
        for name in about - named:
            self._read_at.pop(kinds[name.removesuffix(QUESTIONS)], None)
        return {kinds[name] for name in named} | (self._plans.keys() - (marked & self._shapes.keys()))

    def _read_shape(self, form_id: str) -> FormShape:
        return read_shape(self._door.call(self._api().get(formId=form_id)).body)

    def _shape_for(self, kind: str, raw: Sequence[Mapping[str, Any]], at: datetime) -> FormShape:
        """The form's questions, read again after some hours or when an answer names one we have not met."""
        asked = {identifier for response in raw for identifier in response.get("answers", {})}
        known, read_at = self._shapes.get(kind), self._read_at.get(kind)
        unmet = asked - (known.titles.keys() if known else frozenset()) - self._plans[kind].fields.keys()
        if known is None or read_at is None or unmet or not timedelta(0) <= at - read_at < SHAPE_LASTS:
            self._shapes[kind] = self._read_shape(self._plans[kind].form_id)
            self._read_at[kind] = at
        return self._shapes[kind]

    def _list(self, plan: FormPlan, mark: Mark | None) -> tuple[list[Mapping[str, Any]], datetime] | None:
        """All pages since the mark, and Google's time of the last; None when the form is gone."""
        since = mark.since if mark else None
        asked: dict[str, Any] = {"formId": plan.form_id, "pageSize": PAGE_SIZE}
        asked |= {"filter": f"timestamp >= {stamp(since)}"} if since else {}
        api, found = self._api("responses"), list[Mapping[str, Any]]()
        while True:
            reply = self._door.call(api.list(**asked), expected=GONE)
            if reply.refusal:
                return None
            found += reply.body.get("responses", ())
            if not reply.body.get("nextPageToken"):
                return found, reply.at
            asked = {**asked, "pageToken": reply.body["nextPageToken"]}

    def _api(self, *inner: str) -> Any:
        return self._door.service("forms", "v1", "forms", *inner)

    def _whom(self) -> str:
        return self._settings.subject or "the account that signed in"


def _plain(title: str) -> str:
    """A title as people compare it: without case, blanks at the ends and signs that end a question."""
    return title.casefold().strip(" \t\n?:.*")
