"""Forms as files: definitions in `forms/definitions.json`, answers in `forms/<kind>.jsonl`, one JSON object a line.

The service's own pages show the forms and call `submit`; reading from the cursor is the same as on any suite.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from connectors.errors import CursorExpired, Permanent
from connectors.local.answers import Answers, check_answers, tidy_answers
from connectors.local.files import Disk, digest, disk_errors, identity, locked, set_aside
from connectors.local.lines import Line, Lines, parse_offset
from connectors.ports import FormDefinition, Question, QuestionKind, Response, ResponsePage

__all__ = ["LocalForms", "Receipt", "check_answers"]

PAGE = 500  # responses in one page
_KIND = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a person's submission became. `edited` says that it replaced an earlier one."""

    response_id: str
    revision: str
    edited: bool


class LocalForms:
    """A `FormSource` over a folder. Safe for many threads and processes."""

    def __init__(self, folder: Path, base_url: str, disk: Disk) -> None:
        self._folder = folder
        self._base_url = base_url.rstrip("/")
        self._disk = disk
        self._definitions: Mapping[str, FormDefinition] = {}
        self._read_from: object = None
        self._remembered: Mapping[str, FormDefinition] = {}

    def remember(self, forms: Sequence[FormDefinition]) -> None:
        """See `Offers.remember`. What `ensure` wrote counts before it."""
        self._remembered = {_checked(form).kind: form for form in forms}

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        """See `FormSource.ensure`. UnreadableError definitions are set aside and written anew."""
        with disk_errors(self._path()), locked(self._path()):
            known = self._known()
            wanted = {**known, **{_checked(form).kind: form for form in forms}}
            if wanted != known:
                self._disk.replace(self._path(), _dump(wanted))
        return {form.kind: self._address(form.kind) for form in forms}

    def kinds(self) -> tuple[str, ...]:
        """The kinds of form there are."""
        return tuple(sorted({**self._remembered, **self._known()}))

    def definition(self, kind: str) -> FormDefinition | None:
        """The form of this kind, None when there is none."""
        return self._known().get(kind) or self._remembered.get(kind)

    def check(self, kind: str, answers: Answers) -> Mapping[str, str]:
        """`check_answers` for the form of this kind. Raises `Permanent` for an unknown one."""
        return check_answers(self._expect(kind), answers)

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        """See `FormSource.link`."""
        self._expect(form)
        return self._address(form) + (f"?{urlencode(prefill)}" if prefill else "")

    def submit(
        self, kind: str, answers: Answers, *, now: datetime, respondent: str | None = None, once: str = ""
    ) -> Receipt:
        """Store one answer; on the disk when this returns. Raises `Permanent` for an unknown form.

        The same values in the form's identity questions edit the earlier response. Answers to questions that the
        form does not have are kept under `?<key>`. The caller has looked at `check_answers`.

        `once` names the page that was filled: the same answers from it again, while nothing newer came, are the same
        sending tried again, and store nothing.
        """
        form, lines, kept = self._expect(kind), self._lines(kind), self._kept(kind, answers)
        with disk_errors(lines.path), locked(lines.path):
            start = lines.end_held()
            response_id = _response_id(form, kept, start)
            page = digest(once) if once else ""
            before = _sent_before(lines, page, response_id, kept)
            if before is not None:
                return Receipt(response_id=before.response_id, revision=before.revision, edited=False)
            edited = bool(form.identity) and lines.find(f'"response_id":"{response_id}"'.encode())
            response = Response(
                form=kind,
                response_id=response_id,
                revision=f"{start:015d}",
                submitted_at=now,
                respondent=respondent,
                answers=kept,
            )
            lines.append_at_end({**_to_record(response), **({"page": page} if page else {})})
        return Receipt(response_id=response_id, revision=response.revision, edited=edited)

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        """See `FormSource.changes`. The cursor is a byte offset for each form."""
        del about  # a look at every file costs next to nothing
        offsets = _parse_cursor(cursor)
        with disk_errors(self._folder):
            kinds = sorted({path.stem for path in self._folder.glob("*.jsonl")} | set(offsets))
            streams = [self._from(kind, offsets.get(kind, 0)) for kind in kinds]
            taken = list(islice(merge(*streams, key=_order), PAGE + 1))
        for kind, line, _ in taken[:PAGE]:
            offsets[kind] = line.end
        responses = tuple(response for _, _, response in taken[:PAGE] if response is not None)
        return ResponsePage(responses=responses, cursor=_to_cursor(offsets), more=len(taken) > PAGE)

    def erase(self, kind: str, response_id: str) -> int:
        """Blank every version of one response where it stands; how many there were. Cursors stay good."""
        lines = self._lines(kind)
        with disk_errors(lines.path):
            if not lines.find(response_id.encode()):
                return 0
            found = [line for line in lines.read(0) if line.record and line.record.get("response_id") == response_id]
            for line in found:
                lines.blank(line)
        return len(found)

    def set_aside_lines(self) -> Mapping[str, int]:
        """How many lines of each form could not be read and stand in `<kind>.bad`."""
        return {path.stem: path.read_bytes().count(b"\n") for path in sorted(self._folder.glob("*.bad"))}

    def _from(self, kind: str, offset: int) -> Iterator[tuple[str, Line, Response | None]]:
        for line in self._lines(kind).read(offset):
            yield kind, line, _to_response(line.record)

    def _kept(self, kind: str, answers: Answers) -> Answers:
        asked = {question.key for question in self._expect(kind).questions}
        tidy = tidy_answers(answers)
        return {key if key in asked or key.startswith("?") else f"?{key}": values for key, values in tidy.items()}

    def _expect(self, kind: str) -> FormDefinition:
        form = self.definition(kind)
        if form is None:
            known = ", ".join(self.kinds()) or "none yet"
            raise Permanent(f"There is no form {kind!r}.", mend=f"Use one of the forms there are: {known}.")
        return form

    def _known(self) -> Mapping[str, FormDefinition]:
        path = self._path()
        state = identity(path)
        if state != self._read_from:
            self._definitions, self._read_from = _load(path), state
        return self._definitions

    def _path(self) -> Path:
        return self._folder / "definitions.json"

    def _address(self, kind: str) -> str:
        return f"{self._base_url}/forms/{kind}"

    def _lines(self, kind: str) -> Lines:
        return Lines(path=self._folder / f"{kind}.jsonl", disk=self._disk)


