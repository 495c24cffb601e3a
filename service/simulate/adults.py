"""Teachers and families in a simulation: some answer what they are asked, some never do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from service.simulate.evidence import Evidence
from service.simulate.module import Module, Stage
from service.simulate.outside import Book
from service.simulate.post import Letter
from workflows.forms import GUARDIAN_INSIGHT, TEACHER_PULSE

ANSWERS = {TEACHER_PULSE: 0.6, GUARDIAN_INSIGHT: 0.3}
"""How likely it is that somebody answers, by form; nobody is reminded."""
TAB = "Teachers and families"
SLACK = timedelta(hours=1)
"""What was on its way when a pupil left may still arrive."""
_KEY = re.compile(r"/adults/([^/]+)/(?:guardian|teacher)/")


@dataclass(kw_only=True)
class Adults:
    """Homeroom teachers and guardians."""

    stage: Stage
    answered: set[str] = field(default_factory=set)

    def begin(self, start: datetime) -> None:
        """They wait until they are written to."""

    def work(self, book: Book, now: datetime) -> None:
        """Staff only read what stands in the tab."""

    def read(self, letter: Letter, now: datetime) -> None:
        """Answer the questions in a mail, some days later, or not at all."""
        random = self.stage.random
        for link in letter.links:
            code = dict(link.prefill).get("code", "")
            if link.form not in ANSWERS or code in self.answered or random.random() > ANSWERS[link.form]:
                continue
            self.answered.add(code)
            going = random.choice(("Better", "As before", "Worse", "I can not say"))
            answers = {"code": (code,), "going": (going,), "good": ("Patience",), "next": ("",)}
            at = now + timedelta(hours=random.uniform(1, 90))
            self.stage.agenda.plan(at, partial(self.stage.outside.submit, link.form, answers))


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "adults written to after a pupil left": list(_after_leaving(evidence)),
        "answers of adults without a row": list(_lost(evidence)),
    }


def _after_leaving(evidence: Evidence) -> Iterator[str]:
    left = {evidence.pupils[address]: at for address, at in evidence.left.items()}
    for mail in evidence.mails:
        key = _KEY.search(mail.key)
        if key is not None and key.group(1) in left and mail.sent_at > left[key.group(1)] + SLACK:
            yield f"{mail.to} about {key.group(1)} on {mail.sent_at:%Y-%m-%d}"


def _lost(evidence: Evidence) -> Iterator[str]:
    rows, consents = evidence.rows.get(TAB, {}), evidence.rows["Consents"]
    gone = {evidence.pupils[address] for address in evidence.left}
    for kind in ANSWERS:
        for answer in evidence.responses.get(kind, ()):
            word = answer.personal.get("word", "")
            person = word.split(":")[1] if ":" in word else ""
            # About a pupil without consent nothing is kept.
            standing = consents.get(person, {}).get("Status", "given") == "given" and person not in gone
            if standing and word not in rows:
                yield word


ADULTS = Module(name="adults", play=lambda stage: Adults(stage=stage), audit=faults)
"""Teachers and families."""
