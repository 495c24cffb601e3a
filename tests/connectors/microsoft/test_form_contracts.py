"""The three ways an answer comes in keep every promise of a `FormSource`, and give one result."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

import pytest

from connectors.microsoft.forms import MicrosoftForms
from connectors.microsoft.posted import MicrosoftPosted
from connectors.ports import FormDefinition, FormSource, Response, ResponsePage
from tests.connectors import contracts
from tests.connectors.contracts import APPLY, WORRY
from tests.emulators.microsoft.forms_part import FIXED, AnswerList, Results, answers, details, give, lay, posted
from tests.emulators.microsoft.school import DRIVE, FLOW_SECRET, SITE, School

pytestmark = pytest.mark.slow
TITLES = {question.key: question.title for form in (APPLY, WORRY) for question in form.questions} | {"pet": "Your pet"}
KINDS = (APPLY.kind, WORRY.kind)
PAGE = "https://forms.office.com/Pages/ResponsePage.aspx?id="


class Routed(ABC):
    """A school whose forms come by one route."""

    house: School
    route: str

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house, self.count = house, 0
        ids = {"name": "r" + "a" * 32, "email": "r" + "b" * 32}
        for kind in KINDS:
            named = {"route": self.route, "address": PAGE + kind, **self.place(kind)}
            named |= {f"questions.{identifier}": key for key, identifier in ids.items() if kind == APPLY.kind}
            house.extra |= {f"forms.{kind}.{name}": text for name, text in named.items()}
        house.extra["flow_secret"] = FLOW_SECRET

    @abstractmethod
    def place(self, kind: str) -> dict[str, str]:
        """The settings that say where the answers of this form stand."""

    def open(self) -> FormSource:
        """As after a restart, when the forms have been laid out again."""
        source = MicrosoftForms(self.house.door(), self.house.read())
        source.ensure((APPLY, WORRY))
        return source

    def expired_cursor(self) -> str:
        return '{"version":0,"forms":{}}'

    def number(self) -> int:
        self.count += 1
        return self.count


class TestResultsWorkbook(Routed, contracts.FormSourceContract):
    route = "workbook"

    def place(self, kind: str) -> dict[str, str]:
        book = Results(drive=DRIVE, file=f"01{kind}", titles=[*FIXED, *self.titles(kind)])
        answers(self.house.world).results[book.file] = book
        return {"drive_id": DRIVE, "file_id": book.file}

    def titles(self, kind: str) -> list[str]:
        return [question.title for form in (APPLY, WORRY) if form.kind == kind for question in form.questions]

    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        self.house.world.now = max(self.house.world.now, at)
        given = {TITLES.get(key, key.removeprefix("?")): _cell(texts) for key, texts in answers.items()}
        give(self.house.world, f"01{form}", self.number(), given, at=at)


class TestAnswerList(Routed, contracts.FormSourceContract):
    route = "list"

    def place(self, kind: str) -> dict[str, str]:
        answers(self.house.world).lists[f"list-{kind}"] = AnswerList(site=SITE, identifier=f"list-{kind}")
        return {"site_id": SITE, "list_id": f"list-{kind}"}

    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        lay(self.house.world, f"list-{form}", self.number(), details(_told(answers), at=at))


class Brought:
    """The flow's route as a source: what the door keeps, read by the suite's reader."""

    def __init__(self, forms: MicrosoftForms, bodies: Sequence[bytes]) -> None:
        self._forms, self._reader, self._bodies = forms, MicrosoftPosted(forms.plans), bodies

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        return self._forms.ensure(forms)

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        return self._forms.link(form, prefill)

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        page = self._forms.changes(None if cursor is None else json.loads(cursor)["forms"], about)
        start = 0 if cursor is None else json.loads(cursor)["read"]
        found: list[Response] = [one for body in self._bodies[start:] for one in self._reader.responses(body)]
        return ResponsePage(
            responses=(*page.responses, *found), cursor=json.dumps({"read": len(self._bodies), "forms": page.cursor})
        )


class TestFlow(Routed, contracts.FormSourceContract):
    route = "flow"

    def place(self, kind: str) -> dict[str, str]:
        self.bodies: list[bytes] = getattr(self, "bodies", [])
        return {"id": f"form-{kind}"}

    def open(self) -> FormSource:
        forms = MicrosoftForms(self.house.door(), self.house.read())
        forms.ensure((APPLY, WORRY))
        return Brought(forms, self.bodies)

    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        self.bodies.append(posted(f"form-{form}", self.number(), details(_told(answers), at=at), at=at))

    def expired_cursor(self) -> str:
        return json.dumps({"read": 0, "forms": '{"version":0,"forms":{}}'})


def _told(given: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """As "Get response details" has it: several choices as JSON in a text."""
    shown = {TITLES.get(key, key.removeprefix("?")): texts for key, texts in given.items()}
    return {title: texts[0] if len(texts) == 1 else json.dumps(list(texts)) for title, texts in shown.items()}


def _cell(texts: tuple[str, ...]) -> str:
    """As the results workbook has it: several choices end with a semicolon each."""
    return texts[0] if len(texts) == 1 else "".join(f"{text};" for text in texts)
