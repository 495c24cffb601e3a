"""Answers that a flow brings to our door, or lays into a list: one shape for both.

`{"schema": 1, "form_id": ..., "response_id": 17, "sent_at": ..., "response": {the body of "Get response details"}}`
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.errors import Permanent
from connectors.microsoft.form_reading import Plan, read_details, to_response
from connectors.ports import Response

Plans = Callable[[], Mapping[str, Plan]]


@dataclass(frozen=True, slots=True)
class MicrosoftPosted:
    """Reads bodies by the settings and the questions that are known just now."""

    plans: Plans

    def responses(self, body: bytes) -> Sequence[Response]:
        """The one answer that a flow's body holds."""
        content = json.loads(body)
        return (self.read(str(content["form_id"]), str(content["response_id"]), content),)

    def read(self, form_id: str, number: str, content: Mapping[str, Any]) -> Response:
        """The answer with this number to the form with this id of Microsoft's."""
        plan = next((plan for plan in self.plans().values() if plan.form.form_id == form_id), None)
        if plan is None:
            mend = f"Set forms.<kind>.id to {form_id} in the programme file, under the form it belongs to."
            raise Permanent(f"An answer came from a form that no setting names ({form_id}).", mend=mend)
        # A flow built by hand may name time and person beside the answers instead of handing on the details whole.
        beside = {name: content[name] for name in ("responder", "submitted_at") if name in content}
        inside = content.get("response") or content.get("answers") or {}
        try:
            given = read_details(number, {**beside, **inside}, otherwise=str(content.get("sent_at", "")))
        except (ValueError, TypeError, AttributeError) as broken:
            mend = "In the flow, insert the whole output of Get response details (nearpeer forms flow shows it)."
            raise Permanent(f"Answer {number} to {plan.form.kind} cannot be read: {broken}", mend=mend) from broken
        return to_response(plan, given)
