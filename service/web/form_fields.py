"""A form's questions as the page shows them: which control, which answer, which message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectors.ports import FormDefinition, Question, QuestionKind

Answers = Mapping[str, tuple[str, ...]]
Say = Callable[[str], str]

SINGLE = frozenset({QuestionKind.CHOICE, QuestionKind.SCALE})
GROUPS = SINGLE | {QuestionKind.CHOICES}
SHORT = 300
"""Characters that a one-line control takes; nobody's name or address is longer."""

AUTOCOMPLETE = {"name": "name", "email": "email", "language": "language", "gender": "sex", "birthday": "bday"}
OWN_NAME = {"consent": "guardian_name"}
"""Forms that the guardian fills: there the guardian's name is the reader's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One question, ready to be drawn. `values` are the answers to show; `error` is beside the field.

    `options` are what is sent, in the form's own words; `labels` are what the reader sees of each.
    """

    key: str
    title: str
    kind: str
    help: str
    required: bool
    options: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[str, ...]
    error: str
    autocomplete: str
    max_length: int

    @property
    def value(self) -> str:
        """The answer of a control that has one."""
        return self.values[0] if self.values else ""

    @property
    def is_group(self) -> bool:
        """Whether the question is a group of choices, which needs a legend."""
        return self.kind in GROUPS

    @property
    def target(self) -> str:
        """The id that a link in the error summary jumps to: the first choice of a group, else the field."""
        return f"q-{self.key}-0" if self.is_group and self.options else f"q-{self.key}"

    @property
    def described_by(self) -> str:
        """Ids of the help and the error, for `aria-describedby`."""
        parts = ((f"h-{self.key}", self.help), (f"e-{self.key}", self.error))
        return " ".join(name for name, text in parts if text)


def to_controls(form: FormDefinition, answers: Answers, errors: Mapping[str, str], say: Say) -> tuple[Control, ...]:
    """The controls of a form, in order, hidden ones included; `say` puts its words into the reader's language."""
    return tuple(
        _control(form.kind, question, answers.get(question.key, ()), errors.get(question.key, ""), say)
        for question in form.questions
    )


def _control(form: str, question: Question, values: tuple[str, ...], error: str, say: Say) -> Control:
    long = question.kind is QuestionKind.PARAGRAPH
    return Control(
        key=question.key,
        title=say(question.title),
        kind=question.kind.value,
        help=say(question.help),
        required=question.required,
        options=question.options,
        labels=tuple(map(say, question.options)),
        values=values,
        error=say(error),
        autocomplete=_autocomplete(form, question.key),
        max_length=question.max_length if long else min(question.max_length, SHORT),
    )


def _autocomplete(form: str, key: str) -> str:
    if OWN_NAME.get(form) == key:
        return "name"
    return AUTOCOMPLETE.get(key, "off")


def read_answers(form: FormDefinition, sent: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The answers to this form's questions among what was sent; blanks and unknown names are left out."""
    read = {question.key: _values(question, sent.get(question.key, ())) for question in form.questions}
    return {key: values for key, values in read.items() if values}


def _values(question: Question, sent: Iterable[str]) -> tuple[str, ...]:
    # Browsers send CRLF in text areas (HTML, "constructing the entry list"); one kind of line end is kept.
    clean = (value.replace("\r\n", "\n").replace("\x00", "").strip() for value in sent)
    values = tuple(value for value in clean if value)
    return values if question.kind is QuestionKind.CHOICES else values[:1]
