"""forms.batchUpdate: all or nothing, with the traps of the real one."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tests.emulators.google.forms_model import FormFile, _questions_of
from tests.emulators.google.refused import invalid


def batch_update(form: FormFile, body: Mapping[str, Any], number: Any) -> dict[str, Any]:
    """Carry out every request or none."""
    required = body.get("writeControl", {}).get("requiredRevisionId")
    if required and required != f"{form.revision:08x}":
        raise invalid("The required revision is not the latest one")
    if not body.get("requests"):
        raise invalid("There is no request")
    draft = deepcopy(form)
    replies = [_one(draft, request, number) for request in body["requests"]]
    form.items, form.info, form.settings = draft.items, draft.info, draft.settings
    form.revision += 1
    answer: dict[str, Any] = {"replies": replies, "writeControl": {"requiredRevisionId": f"{form.revision:08x}"}}
    return {**answer, "form": form.resource()} if body.get("includeFormInResponse") else answer


def _one(form: FormFile, request: Mapping[str, Any], number: Any) -> dict[str, Any]:
    [(name, wish)] = request.items()
    if name == "createItem":
        return _create(form, wish, number)
    if name == "updateItem":
        _update(form, wish)
    elif name == "updateFormInfo":
        for part in wish["updateMask"].split(","):
            form.info[part] = wish["info"].get(part, "")
    elif name == "deleteItem":
        del form.items[wish["location"]["index"]]
    else:
        raise invalid(f"{name} is not modelled")
    return {}


def _create(form: FormFile, wish: Mapping[str, Any], number: Any) -> dict[str, Any]:
    item, index = deepcopy(wish["item"]), wish["location"]["index"]
    if not 0 <= index <= len(form.items):
        raise invalid("location.index is out of range")
    if "\n" in item.get("title", ""):
        raise invalid("Displayed text cannot contain newlines")
    taken = {question for other in form.items for question in (q["questionId"] for q in _questions_of(other))}
    item.setdefault("itemId", f"{number():08x}")
    for question in _questions_of(item):
        question.setdefault("questionId", f"{number():08x}")
        if question["questionId"] in taken:
            raise invalid(f"questionId {question['questionId']} is in use")
        _check(question)
    form.items.insert(index, item)
    return {"createItem": {"itemId": item["itemId"], "questionId": [q["questionId"] for q in _questions_of(item)]}}


def _check(question: Mapping[str, Any]) -> None:
    values = [option.get("value", "") for option in question.get("choiceQuestion", {}).get("options", ())]
    if "choiceQuestion" in question and (not values or not all(values) or len(set(values)) < len(values)):
        raise invalid("A choice question needs options that differ")
    if "fileUploadQuestion" in question:
        raise invalid("File upload questions cannot be made through the API")
    scale = question.get("scaleQuestion")
    if scale and not (scale["low"] in {0, 1} and 2 <= scale["high"] <= 10):
        raise invalid("A scale goes from 0 or 1 to 2 up to 10")


def _update(form: FormFile, wish: Mapping[str, Any]) -> None:
    item = form.items[wish["location"]["index"]]
    if wish["item"].get("itemId") not in {None, item["itemId"]}:
        raise invalid("The item at this place is another one")
    for path in wish["updateMask"].split(","):
        target, source = item, wish["item"]
        *way, last = path.split(".")
        for step in way:
            target, source = target[step], source.get(step, {})
        target[last] = deepcopy(source.get(last))
