"""Who is signed in, and whether a POST is theirs: what every staff page asks first."""

from __future__ import annotations

from flask import Request, Response, g, request

from service.programme import Programme
from service.storage.view import Resident, SqlView
from service.web import sessions
from service.web.bodies import STAFF_BYTES, limit_body
from service.web.errors import Refused
from service.web.house import House, the_house
from service.web.security import from_own_page, is_https
from service.web.sessions import Session
from workflows.policy import Policy
from workflows.setup.settings import settled

COOKIE = "nearpeer"
COOKIE_OVER_TLS = "__Host-nearpeer"
"""The prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis, section 4.1.3.2)."""


def cookie_name(house: House) -> str:
    """The session cookie's name."""
    return COOKIE_OVER_TLS if is_https(house.base_url) else COOKIE


def session_name(house: House, asked: Request) -> str:
    """What the browser sent as its session, or ""."""
    return asked.cookies.get(cookie_name(house), "")


def set_cookie(house: House, response: Response, name: str) -> None:
    """Give the browser its session. Lax, so that a link in a mail finds the reader signed in."""
    https = is_https(house.base_url)
    response.set_cookie(cookie_name(house), name, httponly=True, secure=https, samesite="Lax", path="/")


def drop_cookie(house: House, response: Response) -> None:
    """Take the session from the browser."""
    https = is_https(house.base_url)
    response.delete_cookie(cookie_name(house), httponly=True, secure=https, samesite="Lax", path="/")


def signed_in() -> Session:
    """The session of this request. Raises `Refused` 401 when there is none, the same for every address."""
    if "session" not in g:
        house = the_house()
        name = session_name(house, request)
        g.session = sessions.find(house.database, name, house.wall_clock.now()) if name else None
    if g.session is None or not _is_staff(g.session):
        mend = "Ask whoever runs the service for a fresh link (nearpeer status --link), or open the link in your mail."
        raise Refused(401, "Please sign in first.", mend)
    found: Session = g.session
    return found


def _is_staff(session: Session) -> bool:
    """Whether the programme file still names this person: who leaves the school is out at once."""
    programme = the_house().programmes.get(session.programme)
    return programme is not None and session.staff_id in {member.id for member in programme.policy.staff}


def signed_in_post() -> Session:
    """The session of a POST that comes from a page we made for it. Raises `Refused` 401 or 403."""
    limit_body(request, STAFF_BYTES)
    session = signed_in()
    if not from_own_page(request, the_house().base_url) or not session.owns(request.form.get("csrf", "")):
        raise Refused(
            403, "This button was not pressed on our own page.", "Go back, reload the page and press it again."
        )
    return session


def own_programme(session: Session) -> Programme:
    """The programme that the signed-in person belongs to."""
    return the_house().programmes[session.programme]


def policy_in_force(session: Session) -> Policy:
    """The rules of that programme: its file, with everything that staff changed since in the Programme tab."""
    with the_house().database.read() as connection:
        return settled(own_programme(session).policy, SqlView(connection, session.programme, Resident()))
