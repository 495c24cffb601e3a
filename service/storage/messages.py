"""Messages: each key once, ever. A row's state says how far it came; `due_at` when to go on.

held -> due -> sending -> sent; from sending back to drafted when it certainly did not go. Folded (into a digest),
withdrawn and parked are ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, null, or_, select, update

from service import codec
from service.storage.columns import bind_instant
from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import messages
from workflows.effects import Approval, SendMail, Urgency


class State(StrEnum):
    """How far a message came."""

    HELD = "held"  # waits until a person releases it
    DUE = "due"
    DRAFTED = "drafted"  # was to be sent and certainly did not go
    SENDING = "sending"  # may have gone: look before acting
    SENT = "sent"
    FOLDED = "folded"  # goes as part of a digest
    WITHDRAWN = "withdrawn"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A decided message and when it may go."""

    mail: SendMail
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A message as stored. `payload` is its `SendMail`; a digest's lists the keys folded into it.

    In the table it is NULL once the words are no longer kept, which is never before the message has ended.
    """

    key: str
    person_id: str
    address: str
    urgency: str
    state: str
    payload: str
    draft_id: str | None
    attempts: int

    @property
    def mail(self) -> SendMail:
        """What was decided."""
        mail: SendMail = codec.decode(SendMail, self.payload)
        return mail


m = messages
_COLUMNS = (m.c.key, m.c.person_id, m.c.address, m.c.urgency, m.c.state, m.c.payload, m.c.draft_id, m.c.attempts)
_here = m.c.programme == bindparam("p")
_one = and_(_here, m.c.key == bindparam("k"))
# One reading for each urgency: only so does the index give both the choice and the order.
_IN_ORDER = (Urgency.URGENT, Urgency.PROMPT, Urgency.ROUTINE)
_NEW = InsertNew(m, "programme", "key")
_DUE = (
    select(*_COLUMNS)
    .where(_here, m.c.urgency == bindparam("u"), m.c.due_at <= bindparam("now"))
    .order_by(m.c.due_at, m.c.key)
    .limit(bindparam("most"))
)
_ROUTINE_DUE = select(*_COLUMNS).where(
    _here,
    m.c.due_at <= bindparam("now"),
    m.c.urgency == Urgency.ROUTINE.value,
    m.c.state == State.DUE.value,
    m.c.digest_key.is_(None),
)
_UNDER_WAY = select(m.c.address, case((m.c.state == State.DUE.value, m.c.digest_key), else_=null())).where(
    _here,
    m.c.urgency == Urgency.ROUTINE.value,
    m.c.due_at.isnot(None),
    # Of what is due, only what waits to be tried again: the rest is what the morning is to carry.
    or_(
        m.c.state != State.DUE.value,
        and_(m.c.attempts > 0, m.c.due_at > bindparam("now")),
        m.c.digest_key.isnot(None),
    ),
)
_ROUTINE_GONE = select(m.c.address).where(
    _here, m.c.sent_at >= bindparam("since"), m.c.draft_id.isnot(None), m.c.urgency == Urgency.ROUTINE.value
)
_PUT_OFF = update(m).where(_one, m.c.state == State.DUE.value).values(due_at=bindparam("again"))
# Whatever went recently still has the draft it went from.
_GONE = select(func.count()).where(_here, m.c.sent_at > bindparam("since"), m.c.draft_id.isnot(None))
_DIGESTS = select(func.count()).where(_here, m.c.key >= bindparam("lo"), m.c.key < bindparam("hi"))
_FOLDED = select(*_COLUMNS).where(_here, m.c.digest_key == bindparam("k"), m.c.state == State.FOLDED.value)
# What is on its way can not be called back; what was sent even less.
_WITHDRAWABLE = [s.value for s in (State.HELD, State.DUE, State.DRAFTED, State.FOLDED, State.PARKED)]
_WITHDRAW = (
    update(m)
    .where(_here, m.c.key >= bindparam("lo"), m.c.key < bindparam("hi"), or_(*(m.c.state == s for s in _WITHDRAWABLE)))
    .values(state=State.WITHDRAWN.value, due_at=None, reason=bindparam("why"))
)
# A digest stands, for it may carry what goes to a brother or sister; it is put together without what was dropped.
_WITHDRAW_TO = (
    update(m)
    .where(
        _here,
        m.c.person_id == bindparam("to"),
        m.c.payload.isnot(None),  # as the index says
        m.c.urgency != Urgency.URGENT.value,
        or_(*(m.c.state == s for s in _WITHDRAWABLE)),
        or_(m.c.digest_key.is_(None), m.c.digest_key != m.c.key),
    )
    .values(state=State.WITHDRAWN.value, due_at=None, reason=bindparam("why"))
)
# A step is taken only from the state it was decided in: a message withdrawn meanwhile stays withdrawn.
_MOVE = (
    update(m)
    .where(_one, m.c.state == bindparam("was"))
    .values(
        state=bindparam("s"),
        draft_id=bindparam("draft"),
        due_at=bindparam("again"),
        attempts=m.c.attempts + bindparam("tried"),
        reason=bindparam("why"),
        sent_at=bindparam("sent"),
    )
)
_FOLD = (
    update(m)
    .where(_one, m.c.state == State.DUE.value)
    .values(state=State.FOLDED.value, due_at=None, digest_key=bindparam("digest"))
)
_STILL_SENDING = select(m.c.key).where(
    _here, m.c.key.in_(bindparam("keys", expanding=True)), m.c.state == State.SENDING.value
)
_RELEASE = (
    update(m)
    .where(_one, m.c.state == State.HELD.value)
    .values(
        state=State.DUE.value,
        due_at=case((m.c.urgency == Urgency.ROUTINE.value, bind_instant("morning")), else_=bind_instant("now")),
    )
    .returning(m.c.key)
)


def have_gone(programme: str) -> ColumnElement[bool]:
    """The mails of a programme that went out; a part of a digest went when the digest did."""
    digest = m.alias()
    sent = select(digest.c.key).where(digest.c.programme == programme, digest.c.state == State.SENT.value)
    return or_(m.c.state == State.SENT.value, m.c.digest_key.in_(sent))


def post(connection: Connection, programme: str, posts: Sequence[Post], now: datetime) -> None:
    """Store messages whose keys are new."""
    _NEW.all(connection, [_row(programme, p, now) for p in posts])


def _row(programme: str, new: Post, now: datetime) -> dict[str, Any]:
    # A held message has no due time: nothing but a person's release can start it.
    held = new.mail.approval is Approval.STAFF
    return {
        "programme": programme,
        "key": new.mail.key,
        "person_id": new.mail.to.person_id,
        "address": new.mail.to.address,
        "urgency": new.mail.urgency.value,
        "state": State.HELD.value if held else State.DUE.value,
        "due_at": None if held else new.due_at,
        "payload": codec.encode(new.mail),
        "decided_at": now,
    }


def withdraw(connection: Connection, programme: str, dropped: Sequence[tuple[str, str]]) -> None:
    """Drop messages not yet on their way, by (start of the key, why)."""
    if dropped:
        # Keys are compared by code point, so everything that starts so lies below start + the last code point.
        rows = [{"p": programme, "lo": start, "hi": start + "\U0010ffff", "why": why} for start, why in dropped]
        run(connection, _WITHDRAW, rows)


def withdraw_to(connection: Connection, programme: str, dropped: Sequence[tuple[str, str]]) -> None:
    """Drop messages not yet on their way to these people or their families, urgent ones apart, by (person, why)."""
    if dropped:
        run(connection, _WITHDRAW_TO, [{"p": programme, "to": person, "why": why} for person, why in dropped])


def due(connection: Connection, programme: str, now: datetime, most: int, *, urgent_only: bool) -> list[Message]:
    """Messages to go on with: urgent ones first."""
    found: list[Message] = []
    for urgency in _IN_ORDER[:1] if urgent_only else _IN_ORDER:
        here = {"p": programme, "now": now, "u": urgency.value, "most": most - len(found)}
        found += _read(connection, _DUE, here) if here["most"] else []
    return found


def routine_due(connection: Connection, programme: str, now: datetime) -> list[Message]:
    """Routine messages whose morning has come and that are in no digest yet."""
    return _read(connection, _ROUTINE_DUE, {"p": programme, "now": now})


def routine_under_way(connection: Connection, programme: str, since: datetime, now: datetime) -> dict[str, str | None]:
    """Addresses that got a routine message since then or are about to: the digest that more can join, if any."""
    gone = run(connection, _ROUTINE_GONE, {"p": programme, "since": since}).scalars()
    found: dict[str, str | None] = dict.fromkeys(gone)
    for address, digest in run(connection, _UNDER_WAY, {"p": programme, "now": now}):
        # Whoever got one today gets no other, whatever else waits.
        found.setdefault(address, digest)
    return found


def folded(connection: Connection, programme: str, digest_key: str) -> list[Message]:
    """What is left of a digest, by key."""
    return sorted(_read(connection, _FOLDED, {"p": programme, "k": digest_key}), key=lambda message: message.key)


def _read(connection: Connection, statement: Select[Any], parameters: dict[str, Any]) -> list[Message]:
    return [Message(*row) for row in run(connection, statement, parameters)]


def count_starting(connection: Connection, programme: str, start: str) -> int:
    """How many messages have a key that starts so."""
    count: int = run(connection, _DIGESTS, {"p": programme, "lo": start, "hi": start + "\U0010ffff"}).scalar()
    return count


def gone_since(connection: Connection, programme: str, since: datetime) -> int:
    """How many mails went after that instant."""
    count: int = run(connection, _GONE, {"p": programme, "since": since}).scalar()
    return count


def fold(connection: Connection, programme: str, digest: SendMail, members: Sequence[str], now: datetime) -> None:
    """Store a digest and bind its members to it, in one go: it can not be formed twice."""
    post(connection, programme, [Post(mail=digest, due_at=now)], now)
    join(connection, programme, digest.key, members)
    # The digest belongs to itself, so that it is never folded into another.
    run(connection, _OF_ITSELF, {"p": programme, "k": digest.key})


def join(connection: Connection, programme: str, digest: str, members: Sequence[str]) -> None:
    """Bind messages to a digest that stands and has not been put together yet."""
    run(connection, _FOLD, [{"p": programme, "k": key, "digest": digest} for key in members])


def put_off(connection: Connection, programme: str, keys: Sequence[str], again: datetime) -> None:
    """Let messages that are due wait until then."""
    run(connection, _PUT_OFF, [{"p": programme, "k": key, "again": again} for key in keys])


_OF_ITSELF = update(m).where(_one).values(digest_key=m.c.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One message going from the state it was seen in to another."""

    message: Message
    to: State
    draft_id: str | None = None
    again: datetime | None = None
    reason: str = ""
    tried: int = 0
    sent_at: datetime | None = None


def move(connection: Connection, programme: str, moves: Sequence[Move]) -> int:
    """Take the steps; how many were taken. One whose message changed meanwhile (withdrawn, say) is not."""
    return run(connection, _MOVE, [_step(programme, step) for step in moves]).rowcount if moves else 0


def _step(programme: str, step: Move) -> dict[str, Any]:
    return {
        "p": programme,
        "k": step.message.key,
        "was": step.message.state,
        "s": step.to.value,
        "draft": step.draft_id,
        "again": step.again,
        "tried": step.tried,
        "why": step.reason,
        "sent": step.sent_at,
    }


def still_sending(connection: Connection, programme: str, keys: Sequence[str]) -> set[str]:
    """Those of the messages that are on their way, and not withdrawn meanwhile."""
    return set(connection.execute(_STILL_SENDING, {"p": programme, "keys": list(keys)}).scalars())


def release(
    connection: Connection, programme: str, key: str, now: datetime, *, morning: datetime | None = None
) -> bool:
    """Let a held message go, a routine one with the digest of `morning`; False when none is held under that key."""
    values = {"p": programme, "k": key, "now": now, "morning": morning or now}
    return run(connection, _RELEASE, values).first() is not None
