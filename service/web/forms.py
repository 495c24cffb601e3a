"""The school's own form pages: accessible HTML without a script, for a suite that leaves its forms to us."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from connectors.errors import ConnectorError
from connectors.ports import FormDefinition
from service import codes
from service.programme import Programme
from service.storage.errors import StorageUnavailable
from service.web.bodies import FORM_BYTES, limit_body
from service.web.errors import Refused
from service.web.form_fields import Answers, read_answers, to_controls
from service.web.house import FormDesk, House, the_house
from service.web.rate import RateLimit
from service.web.speech import Speech, other_languages, speech_of
from service.web.thanks import THANKS
from workflows.text.say import direction

CODE = "code"
PAGE = "_page"
"""The hidden field that tells one page from every other, so that a sending tried again is known as one."""
PAGE_LENGTH = 64
POSTS = 60
WITHIN = timedelta(minutes=1)
"""A class shares one address at school: a whole class may send its forms in one minute."""

forms = Blueprint("forms", __name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One form of one programme, opened."""

    programme: Programme
    desk: FormDesk
    form: FormDefinition


def form_limit() -> RateLimit:
    """The limit on sent forms of one app."""
    return RateLimit(most=POSTS, window=WITHIN)


@forms.get("/forms/<kind>", defaults={"programme": None})
@forms.get("/p/<programme>/forms/<kind>")
def show(programme: str | None, kind: str) -> Response:
    """The form, with the answers from the link filled in."""
    opened = _open(the_house(), programme, kind)
    answers = read_answers(opened.form, request.args.to_dict(flat=False))
    _check_code(opened, answers)
    return _page(opened, answers, {})


@forms.post("/forms/<kind>", defaults={"programme": None})
@forms.post("/p/<programme>/forms/<kind>")
def send(programme: str | None, kind: str) -> BaseResponse:
    """Take the answers in, or show them again with what needs another look."""
    house = the_house()
    limit_body(request, FORM_BYTES)
    _check_rate(house)
    opened = _open(house, programme, kind)
    answers = read_answers(opened.form, request.form.to_dict(flat=False))
    _check_code(opened, answers)
    errors = opened.desk.check(kind, answers)
    if errors:
        return _page(opened, answers, errors)
    _submit(house, opened, answers)
    return redirect(url_for("forms.sent", programme=programme, kind=kind, **_speech(opened).kept), 303)


@forms.get("/forms/<kind>/sent", defaults={"programme": None})
@forms.get("/p/<programme>/forms/<kind>/sent")
def sent(programme: str | None, kind: str) -> Response:
    """Thanks, and what happens next."""
    opened = _open(the_house(), programme, kind)
    thanks = THANKS.get(kind, THANKS[""]).having(opened.programme.policy.concerns.emergency_text)
    return _spoken(_speech(opened), "thanks.html", thanks=thanks)


def _open(house: House, key: str | None, kind: str) -> _Opened:
    missing = Refused(404, "There is no such form.", "Open the link in your newest mail, or ask the programme lead.")
    found = house.programmes.get(key) if key else _only(house)
    if found is None or not isinstance(found.suite.forms, FormDesk):
        raise missing
    form = found.suite.forms.definition(kind)
    if form is None:
        raise missing
    return _Opened(found, found.suite.forms, form)


def _only(house: House) -> Programme | None:
    return next(iter(house.programmes.values())) if len(house.programmes) == 1 else None


def _check_code(opened: _Opened, answers: Answers) -> None:
    """A personal form opens only with a code that we made for it."""
    if not any(question.key == CODE for question in opened.form.questions):
        return
    code = answers.get(CODE, ("",))[0]
    if not code or codes.read(opened.programme.secret, opened.form.kind, code) is None:
        mend = (
            "Open the link in your newest mail from the programme once more, or ask the programme lead for a new one."
        )
        raise Refused(403, "This personal link is not complete or not valid any more.", mend)


def _check_rate(house: House) -> None:
    limit: RateLimit = current_app.extensions["form_limit"]
    if not limit.allows(request.remote_addr or "", house.wall_clock.now()):
        mend = "Wait a minute, then send it again: go back, what you wrote is still there."
        raise Refused(429, "Too many forms came from your network.", mend, retry_after=60)


def _submit(house: House, opened: _Opened, answers: Answers) -> None:
    try:
        opened.desk.submit(opened.form.kind, answers, now=house.clock.now(), once=_page_sent())
    except (ConnectorError, StorageUnavailable, OSError) as error:
        mend = "Nothing you wrote was lost: go back in a minute and press Send again."
        raise Refused(503, "Your answer could not be stored just now.", mend, retry_after=60) from error
    house.wake(opened.programme.key, "forms")


def _page_sent() -> str:
    return request.form.get(PAGE, "")[:PAGE_LENGTH]


def _page(opened: _Opened, answers: Answers, errors: Mapping[str, str]) -> Response:
    speech = _speech(opened)
    return _spoken(
        speech,
        "form.html",
        422 if errors else 200,
        form=opened.form,
        controls=to_controls(opened.form, answers, errors, speech.say),
        errors=errors,
        page=(PAGE, _page_sent() or secrets.token_urlsafe(12)),
        action=url_for(request.endpoint or "", **(request.view_args or {}), **speech.kept),
        # Another page would not hold what was just written.
        languages=[] if errors else other_languages(request, opened.form, speech),
        programme_name=opened.programme.policy.name,
    )


def _speech(opened: _Opened) -> Speech:
    return speech_of(request, opened.form)


def _spoken(speech: Speech, template: str, code: int = 200, **shown: object) -> Response:
    """The page in that language."""
    words = {"language": speech.language, "direction": direction(speech.language), "say": speech.say}
    response = make_response(render_template(template, **shown, **words), code)
    response.headers["Content-Language"] = speech.language
    response.vary.add("Accept-Language")
    return response
