"""The steps, in words, of the flow that brings a form's answers: what to press and what to paste, one after the other.

Power Automate cannot sign (it has no HMAC), so the flow shows a secret; and it has no way of importing a flow without
an administrator, so a person builds it once. Names of buttons and fields are those of the English designer.
"""

from __future__ import annotations

import json

from connectors.errors import Permanent
from connectors.microsoft.settings import FormSettings, MicrosoftSettings, Route
from connectors.microsoft.webhook import SECRET_HEADER

NUMBER = "triggerOutputs()?['body/resourceData/responseId']"
DETAILS = "body('Get_response_details')"


def flow_steps(settings: MicrosoftSettings, form: str, address: str) -> str:
    """The steps for one form whose answers go to the door at `address`. Raises `Permanent` for an unknown form.

    The secret stands in the text, for it must be pasted: keep what is printed as private as the secret itself.
    """
    found = settings.forms.get(form)
    if found is None:
        known = ", ".join(sorted(settings.forms)) or "none yet"
        raise Permanent(f"No setting names a form {form}.", mend=f"Set forms.{form}.route first. Known: {known}.")
    if found.route is Route.WORKBOOK:
        return _no_flow(found)
    head = _head(found)
    last = _post_step(settings, found, address) if found.route is Route.FLOW else _list_step(found)
    return "\n".join([*head, *last, *_end(found)])


def _no_flow(form: FormSettings) -> str:
    return "\n".join(
        [
            f"The form {form.kind} needs no flow: its answers are read from its results workbook.",
            '1. In Forms, open the form, Responses, "Open results in Excel"; leave the workbook where Forms puts it.',
            "2. Let nobody sort, filter or edit that workbook; staff work in the programme's own.",
        ]
    )


def _head(form: FormSettings) -> list[str]:
    """Trigger and details: the same for both routes."""
    name = form.form_id or "<the part after id= in the form's address>"
    return [
        f"A flow for the form {form.kind}. Sign in to make.powerautomate.com with the school's service account,",
        "not with a teacher's own: a flow stops when its owner leaves.",
        "",
        "1. Create, Automated cloud flow. Name: nearpeer " + form.kind,
        '   Trigger: Microsoft Forms, "When a new response is submitted". Create.',
        "2. In the trigger, Form Id: choose the form. A group's form is not listed:",
        f"   choose Enter custom value and paste {name}",
        '3. New step: Microsoft Forms, "Get response details". Keep its name, the next step calls it so.',
        "   Form Id: as before. Response Id: Response Id (from the trigger).",
    ]


def _post_step(settings: MicrosoftSettings, form: FormSettings, address: str) -> list[str]:
    secret = (settings.flow_secret.split() or ["<flow_secret>"])[0]
    return [
        "4. New step: HTTP (premium; one licence, for the service account). Keep everything else as it is but set",
        "   Method: POST",
        f"   URI: {address}",
        "   Headers: Content-Type | application/json",
        f"            {SECRET_HEADER} | {secret}",
        "   Body (paste all of it):",
        *(f"   {line}" for line in body(form.form_id).splitlines()),
        "5. On that step, Settings: switch Secure Inputs on, or the secret shows in the run history. Set Retry Policy:",
        "   Exponential interval, Count 20, Interval PT1M. By itself the flow tries twice and then gives up.",
    ]


def body(form_id: str) -> str:
    """What the HTTP step sends. The whole output of the details goes along, so no question must be chosen by hand."""
    quoted_id = json.dumps(form_id)
    return "\n".join(
        [
            "{",
            '  "schema": 1,',
            f'  "form_id": {quoted_id},',
            f'  "response_id": "@{{{NUMBER}}}",',
            '  "sent_at": "@{utcNow()}",',
            "  \"flow_run\": \"@{workflow()?['run']?['name']}\",",
            f'  "response": @{{{DETAILS}}}',
            "}",
        ]
    )


def _list_step(form: FormSettings) -> list[str]:
    return [
        '4. New step: SharePoint, "Create item" (standard; no premium licence).',
        f"   Site Address and List Name: the list that forms.{form.kind}.list_id names. It has the columns Title,",
        "   FormId (single line of text) and Answers (multiple lines of text, plain text).",
        f"   Title:   @{{{NUMBER}}}",
        f"   FormId:  {form.form_id}",
        f"   Answers: @{{string({DETAILS})}}",
        "5. On that step, Settings, Retry Policy: Exponential interval, Count 20, Interval PT1M.",
    ]


def _end(form: FormSettings) -> list[str]:
    return [
        "6. Save. Press Test, Manually, and send the form once with",
        "       nearpeer trial",
        "   as an answer. Within some minutes the Activity tab says that a trial answer arrived.",
        "7. Before each term send it again: Power Automate switches off a flow that ran nothing for 90 days and more.",
        f"   Set forms.{form.kind}.quiet_days to be told when the form falls silent on school days.",
        "Never rename or delete the form, and switch Long answer on for every text question: both break the flow.",
    ]
