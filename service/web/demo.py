"""The demo's pages: move the clock, open anybody's mailbox or calendar, see what happened and why.

They exist only in a demo, where everybody is made up; nobody signs in.
"""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from service.programme import Programme
from service.web import sessions
from service.web.activity import recent
from service.web.bodies import STAFF_BYTES, limit_body
from service.web.demo_room import Demo, DemoMail, Mailbox
from service.web.errors import Refused
from service.web.house import the_house
from service.web.security import MAIL_POLICY, from_own_page
from service.web.staff_door import set_cookie

DAYS = {"day": 1, "week": 7}
TOLD = "demo_told"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

demo = Blueprint("demo", __name__, url_prefix="/demo")


def _the_demo() -> Demo:
    found = the_house().demo
    if found is None:
        raise Refused(404, "There is no demo here.", "Start one with: nearpeer demo.")
    return found


def _programme() -> Programme:
    return next(iter(the_house().programmes.values()))


@demo.get("")
def show() -> Response:
    """What to click first, the clock, the people, and the newest lines of the journal."""
    found, programme = _the_demo(), _programme()
    page = render_template(
        "demo.html",
        demo=found,
        programme=programme.policy,
        school=programme.policy.school,
        activity=recent(the_house().database, programme.key, 12),
        told=current_app.extensions.pop(TOLD, ""),
    )
    return make_response(page)


@demo.post("/clock")
def move() -> BaseResponse:
    """Let time pass."""
    _from_own_page()
    step = request.form.get("step", "")
    if step not in {"event", *DAYS}:
        raise Refused(400, "The clock moves by event, day or week.", "Use the buttons on /demo.")
    found = _the_demo()
    told = found.move_days(DAYS[step]) if step in DAYS else found.move_to_next_event()
    # Kept here and not in the address, where anybody could put words into the school's mouth.
    current_app.extensions[TOLD] = told
    return redirect(url_for("demo.show"), 303)


@demo.post("/sign-in")
def step_in() -> BaseResponse:
    """Sign in as the fictional school's lead, without a link."""
    _from_own_page()
    house, lead = the_house(), _programme().policy.roles.lead
    with house.database.write() as connection:
        name = sessions.begin(connection, programme=_programme().key, staff_id=lead, now=house.wall_clock.now())
    response = make_response(redirect(url_for("status.show"), 303))
    set_cookie(house, response, name)
    return response


def _from_own_page() -> None:
    limit_body(request, STAFF_BYTES)
    if not from_own_page(request, the_house().base_url):
        raise Refused(403, "This button was not pressed on our own page.", "Open /demo and press it there.")


@demo.get("/workbook.xlsx")
def workbook() -> Response:
    """The shared workbook, as it stands."""
    path = _the_demo().workbook_path
    if not path.exists():
        raise Refused(404, "The workbook is not written yet.", "Let a moment pass, then try again.")
    return send_file(path.resolve(), mimetype=SHEET, as_attachment=True, download_name="workbook.xlsx")


@demo.get("/people/<address>")
def person(address: str) -> Response:
    """One person's mails and meetings."""
    found = _the_demo()
    page = render_template(
        "mailbox.html",
        box=_box(address),
        mails=found.mails(address),
        meetings=found.calendar(address),
        school=_programme().policy.school,
    )
    return make_response(page)


@demo.get("/people/<address>/mails/<mail_id>")
def mail(address: str, mail_id: str) -> Response:
    """One mail, as its reader sees it and as plain text."""
    page = render_template(
        "mail.html", box=_box(address), mail=_mail(address, mail_id), school=_programme().policy.school
    )
    return make_response(page)


@demo.get("/people/<address>/mails/<mail_id>/html")
def mail_html(address: str, mail_id: str) -> Response:
    """The mail's own HTML, shut in a frame of its own origin; its links open in the whole window."""
    response = make_response('<!doctype html><base target="_top">' + _mail(address, mail_id).html)
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _box(address: str) -> Mailbox:
    for box in _the_demo().mailboxes():
        if box.address == address:
            return box
    raise Refused(404, "Nobody of the demo school has this address.", "Choose somebody on /demo.")


def _mail(address: str, mail_id: str) -> DemoMail:
    for found in _the_demo().mails(address):
        if found.id == mail_id:
            return found
    raise Refused(404, "There is no such mail in this mailbox.", "Go back to the mailbox and choose one.")
