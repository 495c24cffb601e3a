"""What a form asks, in values that no vendor owns. `connectors.ports` offers them with everything else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is asked and its answer written. Every answer is a tuple of strings."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"  # YYYY-MM-DD
    CHOICE = "choice"  # one of the options
    CHOICES = "choices"  # any of the options, one string each
    SCALE = "scale"  # one of the options, which are "1", "2", ... in order
    HIDDEN = "hidden"  # filled by the personal link, not by the person


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `key` names the programme's field; `title` is what people read."""

    key: str
    title: str
    kind: QuestionKind = QuestionKind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""
    max_length: int = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """One form. `kind` names it in the programme (for example `mentor_application`).

    `identity` names the questions whose answers together tell one response from another: a second answer with
    the same identity is an edit of the first. Empty means that every answer is a new response.
    """

    kind: str
    title: str
    description: str
    questions: tuple[Question, ...]
    identity: tuple[str, ...] = ()
    language: str = "en"
