"""What people see of the programme in their own Outlook."""

from __future__ import annotations

import json

from connectors.microsoft.event_body import KNOWN
from tests.connectors.contracts import Received, Standing
from tests.emulators.microsoft.calendar_part import Event, calendars
from tests.emulators.microsoft.mail_part import mailbox, parse
from tests.emulators.microsoft.world import World


def standing(world: World, address: str) -> list[Standing]:
    """Our meetings in this person's calendar, by start."""
    found = [_meeting(event) for event in calendars(world).standing(address)]
    return sorted(found, key=lambda meeting: meeting.starts_at)


def _meeting(event: Event) -> Standing:
    known = json.loads(event.properties[KNOWN])
    return Standing(
        key=known["key"],
        version=known["version"],
        title=event.shown["subject"],
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location=event.shown["location"]["displayName"],
    )


def delivered(world: World, address: str) -> list[Received]:
    """The mails that reached this person, oldest first."""
    return [_received(raw) for raw in mailbox(world).delivered(address)]


def _received(raw: bytes) -> Received:
    message = parse(raw)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text
    assert html
    return Received(
        to=tuple(one.addr_spec for one in message["To"].addresses),
        subject=str(message["Subject"]),
        text=text.get_content(),
        html=html.get_content(),
        headers={name.lower(): str(value) for name, value in message.items()},
    )
