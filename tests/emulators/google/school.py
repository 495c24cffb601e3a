"""A school on the emulated Google, with the settings its administrator would write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from connectors.google.suite import open_suite
from connectors.ports import Suite
from tests.emulators.google.identity import PUSH_ACCOUNT
from tests.emulators.google.server import serving
from tests.emulators.google.sheets_model import Book
from tests.emulators.google.world import ROBOT, World

BOOK = "1BookOfTheSchool"
TOPIC = "projects/school-project/topics/nearpeer"
QUEUE = "projects/school-project/subscriptions/nearpeer"
PUSH_URL = "https://mentoring.school.example/hooks/google-forms/oak"


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
            "credentials_file": str(self.folder / "key.json"),
            "subject": ROBOT,
            "from_name": "Peer mentoring",
            "spreadsheet_id": BOOK,
            "create_forms": "yes",
            "api_endpoint": self.gateway,
            "timeout_seconds": "20",
        }
        return {**plain, **self.extra}

    def open(self) -> Suite:
        """The suite as a process that starts opens it."""
        return open_suite(self.settings(), now=lambda: self.world.now)

    def pushed(self) -> dict[str, str]:
        """Settings with which Pub/Sub pushes to the school's public address."""
        named = {"pubsub_topic": TOPIC, "pubsub_subscription": QUEUE}
        return {**named, "push_endpoint": PUSH_URL, "push_service_account": PUSH_ACCOUNT}

    def pulled(self) -> dict[str, str]:
        """Settings with which notifications are fetched."""
        return {"pubsub_topic": TOPIC, "pubsub_subscription": QUEUE}


@contextmanager
def school(folder: Path) -> Iterator[School]:
    """A school with an empty workbook, an empty calendar and no forms."""
    world = World()
    world.workbooks.books[BOOK] = Book(book_id=BOOK)
    world.queues.topics.add(TOPIC)
    (folder / "key.json").write_text(json.dumps(world.identities.key_file()), encoding="utf-8")
    with serving(world) as gateway:
        yield School(world=world, gateway=gateway, folder=folder)
