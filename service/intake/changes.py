"""What a suite showed, as events. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from connectors.ports import Bounce, GuestAnswer, Response, TableReading
from service import codes
from service.storage.cells import Place, Seen
from service.storage.events import NewEvent
from service.storage.projections import row_key
from workflows.events import CellEdited, FormAnswered, InvitationAnswered, MailBounced, RowDeleted

CODE = "code"
MADE_UP = "The personal code was not made by us. Nothing was done with this answer; ask the sender to use their link."
TRIAL = "nearpeer trial"
TRIED = "A trial answer arrived, so the way from this form to the service works."
NO_CODE = "This form opens only from a personal link. Nothing was done with this answer."


def form_answered(response: Response, secret: bytes, personal_forms: AbstractSet[str]) -> tuple[NewEvent | None, str]:
    """The event of one response, or why there is none: something is wrong with it, or staff tried the form out."""
    if any(text.strip().casefold() == TRIAL for answer in response.answers.values() for text in answer):
        return None, TRIED
    # Mail programs like to break long links; a code holds no blanks of its own.
    code = "".join(response.answers.get(CODE, ())).strip()
    proved = codes.read(secret, response.form, code) if code else None
    if code and proved is None:
        return None, MADE_UP
    if proved is None and response.form in personal_forms:
        return None, NO_CODE
    event = FormAnswered(
        form=response.form,
        response_id=response.response_id,
        revision=response.revision,
        submitted_at=response.submitted_at,
        respondent=response.respondent or "",
        answers={key: tuple(map(storable, answer)) for key, answer in response.answers.items() if key != CODE},
        personal=proved or {},
    )
    return NewEvent(event, f"form/{response.form}/{response.response_id}/{response.revision}"), ""


def without_code(response: Response) -> Response:
    """The response as it is kept: what opens forms in the reader's name is not."""
    if CODE not in response.answers:
        return response
    return replace(response, answers={key: answer for key, answer in response.answers.items() if key != CODE})


def storable(text: str) -> str:
    """The text without what databases refuse: NUL and lone surrogates become the replacement character."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "�").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What staff did since the last reading."""

    events: tuple[NewEvent, ...]
    cells: tuple[tuple[Place, Seen], ...]
    deleted: tuple[tuple[str, str], ...]  # tab and row


NO_CHANGES = TableChanges((), (), ())


def table_changes(
    reading: TableReading, seen: Mapping[Place, Seen], written: AbstractSet[str], staffed: AbstractSet[str]
) -> TableChanges:
    """Edited cells and deleted rows. `written` are the keys of rows known to stand; `staffed` tabs staff decide in.

    A tab that could not be read says nothing about its rows.
    """
    edits = tuple(_edits(reading, seen))
    deleted = tuple(sorted(_deleted(reading, written, staffed)))
    gone = tuple(
        NewEvent(RowDeleted(tab=tab, row=row), f"row/{row_key(tab, row)}/{reading.revision}") for tab, row in deleted
    )
    changed = tuple(_edited(place, before, now) for place, before, now in edits)
    return TableChanges(events=changed + gone, cells=tuple((place, now) for place, _, now in edits), deleted=deleted)


def _edits(reading: TableReading, seen: Mapping[Place, Seen]) -> Iterator[tuple[Place, str, Seen]]:
    nothing = Seen("", 0)
    for tab, rows in reading.rows.items():
        for row, columns in rows.items():
            for column, text in columns.items():
                before, value = seen.get((tab, row, column), nothing), storable(text)
                if value != before.value:
                    yield (tab, row, column), before.value, Seen(value, before.edits + 1)


def _edited(place: Place, before: str, now: Seen) -> NewEvent:
    tab, row, column = place
    event = CellEdited(tab=tab, row=row, column=column, value=now.value, before=before)
    return NewEvent(event, f"cell/{tab}/{row}/{column}/{now.edits}")


def _deleted(reading: TableReading, written: AbstractSet[str], staffed: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    for key in written:
        tab, _, row = key.partition("/")
        # Rows that only we write may come and go (old Activity lines do); nobody decides by deleting them.
        if tab in staffed and tab in reading.rows and row not in reading.rows[tab]:
            yield tab, row


def guest_answered(answer: GuestAnswer) -> NewEvent:
    """The event of a guest's answer."""
    event = InvitationAnswered(
        meeting=answer.key, version=answer.version, address=answer.attendee, answer=answer.answer.value
    )
    told = f"{answer.answer.value}/{answer.answered_at.isoformat()}"
    return NewEvent(event, f"guest/{answer.key}/{answer.version}/{answer.attendee}/{told}")


def bounced(bounce: Bounce) -> NewEvent:
    """The event of a mail that came back."""
    event = MailBounced(mail=bounce.key, address=bounce.to, reason=storable(bounce.reason))
    return NewEvent(event, f"bounce/{bounce.key}/{bounce.to}/{bounce.bounced_at.isoformat()}")
