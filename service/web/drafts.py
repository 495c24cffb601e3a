"""The draft as a picture, for the lead, and for a site's lead with codes for everybody elsewhere; and its proof."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request

from service.storage.view import Resident, SqlView
from service.web.errors import Refused
from service.web.house import the_house
from service.web.staff_door import own_programme, policy_in_force, signed_in
from workflows.policy import Policy
from workflows.view import View

drafts = Blueprint("drafts", __name__)

PAGE, PROOF = "/draft.svg", "/draft.json"
SVG, JSON = "image/svg+xml", "application/json"


@drafts.get(PAGE)
def show() -> Response:
    """How well everybody fits with everybody, and the pairs that the workbook drafts."""
    from service.matching.standing import picture_of_draft  # numeric libraries, only when asked for

    site = _site(signed_in().staff_id, own_programme(signed_in()).policy)
    drawn = _shown(lambda view, now, policy: picture_of_draft(view, now, policy, site or None))
    return Response(drawn, mimetype=SVG, headers={"Content-Disposition": "inline; filename=draft.svg"})


@drafts.get(PROOF)
def prove() -> Response:
    """The draft's certificate, for `nearpeer match --check`. It names everybody by id, so it is the lead's alone."""
    from service.matching.standing import certificate_of_draft  # as above

    if draft_sites(signed_in().staff_id, own_programme(signed_in()).policy) != ("",):
        raise _not_yours()
    made = _shown(lambda view, now, policy: json.dumps(certificate_of_draft(view, now, policy)))
    return Response(made, mimetype=JSON, headers={"Content-Disposition": "attachment; filename=draft.json"})


def _shown(make: Callable[[View, datetime, Policy], str]) -> str:
    """What is made of the programme as it stands, with what staff changed since its file. Raises `Refused` 404."""
    from service.matching.standing import CannotShowError  # as above

    session, house = signed_in(), the_house()
    policy = policy_in_force(session)
    with house.database.read() as connection:
        view = SqlView(connection, session.programme, Resident())
        try:
            return make(view, house.clock.now(), policy)
        except CannotShowError as cannot:
            raise Refused(404, str(cannot), cannot.mend) from cannot


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
        raise _not_yours()
    return asked


def _not_yours() -> Refused:
    return Refused(403, "The draft names pupils and is for the lead.", "Ask the programme's lead to show it to you.")
