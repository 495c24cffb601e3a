"""Answers to Microsoft Forms as our values, whichever way they came: pure reading, no calls.

A flow hands on the body of "Get response details": `responder`, `submitDate` and one property for each question, keyed
`r` and 32 hexadecimal digits. The results workbook has a row for each answer: id, two times, address and name, then one
column for each question under its title. Both become the same answer here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.microsoft.settings import FormSettings
from connectors.ports import FormDefinition, QuestionKind, Response

# "responder" and so on stand beside the questions in a flow's body; the rest are columns of quizzes and of newer forms.
NO_QUESTIONS = frozenset(
    {
        "responder",
        "submitdate",
        "submitted_at",
        "total points",
        "quiz feedback",
        "last modified time",
        "responder's name",
        "name",
    }
)
NO_QUESTION_STARTS = ("@odata", "points - ", "feedback - ", "points – ", "feedback – ")
EXCEL_DAY_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
MANY = frozenset({QuestionKind.CHOICES})
US_TIME = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as it came in: `texts` by the question's id or title, in the form's order."""

    number: str
    submitted_at: datetime
    responder: str
    texts: Mapping[str, Any]
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How one form feeds the programme: its settings, and what it asks where `ensure` has said so."""

    form: FormSettings
    asks: FormDefinition | None = None
    _keys: Mapping[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        asked = {folded(question.title): question.key for question in self.asks.questions} if self.asks else {}
        named = {folded(question.key): question.key for question in self.asks.questions} if self.asks else {}
        mapped = {folded(label): key for label, key in self.form.questions.items()}
        object.__setattr__(self, "_keys", {**named, **asked, **mapped})

    @property
    def identity(self) -> tuple[str, ...]:
        """The fields that tell one person's answer from another's."""
        return self.asks.identity if self.asks else self.form.identity

    def key(self, label: str) -> str:
        """The field that a question feeds; `?` and its label for one that feeds none."""
        return self._keys.get(folded(label)) or f"?{label.strip()}"

    def is_list(self, key: str) -> bool:
        """Whether answers to this field may be several; unknown questions may."""
        kinds = {question.key: question.kind for question in self.asks.questions} if self.asks else {}
        return key not in kinds or kinds[key] in MANY

    def missing(self, labels: Sequence[str]) -> tuple[str, ...]:
        """Titles of questions that the programme asks and none of these labels answers."""
        present = {self.key(label) for label in labels}
        return tuple(q.title for q in (self.asks.questions if self.asks else ()) if q.key not in present)


def folded(label: str) -> str:
    """A label without what people and programs change by accident: case, spaces, a trailing star or number sign."""
    return " ".join(label.replace("\xa0", " ").split()).strip(" *").casefold()


def to_response(plan: Plan, given: Given) -> Response:
    """The answer in the programme's words. `revision` sorts as text and is the same for the same content."""
    answers: dict[str, tuple[str, ...]] = {}
    for label, value in given.texts.items():
        if not is_question(label):
            continue
        key = plan.key(label)
        if texts := _texts(value, several=plan.is_list(key)):
            answers[key] = answers.get(key, ()) + texts
    address = given.responder.strip().lower()
    vouched = address if "@" in address else None
    if vouched and "email" not in answers:
        answers["email"] = (vouched,)
    # Over what we made of it, not over what came in: an answer that comes by two routes must be one version of one.
    digest = hashlib.sha256(json.dumps([given.number, sorted(answers.items())]).encode()).hexdigest()[:12]
    # A flow names whole seconds, the workbook parts of them.
    submitted_at = given.submitted_at.replace(microsecond=0)
    return Response(
        form=plan.form.kind,
        response_id=_response_id(plan, answers, given.number),
        revision=f"{stamp(max(submitted_at, given.modified_at or submitted_at))}/{given.number:0>9}/{digest}",
        submitted_at=submitted_at,
        respondent=vouched,
        answers=answers,
    )


def is_question(label: str) -> bool:
    """Whether a property or column is a question of the form."""
    name = folded(label)
    return bool(name) and name not in NO_QUESTIONS and not name.startswith(NO_QUESTION_STARTS)


