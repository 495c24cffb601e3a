"""Forms as Google keeps them: items, responses in no order, and watches that end after seven days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zlib import crc32

from tests.emulators.google.refused import Refused, invalid, missing

WATCH_LIFE = timedelta(days=7)
PUSH_EVERY = timedelta(seconds=30)
FILTER = re.compile(r"timestamp (>=?) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)")
Notify = Callable[[str, Mapping[str, str]], None]


def stamp(moment: datetime) -> str:
    """A time as Google writes it: without a fraction where there is none."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{moment.microsecond:06}Z" if moment.microsecond else f"{text}Z"


def parse(text: str) -> datetime:
    """A time that Google wrote or was sent."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{(fraction + '000000')[:6]}+00:00")


@dataclass(slots=True, kw_only=True)
class FormFile:
    """One form with its answers."""

    form_id: str
    info: dict[str, Any]
    items: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    publish: dict[str, Any] | None = None  # None: a legacy form
    revision: int = 1
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)
    watches: dict[str, dict[str, Any]] = field(default_factory=dict)
    readers: list[dict[str, Any]] = field(default_factory=list)
    shared: bool = True
    pushed_at: dict[str, datetime] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)  # watches with news that waits for its thirty seconds

    def resource(self) -> dict[str, Any]:
        """The `Form` resource."""
        form: dict[str, Any] = {
            "formId": self.form_id,
            "info": self.info,
            "items": self.items,
            "settings": self.settings,
            "revisionId": f"{self.revision:08x}",
            "responderUri": f"https://docs.google.com/forms/d/e/{self.form_id}/viewform",
        }
        if self.publish is not None:
            form["publishSettings"] = self.publish
        return deepcopy(form)

    def question_ids(self) -> dict[str, str]:
        """Title by questionId."""
        return {
            question["questionId"]: item.get("title", "") for item in self.items for question in _questions_of(item)
        }

    @property
    def open(self) -> bool:
        """Whether anybody may answer."""
        state = (self.publish or {}).get("publishState", {})
        return bool(self.publish is None or (state.get("isAcceptingResponses") and self.readers))


def _questions_of(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "questionItem" in item:
        return [item["questionItem"]["question"]]
    return list(item.get("questionGroupItem", {}).get("questions", ()))


@dataclass(slots=True)
class FormFiles:
    """Every form. `filter_on` says which time the filter of responses.list looks at, which Google does not document."""

    files: dict[str, FormFile] = field(default_factory=dict)
    filter_on: str = "createTime"
    page_size: int = 5_000
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self) -> int:
        """A number that no other thing has."""
        return next(self._numbers)

    def get(self, form_id: str) -> FormFile:
        """The form, or 404; 403 when it is no longer shared."""
        if form_id not in self.files:
            raise missing(form_id)
        if not self.files[form_id].shared:
            raise Refused(403, "", "The caller does not have permission")
        return self.files[form_id]

    def create(self, body: Mapping[str, Any], *, unpublished: bool) -> FormFile:
        """forms.create, which takes two words only and leaves the form unpublished since mid-2026."""
        extra = set(body) - {"info"} | set(body.get("info", {})) - {"title", "documentTitle"}
        if extra or not body.get("info", {}).get("title"):
            raise invalid(
                f"Only info.title and info.documentTitle can be set when creating a form, not {sorted(extra)}"
            )
        state = {"isPublished": False, "isAcceptingResponses": False}
        form = FormFile(form_id=f"1FAIform{self.number():04}", info=dict(body["info"]), publish={"publishState": state})
        self.files[form.form_id] = form
        return form

    def submit(
        self, form_id: str, answers: Mapping[str, tuple[str, ...]], at: datetime, *, email: str = "", edits: str = ""
    ) -> str:
        """A person answers, or edits the answer with this id. Returns the response's id."""
        form = self.files[form_id]
        if not form.open:
            raise AssertionError(f"form {form_id} takes no answers")
        response_id = edits or f"ACYDBN{self.number():06}"
        created = form.responses.get(response_id, {}).get("createTime", stamp(at))
        given = {
            identifier: {"questionId": identifier, "textAnswers": {"answers": [{"value": text} for text in texts]}}
            for identifier, texts in answers.items()
            if texts
        }
        response = {"responseId": response_id, "createTime": created, "lastSubmittedTime": stamp(at), "answers": given}
        form.responses[response_id] = {**response, "respondentEmail": email} if email else response
        return response_id

    def list_responses(self, form_id: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """forms.responses.list. The order is that of a checksum, for Google promises none."""
        found = sorted(self.get(form_id).responses.values(), key=lambda one: crc32(one["responseId"].encode()))
        if "filter" in asked:
            match = FILTER.fullmatch(asked["filter"])
            if not match:
                raise invalid(f"Invalid filter: {asked['filter']}")
            since, strict = parse(match[2]), match[1] == ">"
            found = [one for one in found if _after(parse(one[self.filter_on]), since, strict=strict)]
        start = int(asked.get("pageToken", "p0").removeprefix("p"))
        size = min(asked.get("pageSize", 5_000), self.page_size)
        answer: dict[str, Any] = {"responses": found[start : start + size]} if found else {}
        if start + size < len(found):
            answer["nextPageToken"] = f"p{start + size}"
        return answer

    def set_publish(self, form_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """forms.setPublishSettings, with the nested state that the schema asks for."""
        form = self.get(form_id)
        state = body.get("publishSettings", {}).get("publishState", {})
        if form.publish is None:
            raise invalid("Legacy forms have no publish settings")
        if set(state) != {"isPublished", "isAcceptingResponses"}:
            raise invalid("publishState needs isPublished and isAcceptingResponses")
        if state["isAcceptingResponses"] and not state["isPublished"]:
            raise invalid("A form that accepts responses must be published")
        form.publish = {"publishState": dict(state)}
        return {"formId": form_id, "publishSettings": form.publish}

    # --- watches ---------------------------------------------------------------------------------

    def create_watch(self, form_id: str, body: Mapping[str, Any], now: datetime, *, topics: set[str]) -> dict[str, Any]:
        """forms.watches.create."""
        form, wish = self.get(form_id), body["watch"]
        name = body.get("watchId") or f"w{self.number()}"
        self._drop_expired(form, now)
        if not re.fullmatch(r"[a-z][a-z0-9-]{2,61}[a-z0-9]", name):
            raise invalid("watchId must have 4 to 63 of a-z, 0-9 and -")
        if wish["target"]["topic"]["topicName"] not in topics:
            raise invalid("The topic does not exist or Forms may not publish to it")
        if name in form.watches or any(watch["eventType"] == wish["eventType"] for watch in form.watches.values()):
            raise Refused(409, "", "A watch for this event type exists already")
        form.watches[name] = {
            "id": name,
            "target": wish["target"],
            "eventType": wish["eventType"],
            "createTime": stamp(now),
            "expireTime": stamp(now + WATCH_LIFE),
            "state": "ACTIVE",
        }
        return dict(form.watches[name])

    def list_watches(self, form_id: str, now: datetime) -> dict[str, Any]:
        """forms.watches.list."""
        form = self.get(form_id)
        self._drop_expired(form, now)
        return {"watches": [dict(watch) for watch in form.watches.values()]} if form.watches else {}

    def renew_watch(self, form_id: str, watch_id: str, now: datetime) -> dict[str, Any]:
        """forms.watches.renew: NOT_FOUND after it expired, refused while its cause of suspension stands."""
        form = self.get(form_id)
        self._drop_expired(form, now)
        watch = form.watches.get(watch_id)
        if watch is None:
            raise missing(watch_id)
        if watch["state"] == "SUSPENDED":
            raise Refused(400, "FAILED_PRECONDITION", "The watch is suspended and its cause still stands")
        watch["expireTime"] = stamp(now + WATCH_LIFE)
        return dict(watch)

    def notify(self, form_id: str, event: str, now: datetime, publish: Notify) -> None:
        """Tell the topics of the form's live watches, at most once in thirty seconds for each, the rest later."""
        form = self.files[form_id]
        form.untold |= {name for name, watch in form.watches.items() if watch["eventType"] == event}
        self.tell(form, now, publish)

    def tell(self, form: FormFile, now: datetime, publish: Notify) -> None:
        """Tell what waits and whose thirty seconds are over. What a watch heard after it ended is never told."""
        self._drop_expired(form, now)
        for name in sorted(form.untold & form.watches.keys()):
            last = form.pushed_at.get(name)
            if form.watches[name]["state"] == "ACTIVE" and (last is None or now - last >= PUSH_EVERY):
                form.pushed_at[name] = now
                form.untold.discard(name)
                attributes = {"eventType": form.watches[name]["eventType"], "formId": form.form_id, "watchId": name}
                publish(form.watches[name]["target"]["topic"]["topicName"], attributes)

    def _drop_expired(self, form: FormFile, now: datetime) -> None:
        form.watches = {name: watch for name, watch in form.watches.items() if parse(watch["expireTime"]) > now}
        form.untold &= form.watches.keys()


def _after(moment: datetime, since: datetime, *, strict: bool) -> bool:
    return moment > since if strict else moment >= since
