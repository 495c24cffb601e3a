"""Tasters in a simulation: the lead plans and books a rotation before approving pairs, and pupils name favourites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.simulate.audit import consented
from service.simulate.evidence import Evidence
from service.simulate.module import Module, Stage
from service.simulate.outside import Book, Row
from service.simulate.post import Letter, Link
from workflows.forms import TASTER_PLACES, TASTER_VOTES
from workflows.text.say import say, words_for

TAB = "Tasters"
VOTE = 0.8
TIME_TO_VOTE = timedelta(days=2)
FEWEST, TRIES = 2, 4  # drafts before which no rotation is planned; tries in a year while none is possible
PATIENCE = timedelta(days=28)
"""So long the lead leaves the pairs of a year undecided for the tasters' sake."""
ROTATION = words_for("en", "tasters.row.rotation").partition("{")[0]
PLANNED = words_for("en", "tasters.cell.planned").partition("{")[0]
IMPOSSIBLE = say("en", "tasters.cell.impossible")
KEY = "/taster/"


@dataclass(kw_only=True)
class Tasting:
    """The lead and the pupils, until favourites are named."""

    stage: Stage
    answered: set[str] = field(default_factory=set)
    began: datetime | None = None  # when the lead first wrote "plan" this year
    asked: datetime | None = None  # when favourites were asked for
    tries: int = 0

    def __post_init__(self) -> None:
        self._names = {pupil.name for pupil in self.stage.school.pupils}

    def begin(self, start: datetime) -> None:
        """Nothing happens before pairs are drafted."""

    # --- the lead -------------------------------------------------------------------------------------

    def work(self, book: Book, now: datetime) -> None:
        """Plan once there are drafts, book the next day, and leave the pairs alone until favourites are named."""
        if not self.stage.school.policy.tasters.slot:
            return
        self._new_year(now)
        drafts = sum(row.get("Status") == "draft" for _, row in book.rows("Pairs")) >= FEWEST
        for number, row in list(book.rows(TAB)):
            if drafts and row.get("What", "").startswith(ROTATION):
                self._steer(book, number, row, now)
        waits = self.began is not None and now < self.began + PATIENCE and not self._named(now)
        (self.stage.closed.add if waits else self.stage.closed.discard)("Pairs")

    def _new_year(self, now: datetime) -> None:
        ends = self.stage.school.policy.rollover.year_ends
        if self.began is not None and any(self.began.date() <= end < now.date() for end in ends):
            self.began, self.asked, self.tries = None, None, 0

    def _steer(self, book: Book, number: int, row: Row, now: datetime) -> None:
        written, said = row.get("Decision", ""), row.get("What happened", "")
        if written == "plan" and said == IMPOSSIBLE and self.tries < TRIES:
            book.put(TAB, number, "Decision", "")  # and again with the next visit
        elif self.began is None or (not written and self.tries < TRIES):
            self.began, self.tries = self.began or now, self.tries + 1
            book.put(TAB, number, "Decision", "plan")
        elif said == IMPOSSIBLE and self.asked is None:
            self.asked = now - TIME_TO_VOTE  # there is nothing to wait for
        elif written == "plan" and said.startswith(PLANNED):
            book.put(TAB, number, "Decision", "book")

    def _named(self, now: datetime) -> bool:
        return self.asked is not None and now >= self.asked + TIME_TO_VOTE

    # --- the pupils -----------------------------------------------------------------------------------

    def read(self, letter: Letter, now: datetime) -> None:
        """Name up to three of those one has met."""
        for link in letter.links:
            code = dict(link.prefill).get("code", "")
            if link.form != TASTER_VOTES or code in self.answered:
                continue
            self.answered.add(code)
            self.asked = self.asked or now
            if self.stage.random.random() < VOTE:
                self._vote(link, [line for line in _lines(letter) if line in self._names], now)

    def _vote(self, link: Link, met: list[str], now: datetime) -> None:
        random = self.stage.random
        named = random.sample(met, min(len(met), random.randint(1, len(TASTER_PLACES))))
        if random.random() < 0.1:
            named[-1:] = ["Somebody with a hat"]
        answers = {key: (value,) for key, value in (*link.prefill, *zip(TASTER_PLACES, named, strict=False))}
        at = now + timedelta(hours=random.uniform(0.2, 30))
        self.stage.agenda.plan(at, lambda then: self.stage.outside.submit(TASTER_VOTES, answers, then))


def _lines(letter: Letter) -> Iterator[str]:
    return (line.strip().removeprefix("-").removeprefix("•").strip() for line in letter.text.splitlines())


# --- what must hold -----------------------------------------------------------------------------------


def faults(evidence: Evidence) -> Mapping[str, Iterable[str]]:
    """What must not be there at the end of a run."""
    return {
        "met at a taster without consent": list(_without_consent(evidence)),
        "the same two at two tasters": list(_met_twice(evidence)),
        "favourites that are not counted": list(_uncounted(evidence)),
    }


def _without_consent(evidence: Evidence) -> Iterator[str]:
    for meeting in evidence.meetings:
        person = evidence.pupils.get(meeting.calendar)
        if KEY not in meeting.key or meeting.cancelled or person is None:
            continue
        if not consented(evidence, person, meeting.starts_at):
            yield f"{person} at {meeting.key}"


def _met_twice(evidence: Evidence) -> Iterator[str]:
    """Of this year: a year that is archived takes its rows with it."""
    groups = (row for row in evidence.rows.get(TAB, {}).values() if row["Status"] == "booked")
    met = Counter((row["Mentor"], mentee) for row in groups for mentee in row["Mentees"].split(", "))
    yield from (f"{mentor} and {mentee}" for (mentor, mentee), times in met.items() if times > 1)


def _uncounted(evidence: Evidence) -> Iterator[str]:
    rows = [row for row in evidence.rows.get(TAB, {}).values() if row["What"].startswith(ROTATION)]
    counted = sum(int(row["Status"].partition(" ")[0] or 0) for row in rows)
    known = {*evidence.pupils.values()}
    voted = {a.personal["person"] for a in evidence.responses.get(TASTER_VOTES, ()) if a.personal["person"] in known}
    # Votes of a year that was archived are cleared.
    if not evidence.rows.get("Past years") and counted != len(voted):
        yield f"{len(voted)} pupils named favourites, {counted} are counted"


TASTING = Module(name="tasters", play=lambda stage: Tasting(stage=stage), audit=faults)
"""Tasters and favourites."""
