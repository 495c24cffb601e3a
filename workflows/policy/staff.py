"""Adults, what they do, and the rooms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """An adult of the school. `id` is the name used elsewhere in the file."""

    id: str
    """The short name that the rest of the file uses."""
    name: str
    """As the adult is called in mail."""
    email: str
    """Where the adult is reached."""
    language: str = "en"
    """Language of mail to the adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does what, by staff id. Deputies step in when nobody answers."""

    lead: str
    """The programme lead: decides, and gets the weekly report."""
    safeguarding_lead: str
    """Gets every concern at once."""
    safeguarding_deputy: str
    """Gets a concern nobody acknowledged in time."""
    head: str
    """Gets a concern that is still not acknowledged."""
    hosts: tuple[str, ...] = ()
    """Adults who host meetings; the lead when none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room where pairs meet. `email` is its own calendar, if the suite has one; `pairs` how many fit at once."""

    name: str
    """As pairs know the room."""
    email: str = ""
    """The room's own calendar, if the suite has one."""
    pairs: int = 1
    """How many pairs fit in at once."""
