"""A real house for the web's tests: a real database, inbox and local forms over a temporary folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from connectors.local.files import Disk
from connectors.local.forms import LocalForms
from connectors.ports import Delivery, FormDefinition, Question, QuestionKind, Suite, WebhookVerifier
from service.app import create_app
from service.clock import SteppingClock
from service.intake.inbox import Inbox
from service.programme import Programme
from service.storage.aggregates import mapper
from service.storage.database import Database
from service.storage.links import Grant, issue
from service.web import sessions
from service.web.demo_room import Demo
from workflows.events import Event
from workflows.forms import standard_forms
from workflows.policy import Policy, Roles, StaffMember
from workflows.school import Period, SchoolCalendar, Term
from workflows.state import Entity

NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
BASE = "http://localhost"
ROLES = ("lead", "guard", "deputy", "head", "host")


def small_policy(key: str = "oak") -> Policy:
    """A school with one adult for each role."""
    school = SchoolCalendar(
        zone="Europe/London",
        terms=(Term(name="autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),),
        periods={"Lunch": Period(starts=time(12, 30), ends=time(13, 10))},
        slots=("Tue/Lunch", "Thu/Lunch"),
    )
    staff = tuple(StaffMember(id=r, name=f"{r.title()} Adult", email=f"{r}@{key}.example") for r in ROLES)
    roles = Roles(lead="lead", safeguarding_lead="guard", safeguarding_deputy="deputy", head="head", hosts=("host",))
    return Policy(key=key, name=f"Mentoring at {key.title()}", school=school, staff=staff, roles=roles)


def form_definitions(policy: Policy) -> list[FormDefinition]:
    """The standard forms as a suite takes them."""
    return [
        FormDefinition(
            kind=form.kind,
            title=form.title,
            description=form.description,
            identity=form.identity,
            questions=tuple(
                Question(
                    key=asked.key,
                    title=asked.title,
                    kind=QuestionKind(asked.kind.value),
                    required=asked.required,
                    options=asked.options,
                    help=asked.help,
                )
                for asked in form.fields
            ),
        )
        for form in standard_forms(policy)
    ]


def small_programme(
    folder: Path, key: str = "oak", verifiers: Mapping[str, WebhookVerifier] | None = None, calendar: object = None
) -> Programme:
    """A programme whose forms are real; the other ports are not asked by the web."""
    policy = small_policy(key)
    desk = LocalForms(folder / key / "forms", BASE, Disk(durable=False))
    desk.ensure(form_definitions(policy))
    absent = cast("Any", None)
    suite = Suite(
        name="local",
        forms=desk,
        table=absent,
        calendar=cast("Any", calendar),
        mailer=absent,
        subscriptions=absent,
        probe=absent,
        verifiers=verifiers or {},
    )
    return Programme(policy=policy, suite=suite, base_url=BASE, secret=f"the secret of {key}, for tests only".encode())


@dataclass
class SmallHouse:
    """A house that remembers what it was asked for."""

    programmes: Mapping[str, Programme]
    database: Database
    clock: SteppingClock = field(default_factory=lambda: SteppingClock(NOW))
    wall_clock: SteppingClock = field(default_factory=lambda: SteppingClock(NOW))
    base_url: str = BASE
    secret: bytes = b"the secret of the house, for tests only"
    demo: Demo | None = None
    beat: datetime | None = NOW
    opened_at: datetime = NOW
    woken: list[tuple[str, str]] = field(default_factory=list)
    submitted: list[tuple[str, Event, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.database)

    def record(self, programme: str, deliveries: Sequence[Delivery]) -> None:
        """See `House.record`."""
        self.inbox.record(programme, deliveries)

    def wake(self, programme: str, source: str = "") -> None:
        """See `House.wake`."""
        self.woken.append((programme, source))

    def submit(self, programme: str, event: Event, identity: str) -> None:
        """See `House.submit`."""
        self.submitted.append((programme, event, identity))

    def beat_at(self) -> datetime | None:
        """See `House.beat_at`."""
        return self.beat

    def client(self) -> FlaskClient:
        """Somebody's browser, signed in as nobody."""
        return create_app(self).test_client()

    def pass_time(self, length: timedelta) -> None:
        """Let real time pass."""
        self.wall_clock.move_to(self.wall_clock.now() + length)


def save(house: SmallHouse, *values: Entity) -> None:
    """Put these among what the workflows know."""
    with house.database.write() as connection:
        for value in values:
            found = mapper(type(value))
            connection.execute(found.save(on_sqlite=True), [found.to_row("oak", value)])


def sign_in_link(house: SmallHouse, staff_id: str, *, programme: str = "oak", path: str = "/status") -> str:
    """A fresh one-time token."""
    with house.database.write() as connection:
        random = f"{staff_id}{path}{programme}".encode().ljust(32, b"!")
        return issue(connection, Grant(programme, staff_id, path), random=random, now=house.clock.now())


def signed_in_client(house: SmallHouse, staff_id: str, programme: str = "oak") -> FlaskClient:
    """A browser in which this person is signed in."""
    client = house.client()
    with house.database.write() as connection:
        name = sessions.begin(connection, programme=programme, staff_id=staff_id, now=house.wall_clock.now())
    client.set_cookie("nearpeer", name)
    return client


def csrf_of(client: FlaskClient, house: SmallHouse) -> str:
    """The token that the signed-in browser's pages carry."""
    cookie = client.get_cookie("nearpeer")
    found = sessions.find(house.database, cookie.value if cookie else "", house.wall_clock.now())
    return found.csrf_token if found else ""


def press(client: FlaskClient, house: SmallHouse, path: str, **sent: str) -> TestResponse:
    """Press a button of a staff page."""
    return client.post(path, data={"csrf": csrf_of(client, house), **sent})
