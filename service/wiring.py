"""The composition root: the only place that picks a suite and joins the parts."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.ports import Column, FormDefinition, Question, QuestionKind, TabLayout
from connectors.registry import open_suite
from service.clock import Clock
from service.programme import Programme
from workflows.forms import Form, standard_forms
from workflows.pair_tabs import pair_tabs
from workflows.policy import Policy
from workflows.tabs import TABS, Tab


def open_programme(
    policy: Policy, *, suite: str, settings: Mapping[str, str], base_url: str, secret: bytes, clock: Clock | None = None
) -> Programme:
    """The programme on its suite. Raises `Permanent` with the mend when the suite cannot be opened.

    `clock` dates what the suite writes; a demo or a simulation brings its own.
    """
    opened = open_suite(suite, settings, now=clock.now if clock else None)
    programme = Programme(policy=policy, suite=opened, base_url=base_url, secret=secret)
    if opened.offers.remember is not None:
        opened.offers.remember([to_definition(form, policy) for form in forms_of(programme)])
    return programme


def lay_out(programme: Programme) -> Mapping[str, str]:
    """Make the programme's forms and tabs exist; the address of each form by kind. Repeating is harmless.

    Raises what `FormSource.ensure` and `Table.ensure` raise.
    """
    programme.suite.table.ensure([to_layout(tab) for tab in (*TABS, *pair_tabs(programme.policy))])
    # Last, because one form that was deleted at the supplier must not keep the workbook from being laid out.
    return programme.suite.forms.ensure([to_definition(form, programme.policy) for form in forms_of(programme)])


def forms_of(programme: Programme) -> tuple[Form, ...]:
    """The programme's standard forms."""
    return standard_forms(programme.policy)


def to_definition(form: Form, policy: Policy) -> FormDefinition:
    """A standard form as a suite makes it."""
    questions = tuple(
        Question(
            key=field.key,
            title=field.title,
            kind=QuestionKind(field.kind.value),
            required=field.required,
            options=field.options,
            help=field.help,
        )
        for field in form.fields
    )
    return FormDefinition(
        kind=form.kind,
        title=form.title,
        description=form.description,
        questions=questions,
        identity=form.identity,
        language=policy.language,
    )


def to_layout(tab: Tab) -> TabLayout:
    """A tab as a suite makes it."""
    columns = tuple(
        Column(key=c.key, title=c.title, staff=c.staff, options=c.options, width=c.width) for c in tab.columns
    )
    return TabLayout(key=tab.key, title=tab.title, columns=columns)
