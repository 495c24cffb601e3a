"""Staff sign-in: a one-time link, exchanged for a session by pressing a button.

Opening the link changes nothing: mail scanners open links before people do.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from service.storage import links
from service.web import sessions
from service.web.bodies import STAFF_BYTES, limit_body
from service.web.errors import Refused
from service.web.house import the_house
from service.web.rate import RateLimit
from service.web.security import from_own_page
from service.web.staff_door import drop_cookie, session_name, set_cookie, signed_in_post

TRIES = 20
WITHIN = timedelta(minutes=1)
HOME = "/status"

sign_in = Blueprint("sign_in", __name__)


def sign_in_limit() -> RateLimit:
    """The limit on sign-in attempts of one app."""
    return RateLimit(most=TRIES, window=WITHIN)


@sign_in.get("/sign-in")
def ask() -> Response:
    """One button. Looks the same for every token, good or bad."""
    return make_response(render_template("sign_in.html", token=request.args.get("token", "")[:200]))


@sign_in.post("/sign-in")
def exchange() -> BaseResponse:
    """Spend the link and open a session under a fresh name."""
    house = the_house()
    limit_body(request, STAFF_BYTES)
    now = house.wall_clock.now()
    limit: RateLimit = current_app.extensions["sign_in_limit"]
    if not limit.allows(request.remote_addr or "", now):
        raise Refused(429, "Too many attempts to sign in.", "Wait a minute, then open your link again.", retry_after=60)
    if not from_own_page(request, house.base_url):
        raise Refused(403, "This button was not pressed on our own page.", "Open your link again and press the button.")
    # Links are made by the programmes' clock, which a demo moves; sessions live in real time.
    with house.database.write() as connection:
        link = links.redeem(connection, request.form.get("token", ""), house.clock.now())
        if link is None:
            mend = "Each link works once and for a short time. Ask for a fresh one: nearpeer status --link."
            raise Refused(403, "This link has been used or is too old.", mend)
        name = sessions.begin(connection, programme=link.programme, staff_id=link.staff_id, now=now)
    earlier = session_name(house, request)
    if earlier:
        sessions.end(house.database, earlier)
    response = make_response(redirect(_inside(link.path), 303))
    set_cookie(house, response, name)
    return response


@sign_in.post("/sign-out")
def leave() -> BaseResponse:
    """End the session on both sides."""
    signed_in_post()
    house = the_house()
    sessions.end(house.database, session_name(house, request))
    response = make_response(redirect(url_for("sign_in.ask"), 303))
    drop_cookie(house, response)
    return response


def _inside(path: str) -> str:
    """A path on this site: never another host, whatever the link says."""
    inside = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if inside else HOME
