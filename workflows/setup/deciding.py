"""The settings' two faces: the set-up form the lead fills, and the column "Change to" of the Programme tab."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, Event, FormAnswered, ProgrammeStarted
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.rules import first_answer, staff_answer
from workflows.setup.settings import UnusableValueError, changeable
from workflows.setup.steps import broken_by, missing, step_name
from workflows.state import Setting, StaffAnswer
from workflows.text.blocks import FormLink, Items
from workflows.text.say import day, say
from workflows.view import View

FORM, SHEET = "form", "sheet"
LOOK = "steps"
"""Key of the row that says what is left out."""


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the settings. `policy` already holds what staff changed before."""
    match event:
        case ProgrammeStarted():
            shown = Decision(effects=rows(view, policy), reason="The Programme tab shows what staff may change.")
            return shown.and_then(_invited(view, policy))
        case CellEdited(tab=tabs.PROGRAMME, column="change"):
            return _cell_edited(event, view, now, policy)
        case FormAnswered(form=forms.SETUP):
            return _form_answered(event, view, now, policy)
    return NOTHING


def rows(view: View, policy: Policy) -> tuple[PutRow, ...]:
    """A row for each setting staff may change, with our last answer, and one that says what is left out."""
    answers = {key: view.get(StaffAnswer, f"{tabs.PROGRAMME}:{key}") for key in changeable(view, policy)}
    settings = (_row(key, view, policy, answer.text if answer else "") for key, answer in answers.items())
    broken = " ".join(b.text for b in missing(policy)) or say(policy.language, "setup.whole")
    cells = {"item": say(policy.language, "setup.steps.item"), "value": broken, "answer": ""}
    return (*settings, PutRow(tab=tabs.PROGRAMME, key=LOOK, cells=cells))


def _row(key: str, view: View, policy: Policy, answer: str) -> PutRow:
    value = changeable(view, policy)[key].read(policy)
    cells = {"item": name_of(key, policy.language), "value": value, "answer": answer}
    return PutRow(tab=tabs.PROGRAMME, key=key, cells=cells)


def name_of(key: str, language: str) -> str:
    """What people call a setting."""
    section, _, field = key.partition("/")
    if field == "on":
        return say(language, "setup.item.switch", step=step_name(section, language))
    return say(language, "setup.item." + key.replace("/", "."))


def _invited(view: View, policy: Policy) -> Decision:
    """The lead gets the form once; later changes go through the tab or the same link."""
    if not policy.setup.on or view.get(Setting, INVITED) is not None:
        return NOTHING
    lead = to_lead(policy)
    link = FormLink(
        label=say(lead.language, "setup.form.link"), form=forms.SETUP, personal=(("staff", policy.roles.lead),)
    )
    mail = letter(
        # One key for ever: the programme starts anew with every setting that is changed.
        key=mail_key(policy, "setup", "form", policy.roles.lead),
        to=lead,
        words="setup.form",
        policy=policy,
        values={"name": lead.name},
        extra=(link,),
    )
    return Decision(effects=(mail,), reason="The lead was asked to look at the programme's settings.")


INVITED = "goal"
"""Once staff have set the goal, the set-up form has done its work."""


# --- the tab ----------------------------------------------------------------------------------------


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    known = changeable(view, policy)
    if event.row not in known or not event.value.strip():
        return NOTHING
    try:
        changed = known[event.row].put(policy, event.value)
    except UnusableValueError as error:
        text = error.told(policy.language)
        return Decision(
            changes=(staff_answer(tabs.PROGRAMME, event.row, text, now),),
            effects=(_row(event.row, view, policy, text),),
            reason=f"{event.row} was not changed: {text}",
        )
    return _changed({event.row: known[event.row].read(changed)}, changed, before=policy, now=now, by=SHEET)


# --- the form ---------------------------------------------------------------------------------------


def _form_answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    if event.personal.get("staff") not in {policy.roles.lead, policy.roles.head}:
        return Decision(reason="The set-up form came in without the lead's own link; nothing was changed.")
    known, changed = changeable(view, policy), policy
    values: dict[str, str] = {}
    problems: list[str] = []
    for key, setting in known.items():
        text = first_answer(event.answers, field_key(key))
        if not text:
            continue
        try:
            changed = setting.put(changed, text)
        except UnusableValueError as error:
            problems.append(f"{name_of(key, policy.language)}: {error.told(policy.language)}")
            continue
        if setting.read(changed) != setting.read(policy):
            values[key] = setting.read(changed)
    decision = _changed(values, changed, before=policy, now=now, by=FORM) if values else NOTHING
    return decision.and_then(_told(event, problems, policy))


def field_key(key: str) -> str:
    """The question of the set-up form for a setting: suites take plain words as keys."""
    return key.replace("/", "_")


def _told(event: FormAnswered, problems: list[str], policy: Policy) -> Decision:
    if not problems:
        return NOTHING
    lead = to_lead(policy)
    mail = letter(
        key=mail_key(policy, "setup", "problems", event.response_id, event.revision),
        to=lead,
        words="setup.problems",
        policy=policy,
        values={"name": lead.name},
        extra=(Items(lines=tuple(problems)),),
    )
    return Decision(effects=(mail,), reason=f"{len(problems)} answers of the set-up form cannot be used.")


# --- both -------------------------------------------------------------------------------------------


def _changed(values: Mapping[str, str], after: Policy, *, before: Policy, now: datetime, by: str) -> Decision:
    """Keep the values and let every workflow look at the programme anew, as if the file had changed.

    That writes the rows too, with the answers kept here.
    """
    on = day(before.language, before.school.local_date(now))
    broken = " ".join(b.text for b in broken_by(before, after))
    text = " ".join(part for part in (say(before.language, "setup.cell.done", day=on), broken) if part)
    listed = ", ".join(f"{key} is now {value}" for key, value in values.items())
    return Decision(
        changes=(
            *(Setting(id=key, value=value, at=now, by=by) for key, value in values.items()),
            *(staff_answer(tabs.PROGRAMME, key, text, now) for key in values),
        ),
        events=(ProgrammeStarted(fingerprint=f"settings {now.isoformat()}"),),
        reason=f"Staff changed the programme: {listed}. {broken}".strip(),
    )
