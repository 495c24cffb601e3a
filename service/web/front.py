"""The front door: the forms that anybody of the school may open."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from connectors.ports import FormDefinition
from service.programme import Programme
from service.web.forms import CODE
from service.web.house import FormDesk, the_house
from workflows.forms import CONCERN, MENTEE, MENTOR

OPEN = (MENTOR, MENTEE, CONCERN)

front = Blueprint("front", __name__)


@front.get("/")
def show() -> BaseResponse:
    """The demo's page in a demo; otherwise the open forms of every programme."""
    house = the_house()
    if house.demo:
        return redirect(url_for("demo.show"), 302)
    programmes = [(programme, open_forms(programme)) for programme in house.programmes.values()]
    return _page(programmes)


def _page(programmes: list[tuple[Programme, list[FormDefinition]]]) -> Response:
    return make_response(render_template("front.html", programmes=programmes, one=len(programmes) == 1))


def open_forms(programme: Programme) -> list[FormDefinition]:
    """Forms of this programme that need no personal link; none when the suite shows its own."""
    desk = programme.suite.forms
    if not isinstance(desk, FormDesk):
        return []
    found = (desk.definition(kind) for kind in OPEN)
    return [form for form in found if form is not None and CODE not in {q.key for q in form.questions}]
