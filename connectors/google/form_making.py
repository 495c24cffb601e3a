"""Making the standard forms: find before creating, add what is missing, publish explicitly, let anyone answer.

`forms.create` has no key that would make repeating it harmless, so each form bears a file name that only this
programme uses and is looked for first. A question's id is made from its key: it may be chosen on creation and
survives every edit of its words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.errors import Permanent
from connectors.google.form_reading import FormShape, read_shape
from connectors.google.http import Door
from connectors.ports import FormDefinition, Question, QuestionKind

FORM_TYPE = "application/vnd.google-apps.form"
LONG_LIST = 8  # more options than this are shown as a drop-down
HIDDEN_HELP = "Filled in already; please leave it as it is."
PUBLISHED = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}


def question_id(kind: str, key: str) -> str:
    """The id of a question we make: eight hexadecimal digits, below 2^31 as all that Google makes."""
    number = int(hashlib.sha256(f"{kind}/{key}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF
    return f"{max(number, 1):08x}"


class FormMaker:
    """Creates forms and brings them up to their definitions. Nothing staff added is changed or removed."""

    def __init__(self, door: Door, prefix: str) -> None:
        self._door, self._prefix = door, prefix
        self._admitted: set[str] = set()

    def make(self, form: FormDefinition, form_id: str) -> FormShape:
        """The form as it stands after it was made to ask what the definition asks, published and open to all."""
        found = form_id or self._find(form) or self._create(form)
        shape = self._read(found)
        requests = changes(form, shape)
        if requests:
            body = {"requests": requests, "includeFormInResponse": False}
            if shape.revision:
                body["writeControl"] = {"requiredRevisionId": shape.revision}
            # The revision makes this safe to repeat: a second run of the same bytes is refused as stale.
            self._door.call(self._api().batchUpdate(formId=found, body=body))
            shape = self._read(found)
        if not shape.published:
            self._publish(found)
            shape = self._read(found)
        if found not in self._admitted:
            self._admit_everybody(found)
            self._admitted.add(found)
        return shape

    def _find(self, form: FormDefinition) -> str:
        name = self._file_name(form).replace("\\", "\\\\").replace("'", "\\'")
        asked = f"name = '{name}' and mimeType = '{FORM_TYPE}' and trashed = false"
        files = self._door.service("drive", "v3", "files")
        listed = self._door.call(files.list(q=asked, fields="files(id)", orderBy="createdTime")).body
        return next((file["id"] for file in listed.get("files", ())), "")

    def _create(self, form: FormDefinition) -> str:
        info = {"title": clean(form.title), "documentTitle": self._file_name(form)}
        reply = self._door.call(self._api().create(unpublished=True, body={"info": info}), repeatable=False)
        return str(reply.body["formId"])

    def _publish(self, form_id: str) -> None:
        body = {"publishSettings": PUBLISHED}
        answer = self._door.call(self._api().setPublishSettings(formId=form_id, body=body)).body
        state = answer.get("publishSettings", {}).get("publishState", {})
        if not state.get("isAcceptingResponses"):
            raise Permanent("Google did not publish the form", mend="Open the form and press Publish.")

    def _admit_everybody(self, form_id: str) -> None:
        """Who may answer is a permission of the file: parents have no account in the school."""
        api = self._door.service("drive", "v3", "permissions")
        fields = "permissions(type,view)"
        asked = {"fileId": form_id, "includePermissionsForView": "published", "fields": fields}
        listed = self._door.call(api.list(**asked)).body.get("permissions", ())
        if not any(entry.get("type") == "anyone" and entry.get("view") == "published" for entry in listed):
            grant = {"type": "anyone", "role": "reader", "view": "published"}
            self._door.call(api.create(fileId=form_id, body=grant, fields="id"))

    def _read(self, form_id: str) -> FormShape:
        return read_shape(self._door.call(self._api().get(formId=form_id)).body)

    def _api(self) -> Any:
        return self._door.service("forms", "v1", "forms")

    def _file_name(self, form: FormDefinition) -> str:
        return f"{self._prefix} {form.kind}"


def changes(form: FormDefinition, shape: FormShape) -> list[Mapping[str, Any]]:
    """The requests that add missing questions and renew lists of options; none when the form asks what it should."""
    requests: list[Mapping[str, Any]] = []
    if shape.item_count == 0 and form.description:
        info = {"description": clean(form.description, lines=True)}
        requests.append({"updateFormInfo": {"info": info, "updateMask": "description"}})
    position = shape.item_count
    for question in form.questions:
        identifier = question_id(form.kind, question.key)
        if identifier not in shape.titles:
            item = {"title": clean(question.title), "description": _help(question), **_asked(identifier, question)}
            requests.append({"createItem": {"item": item, "location": {"index": position}}})
            position += 1
        elif _has_list(question) and shape.options.get(identifier) != _words(question.options):
            requests.append(_new_options(identifier, question, shape))
    return requests


def _new_options(identifier: str, question: Question, shape: FormShape) -> Mapping[str, Any]:
    """A narrow mask: an id that is blank under the mask would be replaced, and old answers orphaned."""
    item_id, position = shape.items[identifier]
    item = {"itemId": item_id, **_asked(identifier, question)}
    mask = "questionItem.question.choiceQuestion.options"
    return {"updateItem": {"item": item, "location": {"index": position}, "updateMask": mask}}


def _asked(identifier: str, question: Question) -> Mapping[str, Any]:
    asked = {"questionId": identifier, "required": question.required, **_kind(question)}
    return {"questionItem": {"question": asked}}


def _kind(question: Question) -> Mapping[str, Any]:
    if _has_list(question):
        values = [{"value": option} for option in _words(question.options)]
        long = "DROP_DOWN" if len(values) > LONG_LIST else "RADIO"
        kind = "CHECKBOX" if question.kind is QuestionKind.CHOICES else long
        return {"choiceQuestion": {"type": kind, "options": values}}
    if question.kind is QuestionKind.SCALE and len(question.options) > 1:
        return {"scaleQuestion": {"low": int(question.options[0]), "high": int(question.options[-1])}}
    if question.kind is QuestionKind.DATE:
        return {"dateQuestion": {"includeYear": True, "includeTime": False}}
    return {"textQuestion": {"paragraph": question.kind is QuestionKind.PARAGRAPH}}


def _has_list(question: Question) -> bool:
    return bool(question.options) and question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}


def _words(options: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(option) for option in options))


def _help(question: Question) -> str:
    return HIDDEN_HELP if question.kind is QuestionKind.HIDDEN else clean(question.help, lines=True)


def clean(text: str, *, lines: bool = False) -> str:
    """Text without control characters, which Google refuses in titles; `lines` keeps line breaks."""
    kept = "\n" if lines else ""
    shown = "".join(letter if letter.isprintable() or letter in kept else " " for letter in text)
    return shown.encode("utf-8", "replace").decode().strip()
