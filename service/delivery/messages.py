"""Sends each message once: draft, keep the draft's id, send the draft; after an unclear answer, look.

The draft's id and "sending" are committed before anything is sent, so whatever happens afterwards can be looked
up instead of guessed. Drafts and sends of a batch share their transactions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from connectors.errors import AuthExpired, Retryable
from connectors.ports import Mailer, MailState, OutgoingMail
from service.delivery import retry
from service.delivery.outcome import stops_all
from service.edge import guarded
from service.storage import events, messages
from service.storage.events import NewEvent
from service.storage.messages import Message, Move, State
from workflows.effects import Urgency
from workflows.events import MailBounced

MOST = 50
FAILURES_IN_A_ROW = 3
"""So many retryable failures without a success in between say that the supplier is down, not one mailbox."""
LOST = (
    "It was about to be sent when the service stopped, and the supplier no longer knows the draft. "
    "See whether it arrived; then replay or drop it."
)
NOTHING_LEFT = "Nothing of it was left to say."

Compose = Callable[[Message], OutgoingMail | None]
"""The finished mail, or None when nothing of it is left to say."""


@dataclass
class Results:
    """The steps taken in one stage, in order, and what stopped the rest."""

    moves: list[Move] = field(default_factory=list)
    refused: list[tuple[Message, str]] = field(default_factory=list)
    error: Exception | None = None
    acts: int = 0
    in_a_row: int = 0

    def succeeded(self, move: Move) -> None:
        """One more step done."""
        self.in_a_row = 0
        self.moves.append(move)

    def failed(self, move: Move, error: Exception) -> None:
        """A step that did not work; the batch goes on unless it is the supplier that fails."""
        self.moves.append(move)
        if move.to is State.PARKED:
            self.refused.append((move.message, move.reason))
            return
        self.in_a_row += 1
        if stops_all(error) or self.in_a_row >= FAILURES_IN_A_ROW:
            self.error = error

    def open_to(self, message: Message) -> bool:
        """Whether this message's turn comes: an urgent one's always does, unless permission is gone."""
        if self.error is None:
            return True
        return message.urgency == Urgency.URGENT and not isinstance(self.error, AuthExpired)


@dataclass
class Postman:
    """Takes messages through their stages. What it did comes back as results; it writes nothing."""

    mailer: Mailer
    compose: Compose
    now: datetime
    jitter: Callable[[], float]

    def draft(self, batch: Sequence[Message]) -> Results:
        """Make a draft of every message that has none, and set those that have one on their way."""
        results = Results()
        for message in batch:
            if message.state == State.DRAFTED:
                results.moves.append(self._on_its_way(message, message.draft_id))
            elif message.state == State.DUE and results.open_to(message):
                self._draft_one(message, results)
        return results

    def _on_its_way(self, message: Message, draft_id: str | None) -> Move:
        return Move(message=message, to=State.SENDING, draft_id=draft_id, again=self.now)

    def _draft_one(self, message: Message, results: Results) -> None:
        mail, error = guarded(lambda: self.compose(message))
        if mail is None and error is None:
            results.moves.append(Move(message=message, to=State.WITHDRAWN, reason=NOTHING_LEFT))
            return
        draft_id = ""
        if mail is not None:
            results.acts += 1
            draft_id, error = self._make_draft(mail)
        if error is None:
            results.succeeded(self._on_its_way(message, draft_id))
        else:
            results.failed(self._later(message, State.DUE, error), error)

    def _make_draft(self, mail: OutgoingMail) -> tuple[str, Exception | None]:
        draft_id, error = guarded(lambda: self.mailer.draft(mail))
        return draft_id or "", error

    def send(self, fresh: Sequence[Message], doubtful: Sequence[Message]) -> Results:
        """Send drafts whose ids are committed. Doubtful ones may have gone already: look first."""
        results = Results()
        # What an earlier run left in doubt comes first: it has waited longest.
        for message in doubtful:
            if results.open_to(message):
                self._look_and_send(message, results)
        for message in fresh:
            if results.open_to(message):
                self._send_one(message, results)
        return results

    def _look_and_send(self, message: Message, results: Results) -> None:
        known, error = guarded(lambda: self.mailer.state(message.draft_id or ""))
        if error is not None:
            results.failed(self._later(message, State.SENDING, error), error)
        elif known is MailState.SENT:
            results.succeeded(self._sent(message))
        # The supplier itself says that it did not go: only now may it be sent.
        elif known is MailState.DRAFTED:
            self._send_one(message, results)
        elif message.urgency == Urgency.URGENT:
            # A concern twice is better than a concern never.
            results.succeeded(Move(message=message, to=State.DUE, again=self.now, tried=1))
        else:
            results.moves.append(Move(message=message, to=State.PARKED, draft_id=message.draft_id, reason=LOST))

    def _send_one(self, message: Message, results: Results) -> None:
        results.acts += 1
        _, error = guarded(lambda: self.mailer.send(message.draft_id or ""))
        if error is None:
            results.succeeded(self._sent(message))
            return
        # Only these say for certain that nothing went out.
        certain = isinstance(error, Retryable | AuthExpired)
        results.failed(self._later(message, State.DRAFTED if certain else State.SENDING, error), error)

    def _sent(self, message: Message) -> Move:
        return Move(message=message, to=State.SENT, draft_id=message.draft_id, sent_at=self.now)

    def _later(self, message: Message, state: State, error: Exception) -> Move:
        """Try again, or park when there is no point."""
        attempts, reason = message.attempts + 1, retry.in_words(error)
        urgent = message.urgency == Urgency.URGENT
        draft_id = None if state is State.DUE else message.draft_id
        if retry.gives_up(error, attempts, urgent=urgent):
            return Move(message=message, to=State.PARKED, draft_id=draft_id, reason=reason, tried=1)
        wait = retry.wait(error, attempts, self.jitter(), urgent=urgent)
        return Move(message=message, to=state, draft_id=draft_id, again=self.now + wait, reason=reason, tried=1)


def commit_drafts(connection: Connection, programme: str, results: Results, now: datetime) -> list[Message]:
    """Keep the drafts' ids; the messages that may now be sent (one withdrawn meanwhile may not)."""
    drafted = {m.message.key: m for m in results.moves if m.to is State.SENDING}
    # The common case, in which every step was taken, spares a statement.
    standing: Collection[str] = drafted
    if record(connection, programme, results, now) < len(results.moves):
        standing = messages.still_sending(connection, programme, list(drafted))
    return [
        replace(step.message, state=State.SENDING.value, draft_id=step.draft_id)
        for key, step in drafted.items()
        if key in standing
    ]


def record(connection: Connection, programme: str, results: Results, now: datetime) -> int:
    """Write down the steps; how many were taken.

    That an address was refused for good is an event: a concern must climb at once.
    """
    taken = messages.move(connection, programme, results.moves)
    for message, reason in results.refused:
        event = MailBounced(mail=message.key, address=message.address, reason=reason)
        events.add(connection, programme, [NewEvent(event, f"refused/{message.key}/{message.attempts}")], now)
    return taken
