"""Microsoft Forms as the programme's forms. There is no interface for answers, so they come by one of three routes.

By a flow that brings each answer to our door (`posted.py` reads it), by the results workbook, or by a list that a flow
fills. All three give the same answers under the same identity.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Protocol
from urllib.parse import quote, urlencode

from connectors.errors import Permanent
from connectors.microsoft.client import Door
from connectors.microsoft.form_looks import Look
from connectors.microsoft.form_marks import read_cursor, write_cursor
from connectors.microsoft.form_reading import Plan
from connectors.microsoft.form_results import ListResults, WorkbookResults
from connectors.microsoft.settings import MicrosoftSettings, Route
from connectors.ports import FormDefinition, Question, QuestionKind, ResponsePage

QUESTION_ID = re.compile(r"r[0-9a-f]{5,32}")


class Results(Protocol):
    """Places where answers can be read. Forms whose `feed` is the same are looked at together."""

    def feed(self, plan: Plan) -> str:
        """What has one feed of changes: the path of a drive or of a list's items."""

    def look(self, plans: Sequence[Plan], look: Look) -> None:
        """Add the new and edited answers since the look's marks, and move these."""


class MicrosoftForms:
    """The forms of one school. People make them in Forms; we are told where they are."""

    def __init__(self, door: Door, settings: MicrosoftSettings) -> None:
        self._plans = {kind: Plan(form) for kind, form in settings.forms.items()}
        self._results: Mapping[Route, Results] = {
            Route.WORKBOOK: WorkbookResults(door),
            Route.LIST: ListResults(door),
        }

    def plans(self) -> Mapping[str, Plan]:
        """How each form feeds the programme, by kind."""
        return self._plans

    def remember(self, forms: Sequence[FormDefinition]) -> None:
        """See `Offers.remember`."""
        for form in forms:
            if form.kind in self._plans:
                self._plans[form.kind] = Plan(self._plans[form.kind].form, form)

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        """Addresses by kind. Nobody but a person can make a form: raises `Permanent` that names all that are missing.

        So it does for personal links that could not be filled. What the forms ask is remembered even then, so that
        those that stand are read.
        """
        self.remember(forms)
        lacking = [form for form in forms if not self._address(form.kind)]
        if lacking:
            names = ", ".join(f"{form.kind} ({form.title})" for form in lacking)
            raise Permanent(
                f"These forms have no address yet: {names}.",
                mend="Make them in Forms (docs/microsoft-teacher.md) and set forms.<kind>.route and .address for each.",
            )
        if unfilled := [f"{form.kind} ({question.title})" for form in forms for question in self._unfilled(form)]:
            raise Permanent(
                f"Personal links cannot fill: {', '.join(unfilled)}.",
                mend='In Forms take "Get pre-filled URL", fill that question, and set forms.<kind>.questions.<the r... '
                "in the link>: <our field> (docs/microsoft-teacher.md).",
            )
        return {form.kind: self._address(form.kind) for form in forms}

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        """The form's address with answers filled in, as Forms' own "Get pre-filled URL" writes it.

        Only questions whose id the settings name can be filled; the others are left for the person.
        """
        address = self._address(form)
        if not address:
            raise Permanent(f"There is no form {form}", mend=f"Set forms.{form}.route and forms.{form}.address.")
        questions = self._plans[form].form.questions
        ids = {field: label for label, field in questions.items() if QUESTION_ID.fullmatch(label)}
        filled = {ids[field]: text for field, text in prefill.items() if field in ids}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(filled, quote_via=quote)}" if filled else address

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        """New and edited answers of the forms that can be read, in the order they were given.

        Answers that a flow brings are not here: the door keeps them. A form that cannot be read is a problem of its
        own, unless none can. Raises `Retryable` where one is busy and the others have nothing to tell.
        """
        del about  # everything that can be read is
        look = Look(marks=read_cursor(cursor))
        read = [plan for plan in self._plans.values() if plan.form.route in self._results]
        feeds: dict[tuple[Route, str], list[Plan]] = {}
        for plan in read:
            route = plan.form.route
            feeds.setdefault((route, self._results[route].feed(plan)), []).append(plan)
        for (route, _), plans in feeds.items():
            with look.trying(*plans):
                self._results[route].look(plans, look)
        if read and len(look.faults) == len(read):
            raise look.faults[0]
        # What was read is kept and the rest asked again at once; only a look that came no further waits.
        if look.delays and not look.gained:
            raise max(look.delays, key=lambda delay: delay.after or timedelta(0))
        look.responses.sort(key=lambda response: (response.submitted_at, response.revision))
        look.marks.keep(forms={plan.form.kind for plan in read}, feeds={path for _, path in feeds})
        return ResponsePage(
            responses=tuple(look.responses),
            cursor=write_cursor(look.marks),
            problems=tuple(look.told),
            more=bool(look.delays),
        )

    def _unfilled(self, form: FormDefinition) -> list[Question]:
        """Questions that only a personal link fills, and whose id in Forms no setting names."""
        filled = {
            field for label, field in self._plans[form.kind].form.questions.items() if QUESTION_ID.fullmatch(label)
        }
        return [one for one in form.questions if one.kind is QuestionKind.HIDDEN and one.key not in filled]

    def _address(self, kind: str) -> str:
        return self._plans[kind].form.address if kind in self._plans else ""
