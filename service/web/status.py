"""The staff status page: what works, what waits, what is stuck and why, with a button for each mend."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from service.delivery import parked
from service.storage import messages
from service.storage.posting import next_digest
from service.web.activity import recent
from service.web.drafts import draft_sites
from service.web.errors import Refused
from service.web.house import the_house
from service.web.reports import kept
from service.web.sessions import Session
from service.web.staff_door import own_programme, policy_in_force, signed_in, signed_in_post
from service.web.standing import is_restricted, read_standing

LONGEST = 500
"""Characters; keys are shorter."""

status = Blueprint("status", __name__, url_prefix="/status")

DONE = {
    "replay": "It is tried again now.",
    "drop": "It is dropped and will not be tried again.",
    "release": "The mail is on its way.",
    "late": "Somebody was faster: this was no longer waiting.",
}


@status.get("")
def show() -> Response:
    """The page."""
    session, house = signed_in(), the_house()
    policy = policy_in_force(session)
    now = house.clock.now()
    page = render_template(
        "status.html",
        standing=read_standing(house.database, session.programme, now),
        parked=[(item, is_restricted(item.key)) for item in parked.listing(house.database, session.programme)],
        draft_sites=draft_sites(session.staff_id, policy),
        reports=kept(house.database, policy),
        activity=recent(house.database, session.programme, 8),
        now=now,
        programme=policy,
        school=policy.school,
        session=session,
        staff_name=policy.staff_member(session.staff_id).name,
        told=DONE.get(request.args.get("done", ""), ""),
    )
    return make_response(page)


@status.post("/replay")
def replay() -> BaseResponse:
    """Try a parked item again."""
    session = signed_in_post()
    found = parked.replay(the_house().database, session.programme, _item(), the_house().clock.now())
    return _done(session, "replay" if found else "late")


@status.post("/drop")
def drop() -> BaseResponse:
    """Give a parked item up."""
    session = signed_in_post()
    found = parked.drop(the_house().database, session.programme, _item(), the_house().clock.now())
    return _done(session, "drop" if found else "late")


@status.post("/release")
def release() -> BaseResponse:
    """Let a mail go that waited for a person."""
    session, house = signed_in_post(), the_house()
    with house.database.write() as connection:
        now = house.clock.now()
        morning = next_digest(own_programme(session).policy, now)
        found = messages.release(connection, session.programme, _item(), now, morning=morning)
    return _done(session, "release" if found else "late")


def _item() -> str:
    item = request.form.get("item", "")
    if not item.isprintable() or not 0 < len(item) <= LONGEST:
        raise Refused(400, "The button did not say what it is for.", "Go back, reload the page and press it again.")
    return item


def _done(session: Session, word: str) -> BaseResponse:
    the_house().wake(session.programme)
    return redirect(url_for("status.show", done=word), 303)
