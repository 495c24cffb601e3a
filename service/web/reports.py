"""The reports at the end of a stage, as pages for staff: the same words as the mail, taken from the mail itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, make_response, render_template
from sqlalchemy import select

from connectors.errors import Permanent
from service import codec
from service.delivery.papers import PDF, as_file
from service.storage.database import Database
from service.storage.tables import messages
from service.web.errors import Refused
from service.web.house import the_house
from service.web.sessions import Session
from service.web.staff_door import own_programme, signed_in
from workflows.effects import SendMail
from workflows.learning import PAGES, report_key
from workflows.policy import Policy
from workflows.text.blocks import Block, FormLink, PageLink

reports = Blueprint("reports", __name__, url_prefix=PAGES)


@reports.get("/<day>")
def show(day: str) -> Response:
    """The report of the stage that ended that day."""
    session, on = signed_in(), _date(day)
    mail, policy = _report(session, on), own_programme(session).policy
    page = render_template(
        "report.html",
        mail=mail,
        blocks=[(type(block).__name__, block, longest(block)) for block in _shown(mail)],
        day=on.isoformat(),
        others=[one for one in kept(the_house().database, policy) if one != on],
        programme=policy,
        session=session,
        staff_name=policy.staff_member(session.staff_id).name,
    )
    return make_response(page)


@reports.get("/<day>.pdf")
def paper(day: str) -> Response:
    """The same report as a paper."""
    mail = _report(signed_in(), _date(day))
    try:
        file = as_file(mail.attachments[0])
    except Permanent as missing:
        raise Refused(503, f"{missing}.", missing.mend) from missing
    return Response(file.content, mimetype=PDF, headers={"Content-Disposition": f"inline; filename={file.name}"})


def kept(database: Database, policy: Policy) -> Sequence[date]:
    """The days of the reports that are still kept, newest first."""
    days = {report_key(policy, on): on for on in policy.learning.stages}
    with database.read() as connection:
        held = messages.c.programme == policy.key, messages.c.key.in_(days), messages.c.payload.isnot(None)
        return sorted((days[key] for key in connection.scalars(select(messages.c.key).where(*held))), reverse=True)


def longest(block: Block) -> float:
    """The longest bar of a chart, against which the others are drawn; 1 where there is nothing to draw."""
    return max((value for _, value, _ in getattr(block, "bars", ())), default=0.0) or 1.0


def _shown(mail: SendMail) -> Sequence[Block]:
    return [block for block in mail.blocks if not isinstance(block, FormLink | PageLink)]


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise _missing() from None


def _report(session: Session, on: date) -> SendMail:
    """The mail of that day's report. Raises `Refused` 404."""
    key = report_key(own_programme(session).policy, on)
    with the_house().database.read() as connection:
        asked = select(messages.c.payload).where(messages.c.programme == session.programme, messages.c.key == key)
        payload = connection.scalar(asked)
    if payload is None:
        raise _missing()
    found: SendMail = codec.decode(SendMail, payload)
    return found


def _missing() -> Refused:
    return Refused(404, "There is no report of that day.", "Choose one on the status page; old ones are deleted.")
