"""The draft as a picture, for the lead, and for a site's lead with codes for everybody elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.storage.view import Resident, SqlView
from service.web.errors import Refused
from service.web.house import the_house
from service.web.staff_door import own_programme, signed_in
from workflows.policy import Policy

drafts = Blueprint("drafts", __name__)

PAGE = "/draft.svg"
SVG = "image/svg+xml"


@drafts.get(PAGE)
def show() -> Response:
    """How well everybody fits with everybody, and the pairs that the workbook drafts."""
    from service.matching.standing import CannotDrawError, picture_of_draft  # numeric libraries, only when asked for

    session, house = signed_in(), the_house()
    policy = own_programme(session).policy
    site = _site(session.staff_id, policy)
    with house.database.read() as connection:
        view = SqlView(connection, session.programme, Resident())
        try:
            drawn = picture_of_draft(view, house.clock.now(), policy, site or None)
        except CannotDrawError as cannot:
            raise Refused(404, str(cannot), cannot.mend) from cannot
    return Response(drawn, mimetype=SVG, headers={"Content-Disposition": "inline; filename=draft.svg"})


def draft_sites(staff_id: str, policy: Policy) -> tuple[str, ...]:
    """The sites whose pupils this person sees by name; one empty name stands for all of them."""
    if staff_id == policy.roles.lead:
        return ("",)
    return tuple(sorted(site for site, lead in policy.reports.site_leads.items() if lead == staff_id))


def _site(staff_id: str, policy: Policy) -> str:
    """The site asked for, among those this person sees. Raises `Refused` 403."""
    seen = draft_sites(staff_id, policy)
    asked = request.args.get("site", seen[0] if seen else "")
    if asked not in seen:
        raise Refused(403, "The draft names pupils and is for the lead.", "Ask the programme's lead to show it to you.")
    return asked
