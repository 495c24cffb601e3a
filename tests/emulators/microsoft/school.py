"""A school on the emulated Microsoft 365, with the settings its administrator would write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from connectors.microsoft.client import Door
from connectors.microsoft.loop import end_loop
from connectors.microsoft.settings import MicrosoftSettings, read_settings
from tests.emulators.microsoft.identity import CLIENT, SECRET, TENANT
from tests.emulators.microsoft.server import serving
from tests.emulators.microsoft.world import MAILBOX, World

DRIVE = "b!TheDriveOfTheSite"
BOOK = "01THEWORKBOOKOFTHESCHOOL"
SITE = "school.sharepoint.example,11111111-0000-0000-0000-000000000001,22222222-0000-0000-0000-000000000002"
NOTIFY = "https://mentoring.school.example/hooks/microsoft/oak"
NOTIFY_SECRET = "the-secret-that-notifications-carry-back"
FLOW_SECRET = "the-secret-that-the-flow-puts-in-its-header"


@dataclass(slots=True, kw_only=True)
class School:
    """One world behind one address; `extra` are settings on top of the plain ones."""

    world: World
    gateway: str
    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    def settings(self) -> dict[str, str]:
        """What stands in the programme's file."""
        plain = {
            "tenant_id": TENANT,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "mailbox": MAILBOX,
            "from_name": "Peer mentoring",
            "drive_id": DRIVE,
            "workbook_id": BOOK,
            "site_id": SITE,
            "api_endpoint": self.gateway,
            "timeout_seconds": "60",
        }
        return {**plain, **self.extra}

    def read(self) -> MicrosoftSettings:
        """The settings as the suite reads them."""
        return read_settings(self.settings())

    def door(self) -> Door:
        """The door to Graph, as a process that starts opens it; dated by the world's clock."""
        return Door(self.read(), now=lambda: self.world.now)


@contextmanager
def school(folder: Path) -> Iterator[School]:
    """A school with nothing in it yet."""
    world = World()
    with serving(world) as gateway:
        yield School(world=world, gateway=gateway, folder=folder)
        end_loop()