def _texts(value: Any, *, several: bool) -> tuple[str, ...]:
    """An answer as texts. Several choices and uploaded files come as JSON inside the text."""
    if value is None or value == "":
        return ()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # the workbook makes numbers of what looks like one
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if several and text.startswith("["):
        return _listed(text)
    if several and ";" in text and text.endswith(";"):  # the workbook's way of writing several choices
        return tuple(part for part in text.split(";") if part)
    return (text,)


def _listed(text: str) -> tuple[str, ...]:
    try:
        parts = json.loads(text)
    except ValueError:
        return (text,)
    if all(isinstance(part, str) for part in parts):
        return tuple(parts)
    files = [part.get("link") for part in parts if isinstance(part, dict)]
    return tuple(map(str, files)) if files and all(files) else (text,)


def _response_id(plan: Plan, answers: Mapping[str, tuple[str, ...]], number: str) -> str:
    """Forms gives a second answer of the same person a new number; the form's identity says that it is an edit."""
    identity = [answers.get(key, ()) for key in plan.identity]
    if not identity or not all(identity):
        return number
    words = json.dumps([[part.strip().casefold() for part in values] for values in identity])
    return "by-identity-" + hashlib.sha256(words.encode()).hexdigest()[:24]


# --- a flow's body -------------------------------------------------------------------------------


def read_details(number: str, details: Mapping[str, Any], *, otherwise: str) -> Given:
    """The body of "Get response details". Raises `ValueError` when neither it nor `otherwise` names a time."""
    lowered = {name.lower(): value for name, value in details.items()}
    when = lowered.get("submitdate") or lowered.get("submitted_at") or otherwise
    texts = {name: value for name, value in details.items() if is_question(name)}
    responder = str(lowered.get("responder") or "")
    return Given(number=number, submitted_at=instant(when), responder=responder, texts=texts)


def instant(value: object) -> datetime:
    """A time as Forms, flows, lists or workbooks write it; a time without a zone is UTC (Microsoft's page "How to do
    more with forms in Power Automate"). Raises `ValueError` for anything else.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return EXCEL_DAY_ZERO + timedelta(milliseconds=round(value * 86_400_000))
    text = str(value).strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return instant(float(text))
    if re.match(r"\d\d?/\d\d?/\d{4} ", text):
        return datetime.strptime(text, US_TIME).replace(tzinfo=UTC)
    read = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def stamp(moment: datetime) -> str:
    """A time that sorts as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# --- the results workbook ------------------------------------------------------------------------

ID, STARTED, COMPLETED, EMAIL, NAME = range(5)
FIXED = 5
MODIFIED = "last modified time"


def read_rows(header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[Given]:
    """The answers in a results table. The first five columns go by their place, for their titles are translated.

    Raises `ValueError` when the table is none of Forms' own: moved columns would put answers under wrong names.
    """
    titles = [str(title) for title in header]
    if len(titles) < FIXED or any(not is_number(row[ID]) for row in rows if any(cell != "" for cell in row)):
        raise ValueError("the first five columns are not those of Forms (id, two times, address, name)")
    changed = next((place for place, title in enumerate(titles) if folded(title) == MODIFIED), -1)
    return [_row(titles, row, changed) for row in rows if any(cell != "" for cell in row)]


def _row(titles: Sequence[str], row: Sequence[Any], changed: int) -> Given:
    texts = {title: row[place] for place, title in enumerate(titles) if place >= FIXED and place < len(row)}
    modified_at = instant(row[changed]) if changed >= 0 and row[changed] not in ("", None) else None
    return Given(
        number=str(int(float(row[ID]))),
        submitted_at=instant(row[COMPLETED]),
        responder=str(row[EMAIL] or ""),
        texts=texts,
        modified_at=modified_at,
    )


def is_number(cell: object) -> bool:
    """Whether a cell holds a whole number, as number or as text."""
    return bool(re.fullmatch(r"\d+(\.0+)?", str(cell)))
