"""One concern, for those whose turn it is to know. Everybody else gets the same answer as for a wrong address."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from service.storage.aggregates import mapper
from service.storage.database import Database
from service.storage.journal import Line, add
from service.web.errors import Refused
from service.web.house import the_house
from service.web.sessions import Session
from service.web.staff_door import own_programme, signed_in, signed_in_post
from workflows.concerns import may_open
from workflows.events import ConcernAcknowledged
from workflows.state import Concern

VIEWED = "ConcernViewed"

concerns = Blueprint("concerns", __name__)


@concerns.get("/concerns/<concern_id>")
def show(concern_id: str) -> Response:
    """The concern, once the view is on record."""
    session, house = signed_in(), the_house()
    concern = _readable(session, concern_id)
    # Recorded before it is shown: no read of a child's record goes unnoticed, even when the answer is lost.
    record_view(house.database, session, concern.id, house.clock.now())
    return make_response(
        render_template(
            "concern.html",
            concern=concern,
            school=own_programme(session).policy.school,
            session=session,
            staff_name=own_programme(session).policy.staff_member(session.staff_id).name,
            names=_names(session),
            told="Recorded: you have this concern in hand." if request.args.get("done") else "",
        )
    )


@concerns.post("/concerns/<concern_id>")
def acknowledge(concern_id: str) -> BaseResponse:
    """The reader takes the concern in hand; the alerts stop climbing."""
    session = signed_in_post()
    concern = _readable(session, concern_id)
    event = ConcernAcknowledged(concern=concern.id, by=session.staff_id)
    the_house().submit(session.programme, event, f"acknowledged/{concern.id}/{concern.alerts}/{session.staff_id}")
    return redirect(url_for("concerns.show", concern_id=concern.id, done=1), 303)


def _readable(session: Session, concern_id: str) -> Concern:
    """The concern, if this person may read it now. Raises `Refused` 404, one answer for every reason."""
    concern = find_concern(the_house().database, session.programme, concern_id)
    policy = own_programme(session).policy
    if concern is None or not may_open(concern, session.staff_id, policy):
        raise Refused(
            404, "There is nothing at this address.", "Check the link in your mail, or sign in as its reader."
        )
    return concern


def _names(session: Session) -> dict[str, str]:
    return {member.id: member.name for member in own_programme(session).policy.staff}


def find_concern(database: Database, programme: str, concern_id: str) -> Concern | None:
    """The concern of that programme with that id."""
    with database.read() as connection:
        row = connection.execute(mapper(Concern).by_id, {"p": programme, "x_id": concern_id}).one_or_none()
    found = mapper(Concern).from_row(row) if row is not None else None
    return found if isinstance(found, Concern) else None


def record_view(database: Database, session: Session, concern_id: str, now: datetime) -> None:
    """Write into the restricted journal who looked at which concern and when."""
    line = Line(
        event_id=None,
        event_kind=VIEWED,
        reason=f"{session.staff_id} opened concern {concern_id}.",
        restricted=True,
    )
    with database.write() as connection:
        add(connection, session.programme, [line], now)
