"""The concern inside an answer to another form: its sender asks for help, or writes words that speak of danger.

The button comes first and always counts. The words are a second ear, never the only one: they are sought in every
text of every form, and nobody is told that they were found but those who read concerns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflows import forms
from workflows.events import ConcernSuspected, Event, FormAnswered
from workflows.forms.shape import Kind
from workflows.policy import Policy
from workflows.rules import first_answer, normal_address
from workflows.safety.scan import found

FLAG = "worried"
FREE_TEXT = ("why", "note")
"""Questions whose answer may be the worry itself."""
_WRITTEN = (Kind.TEXT, Kind.PARAGRAPH)


def alarm(event: Event, policy: Policy) -> ConcernSuspected | None:
    """The concern inside an answer to another form. Never fails on any answer."""
    if not isinstance(event, FormAnswered) or event.form == forms.CONCERN:
        return None
    risks, flagged = risky(event, policy), _is_flagged(event)
    if not risks and not flagged:
        return None
    keys = dict.fromkeys((*(FREE_TEXT if flagged else ()), *risks))
    words = (text.strip() for key in keys for text in event.answers.get(key, ()))
    return ConcernSuspected(
        source=f"{event.form}/{event.response_id}",
        raised_by=_sender(event),
        text="\n".join(word for word in words if word),
        # Who asks to be contacted is answered as such, whatever else they wrote.
        risk="" if flagged else next(iter(risks.values())),
    )


def risky(event: FormAnswered, policy: Policy) -> Mapping[str, str]:
    """Questions whose answer speaks of danger, with its kind."""
    if not policy.concerns.risk_words:
        return {}
    own = policy.concerns.own_risk_words
    risks = {key: found("\n".join(event.answers.get(key, ())), own) for key in _written(event, policy)}
    return {key: kind for key, kind in risks.items() if kind}


def without_worry(event: FormAnswered, policy: Policy) -> FormAnswered:
    """The form as everybody else hears it: without the words that are a matter for those who read concerns."""
    kept_anyway = {field.key for field in _fields(event, policy) if field.required and field.kind is Kind.TEXT}
    hidden = set(risky(event, policy)) - kept_anyway
    if _is_flagged(event):
        hidden |= {FLAG, *FREE_TEXT}
    return replace(event, answers={key: value for key, value in event.answers.items() if key not in hidden})


def _is_flagged(event: FormAnswered) -> bool:
    # Anything but a clear no counts: a translated or reworded "yes" must not be lost.
    return first_answer(event.answers, FLAG).lower() not in ("", "no")


def _written(event: FormAnswered, policy: Policy) -> tuple[str, ...]:
    """Questions that are answered in the sender's own words; every question of a form we do not know any more."""
    fields = _fields(event, policy)
    if not fields:
        return tuple(key for key in event.answers if key != FLAG)
    return tuple(field.key for field in fields if field.kind in _WRITTEN)


def _fields(event: FormAnswered, policy: Policy) -> tuple[forms.Field, ...]:
    return next((form.fields for form in forms.standard_forms(policy) if form.kind == event.form), ())


def _sender(event: FormAnswered) -> str:
    person = event.personal.get("person", "") or event.personal.get("by", "")
    address = normal_address(event.respondent or first_answer(event.answers, "email"))
    return person or address or first_answer(event.answers, "name")
