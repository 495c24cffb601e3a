"""Pupils and guardians at Microsoft Forms, and the three ways by which what they send comes near the service.

A flow brings it to the service's own door; Forms writes it into the results workbook; or a flow lays it into a list.
With faults, flows bring an answer twice or only when they try again, and Forms is minutes late with a row.
"""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from urllib.parse import parse_qsl, urlsplit

from connectors.microsoft.settings import Route
from service.simulate.evidence import Answered
from service.simulate.outside import Answers
from service.simulate.post import Link
from tests.emulators.microsoft.forms_part import FIXED, AnswerList, Results, answers, details, give, lay, posted
from tests.emulators.microsoft.school import FLOW_SECRET, SITE
from tests.emulators.microsoft.world import World
from workflows.forms import Form

PAGE = "https://forms.office.com/Pages/ResponsePage.aspx"
RESULTS = "b!TheDriveOfTheTeacher"
LIST = "Answers"  # one list serves all forms, as the guide for teachers has it
EDITS = 0.5  # share of second answers that are edits of the first
DOUBLED, LATE = 0.10, 0.10  # shares of answers, at a fault rate of a tenth
LATEST = 20.0  # minutes; a flow that failed tries again by itself

Bring = Callable[[bytes, datetime], None]
Sending = Callable[[datetime], None]


@dataclass(kw_only=True)
class Desk:
    """The school's forms, all of them by one route. `bring` knocks at the service's door with a flow's body."""

    world: World
    forms: tuple[Form, ...]
    route: Route
    random: Random
    faults: float
    bring: Bring
    history: dict[str, list[Answered]] = field(default_factory=dict)
    _sent: dict[tuple[str, str], int] = field(default_factory=dict)  # form and person -> the answer's number
    _late: list[tuple[datetime, int, Sending]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._titles = {form.kind: {asked.key: asked.title for asked in form.fields} for form in self.forms}
        self._keys = {question_id(form.kind, asked.key): asked.key for form in self.forms for asked in form.fields}
        self._numbers = count(1)
        self.history |= {form.kind: [] for form in self.forms}
        held = answers(self.world)
        held.lists[LIST] = AnswerList(site=SITE, identifier=LIST)
        for form in self.forms:
            titles = [*FIXED, *self._titles[form.kind].values()]
            held.results[file_of(form.kind)] = Results(drive=RESULTS, file=file_of(form.kind), titles=titles)

    # --- sending -------------------------------------------------------------------------------------

    def submit(self, form: str, given: Answers, now: datetime) -> None:
        """Somebody sends the form: a new answer, or a changed one under the number it had."""
        who = next((given[key][0] for key in ("email", "code") if given.get(key)), "")
        number = self._sent.get((form, who)) if who and self.random.random() < EDITS else None
        number = number or next(self._numbers)
        self._sent[form, who] = number
        texts = {key: tuple(words) for key, words in given.items() if words}
        self.history[form].append(Answered(response_id=str(number), submitted_at=now, answers=texts))
        self._hand_on(self._sending(form, number, texts, now), now)

    def _hand_on(self, sending: Sending, now: datetime) -> None:
        """The answer goes its way now, or twice, or later."""
        share, chance = self.faults * 10, self.random.random()
        if chance < LATE * share:
            at = now + timedelta(minutes=self.random.uniform(1, LATEST))
            heapq.heappush(self._late, (at, next(self._numbers), sending))
            return
        sending(now)
        if chance > 1 - DOUBLED * share:
            sending(now)

    def _sending(self, form: str, number: int, texts: Answers, at: datetime) -> Sending:
        if self.route is Route.WORKBOOK:
            cells = {self._titles[form][key]: as_cell(words) for key, words in texts.items()}
            return lambda now: give(self.world, file_of(form), number, cells, at=at)
        told = details({question_id(form, key): as_told(words) for key, words in texts.items()}, at=at)
        if self.route is Route.LIST:
            return lambda now: lay(self.world, LIST, number, told, form_id=form_id(form))
        # A flow that tries again says when it ran, not when it first tried.
        return lambda now: self.bring(posted(form_id(form), number, told, at=now), now)

    def move(self, now: datetime) -> None:
        """What was late arrives."""
        while self._late and self._late[0][0] <= now:
            _, _, sending = heapq.heappop(self._late)
            sending(now)

    @property
    def arrives_at(self) -> datetime | None:
        """When the next late answer arrives."""
        return self._late[0][0] if self._late else None

    # --- addresses -----------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        """What the programme's file says of these forms."""
        told = {"flow_secret": FLOW_SECRET}
        for form in self.forms:
            named = {"route": self.route.value, "address": f"{PAGE}?id={form.kind}", **self._place(form.kind)}
            named |= {f"questions.{question_id(form.kind, asked.key)}": asked.key for asked in form.fields}
            told |= {f"forms.{form.kind}.{name}": text for name, text in named.items()}
        return told

    def _place(self, kind: str) -> dict[str, str]:
        places = {
            Route.FLOW: {"id": form_id(kind)},
            Route.WORKBOOK: {"drive_id": RESULTS, "file_id": file_of(kind)},
            Route.LIST: {"site_id": SITE, "list_id": LIST, "id": form_id(kind)},
        }
        return places[self.route]

    def links(self, text: str) -> Iterator[Link]:
        """The forms that a mail links to, with what is filled in already."""
        for word in text.split():
            if word.startswith(PAGE):
                named = dict(parse_qsl(urlsplit(word.rstrip(".,)>")).query))
                kind = named.pop("id")
                yield Link(form=kind, prefill=tuple((self._keys[name], value) for name, value in named.items()))


def question_id(kind: str, key: str) -> str:
    """A question's id as Forms gives it: `r` and 32 hexadecimal digits."""
    return "r" + hashlib.sha256(f"{kind}/{key}".encode()).hexdigest()[:32]


def form_id(kind: str) -> str:
    """A form's id."""
    return f"form-{kind}"


def file_of(kind: str) -> str:
    """The id of a form's results workbook."""
    return f"01RESULTS{kind}"


def as_told(words: tuple[str, ...]) -> str:
    """As "Get response details" has it: several choices as JSON in a text."""
    return words[0] if len(words) == 1 else json.dumps(list(words))


def as_cell(words: tuple[str, ...]) -> str | float:
    """As the results workbook has it: several choices end with a semicolon each, and digits become a number."""
    if len(words) > 1:
        return "".join(f"{word};" for word in words)
    return float(words[0]) if words[0].isdecimal() else words[0]
