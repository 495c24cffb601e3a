"""What a form and a question are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered; the same words as `connectors.ports.QuestionKind`."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    EMAIL = "email"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a standard form."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A standard form. `identity`: a second answer with the same values there edits the first."""

    kind: str
    title: str
    description: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ()
    personal: bool = False  # opens only from a signed link


CODE = Field(key="code", title="Your personal code", kind=Kind.HIDDEN, required=True)


WORRIED = Field(
    key="worried",
    title="Are you worried about somebody's safety?",
    kind=Kind.CHOICE,
    options=("No", "Yes, please contact me"),
)