def _checked(form: FormDefinition) -> FormDefinition:
    if not _KIND.fullmatch(form.kind):
        raise Permanent(f"{form.kind!r} cannot name a form.", mend="Use lower-case letters, digits, '_' and '-'.")
    return form


def _response_id(form: FormDefinition, answers: Answers, start: int) -> str:
    """The same for the same identity; without one, the place in the file makes it different from all others."""
    if not form.identity:
        return digest(f"{form.kind}\n@{start}")
    return digest("\n".join([form.kind, *(repr(_normal(answers.get(key, ()))) for key in form.identity)]))


def _sent_before(lines: Lines, page: str, response_id: str, answers: Answers) -> Response | None:
    """The newest response of this page or identity, when it is this very sending."""
    if not page or not lines.find(f'"page":"{page}"'.encode()):
        return None
    records = (line.record or {} for line in lines.read(0))
    told = [one for one in records if one.get("page") == page or one.get("response_id") == response_id]
    newest = told[-1] if told else {}
    response = _to_response(newest)
    return response if response and newest.get("page") == page and response.answers == answers else None


def _normal(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(unicodedata.normalize("NFKC", value).casefold().split()) for value in values)


def _order(item: tuple[str, Line, Response | None]) -> tuple[datetime, str]:
    kind, _, response = item
    return (response.submitted_at if response else datetime.min.replace(tzinfo=UTC), kind)


def _to_record(response: Response) -> Mapping[str, Any]:
    return {**asdict(response), "submitted_at": response.submitted_at.astimezone(UTC).isoformat()}


def _to_response(record: Mapping[str, Any] | None) -> Response | None:
    """The response of one line, None for a line that holds none (set aside or erased)."""
    if record is None or "response_id" not in record:
        return None
    try:
        return Response(
            form=str(record["form"]),
            response_id=str(record["response_id"]),
            revision=str(record["revision"]),
            submitted_at=datetime.fromisoformat(record["submitted_at"]).astimezone(UTC),
            respondent=record["respondent"],
            answers={str(key): tuple(map(str, values)) for key, values in record["answers"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _to_cursor(offsets: Mapping[str, int]) -> str:
    return ";".join(f"{kind}:{offset}" for kind, offset in sorted(offsets.items()))


def _parse_cursor(cursor: str | None) -> dict[str, int]:
    offsets: dict[str, int] = {}
    for part in filter(None, (cursor or "").split(";")):
        kind, _, offset = part.partition(":")
        if not _KIND.fullmatch(kind):
            raise CursorExpired("This cursor was not made here.")
        offsets[kind] = parse_offset(offset)
    return offsets


def _dump(forms: Mapping[str, FormDefinition]) -> bytes:
    return json.dumps(
        {kind: asdict(form) for kind, form in sorted(forms.items())}, ensure_ascii=False, indent=1
    ).encode()


def _load(path: Path) -> Mapping[str, FormDefinition]:
    if not path.exists():
        return {}
    try:
        return {kind: _to_form(value) for kind, value in json.loads(path.read_bytes()).items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        set_aside(path)
        return {}


def _to_form(value: Mapping[str, Any]) -> FormDefinition:
    questions = tuple(_to_question(question) for question in value["questions"])
    return replace(FormDefinition(**{**value, "questions": questions}), identity=tuple(value["identity"]))


def _to_question(value: Mapping[str, Any]) -> Question:
    return Question(**{**value, "kind": QuestionKind(value["kind"]), "options": tuple(value["options"])})
