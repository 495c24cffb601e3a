"""Calendar feeds: a person's meetings as iCalendar, at an address that only its holder knows. Read only."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Blueprint, Response

from service import codes
from service.web.errors import Refused
from service.web.house import CalendarFeed, House, the_house

FORM = "calendar feed"
"""What a feed's code is signed for, so that no form's code opens a calendar."""

calendars = Blueprint("calendars", __name__)


def feed_url(house: House, programme: str, address: str) -> str:
    """The address of somebody's feed. It never changes, and stops working when the programme's secret does."""
    code = codes.sign(house.programmes[programme].secret, FORM, {"address": address, "programme": programme})
    return f"{house.base_url}/calendars/{urlsafe_b64encode(code.encode()).decode()}.ics"


@calendars.get("/calendars/<token>.ics")
def feed(token: str) -> Response:
    """The calendar. Every wrong address gets the same answer."""
    code = _code(token)
    for key, programme in the_house().programmes.items():
        proved = codes.read(programme.secret, FORM, code)
        calendar = programme.suite.calendar
        if proved is None or proved.get("programme") != key or not isinstance(calendar, CalendarFeed):
            continue
        text = calendar.feed(proved.get("address", ""))
        if text is not None:
            return Response(text, content_type="text/calendar; charset=utf-8")
    raise Refused(404, "There is no calendar at this address.", "Use the newest address from your mail.")


def _code(token: str) -> str:
    """The code in an address, where percent signs would not survive; "" when there is none."""
    try:
        return urlsafe_b64decode(token.encode("ascii")).decode("ascii")
    except ValueError:  # not ASCII, not base64
        return ""
