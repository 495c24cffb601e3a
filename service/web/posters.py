"""The poster for the school's walls, as a paper for staff."""

from __future__ import annotations

from flask import Blueprint, Response

from connectors.errors import Permanent
from service.delivery.papers import PDF, pdf
from service.web.errors import Refused
from service.web.staff_door import own_programme, policy_in_force, signed_in
from workflows.recruiting.poster import PAGE, poster

posters = Blueprint("posters", __name__)


@posters.get(PAGE)
def show() -> Response:
    """The poster with the addresses of this school's forms."""
    programme, policy = own_programme(signed_in()), policy_in_force(signed_in())
    if not policy.recruiting.on:
        mend = "Switch recruiting on in the programme, or give pupils the addresses on the front page."
        raise Refused(404, "There is no poster: this programme does not call for volunteers.", mend)
    try:
        made = pdf(poster(policy, lambda form: programme.suite.forms.link(form, {})))
    except Permanent as missing:
        raise Refused(503, f"{missing}.", missing.mend) from missing
    return Response(made, mimetype=PDF, headers={"Content-Disposition": "inline; filename=poster.pdf"})
