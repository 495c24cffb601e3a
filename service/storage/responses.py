"""Raw responses: what the suite showed us, whole, whatever became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, func, select, update

from connectors.ports import Response
from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import about, responses
from workflows.events import FormAnswered

r = responses
_NEW = InsertNew(r, "programme", "form", "response_id", "revision")
_one = and_(
    r.c.programme == bindparam("p"),
    r.c.form == bindparam("f"),
    r.c.response_id == bindparam("i"),
    r.c.revision == bindparam("v"),
)
_KNOWN = select(r.c.response_id).where(_one)
_NEWEST = func.max(r.c.submitted_at).label("heard_at")
_HEARD = select(r.c.form, _NEWEST).where(r.c.programme == bindparam("p")).group_by(r.c.form)
_ABOUT = update(r).where(_one).values(about=bindparam("whom"))


def keep(connection: Connection, programme: str, found: Sequence[tuple[Response, str]]) -> None:
    """Keep responses with what is wrong with each ("" for nothing); those already kept stay as they are."""
    rows = [
        {
            "programme": programme,
            "form": response.form,
            "response_id": response.response_id,
            "revision": response.revision,
            "submitted_at": response.submitted_at,
            "respondent": response.respondent,
            "answers": {key: list(answer) for key, answer in response.answers.items()},
            "problem": problem,
        }
        for response, problem in found
    ]
    _NEW.all(connection, rows)


def unknown(
    connection: Connection, programme: str, found: Sequence[tuple[Response, str]]
) -> list[tuple[Response, str]]:
    """Those of the responses that are not kept yet."""
    return [pair for pair in found if run(connection, _KNOWN, _key(programme, pair[0])).first() is None]


def last_heard(connection: Connection, programme: str) -> Mapping[str, datetime]:
    """When the newest answer to each form was given that we have; trial answers count."""
    return {row.form: row.heard_at for row in run(connection, _HEARD, {"p": programme})}


def _key(programme: str, of: Response | FormAnswered) -> dict[str, str]:
    return {"p": programme, "f": of.form, "i": of.response_id, "v": of.revision}


def tell_about(connection: Connection, programme: str, event: FormAnswered, whom: tuple[str, ...]) -> None:
    """Write down whom a response turned out to be about, so that it can be found, shown and erased."""
    if whom:
        run(connection, _ABOUT, {**_key(programme, event), "whom": about(whom)})
