"""Fault 39: every page and button of the staff's, for every role and for people of another school; and guessing.

See docs/faults.md.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from service.app import create_app
from service.storage import links, messages
from service.storage.aggregates import mapper
from service.storage.database import Database
from service.storage.links import Grant
from service.storage.messages import Post
from service.storage.tables import events, inbox
from service.storage.tables import messages as mails
from service.storage.tables import sessions as open_sessions
from service.web import sessions
from tests.service.web.conftest import database, empty_database
from tests.service.web.houses import NOW, ROLES, SmallHouse, csrf_of, signed_in_client, small_programme
from tests.service.web.test_concerns import CONCERN
from tests.service.web.test_reports import reported
from tests.service.web.test_status import held_mail, parked_event
from tests.workflows.matching.school import mentee, mentor
from workflows.policy import LearningPolicy, RecruitingPolicy, ReportPolicy
from workflows.state import Pair, PairStatus, Person

__all__ = ["database", "empty_database"]

pytestmark = pytest.mark.slow
SCHOOLS = ("oak", "elm")
STAGE = date(2026, 9, 7)
NOBODY = "nobody"
WHO = (*ROLES, NOBODY)
READERS = frozenset({"guard", "deputy", "head"})
EVERYBODY = frozenset(ROLES)
DRAFT_READERS = frozenset({"lead", "host"})  # the host leads a site here
PUBLIC = {
    *("front.show", "forms.show", "forms.send", "forms.sent", "health.healthz", "health.readyz", "health.metrics"),
    *("doors.signed", "doors.door", "calendars.feed", "sign_in.ask", "sign_in.exchange", "openapi.show", "static"),
}
"""Endpoints that ask for no session: open to all, or proved by a signature, a code or a token of their own."""

PAGES: Mapping[str, tuple[str, frozenset[str]]] = {
    "status.show": ("/status", EVERYBODY),
    "reports.show": ("/reports/{day}", EVERYBODY),
    "reports.paper": ("/reports/{day}.pdf", EVERYBODY),
    "posters.show": ("/poster.pdf", EVERYBODY),
    "drafts.show": ("/draft.svg", DRAFT_READERS),
    "drafts.prove": ("/draft.json", frozenset({"lead"})),
    "concerns.show": ("/concerns/c-{school}", READERS),
}
"""Endpoint of a page -> its address for a school's own thing, and who of that school may see it."""
BUTTONS: Mapping[str, tuple[str, str, frozenset[str]]] = {
    "status.replay": ("/status/replay", "event:{number}", EVERYBODY),
    "status.drop": ("/status/drop", "event:{number}", EVERYBODY),
    "status.release": ("/status/release", "held/{school}", EVERYBODY),
    "concerns.acknowledge": ("/concerns/c-{school}", "", READERS),
    "sign_in.leave": ("/sign-out", "", EVERYBODY),
}
"""Endpoint of a button -> its address, the item that it names, and whom it obeys."""


@pytest.fixture
def district(tmp_path: Path, database: Database) -> Iterator[SmallHouse]:
    """Two schools alike, each with one of everything."""
    programmes = {}
    for key in SCHOOLS:
        plain = small_programme(tmp_path, key)
        reports = ReportPolicy(site_leads={f"site of {key}": "host"})
        learning = LearningPolicy(on=True, stages=(STAGE,))
        policy = replace(plain.policy, goal=f"The goal of {key}", reports=reports, learning=learning)
        policy = replace(policy, recruiting=RecruitingPolicy(on=True))
        programmes[key] = replace(plain, policy=policy)
    house = SmallHouse(programmes=programmes, database=database)
    for key in SCHOOLS:
        furnish(house, key)
    yield house
    house.inbox.close()


def furnish(house: SmallHouse, key: str) -> None:
    """Give a school a concern, a parked event, a held mail, a report and a draft, all of which say its name."""
    parked_event(house.database, f"late {key}", f"Too many tries at {key}.", key)
    held = replace(held_mail(f"held/{key}"), subject=f"About a pupil of {key}")
    posts = [Post(mail=mail, due_at=NOW) for mail in (held, reported(house.programmes[key].policy))]
    people = [*mentor(f"Ann{key}"), *mentee(f"Ben{key}")]
    pair = Pair(id=f"pair-{key}", mentor_id=f"ann{key}", mentee_id=f"ben{key}", status=PairStatus.DRAFT)
    with house.database.write() as connection:
        messages.post(connection, key, posts, NOW)
        at_site = [replace(one, site=f"site of {key}") if isinstance(one, Person) else one for one in people]
        for value in (*at_site, pair, replace(CONCERN, id=f"c-{key}", text=f"Bullied at {key}")):
            found = mapper(type(value))
            connection.execute(found.save(on_sqlite=True), [found.to_row(key, value)])


def visitor(house: SmallHouse, who: str, school: str) -> FlaskClient:
    """Somebody's browser, signed in unless it is nobody's."""
    return house.client() if who == NOBODY else signed_in_client(house, who, school)


def standing(house: SmallHouse, school: str) -> list[object]:
    """Everything of that school that a button can change."""
    held: list[object] = [one for one in house.submitted if one[0] == school]
    with house.database.read() as connection:
        for table in (events, mails, inbox):
            asked = select(table).where(table.c.programme == school)
            held += [tuple(row) for row in connection.execute(asked.order_by(*table.primary_key))]
    return held


def test_matrix_has_every_page_and_button(district: SmallHouse) -> None:
    endpoints = {rule.endpoint for rule in create_app(district).url_map.iter_rules()}
    assert endpoints - PUBLIC == PAGES.keys() | BUTTONS.keys()


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("endpoint", PAGES)
def test_fault_39_page_is_for_its_readers_and_of_their_own_school(
    district: SmallHouse, endpoint: str, who: str, school: str
) -> None:
    address, readers = PAGES[endpoint]
    other = SCHOOLS[1 - SCHOOLS.index(school)]
    for owner in SCHOOLS:
        answer = visitor(district, who, school).get(address.format(day=STAGE, school=owner))
        allowed = who in readers and school == (owner if "{school}" in address else school)
        assert (owner, answer.status_code) == (owner, 200 if allowed else 401 if who == NOBODY else answer.status_code)
        assert allowed or answer.status_code in {401, 403, 404}
        shown = answer.data.decode("latin-1")
        assert [words for words in ("at {}", "of {}", "{}.example", "Ann{}") if words.format(other) in shown] == []


def number_of(house: SmallHouse, school: str) -> object:
    """The number of that school's parked event."""
    with house.database.read() as connection:
        return connection.scalar(select(events.c.id).where(events.c.programme == school))


@pytest.mark.parametrize("owner", SCHOOLS)
@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("endpoint", BUTTONS)
def test_fault_39_button_obeys_its_people_and_for_their_own_school(
    district: SmallHouse, endpoint: str, who: str, school: str, owner: str
) -> None:
    address, item, obeyed = BUTTONS[endpoint]
    path = address.format(school=owner)
    sent = {"item": item.format(school=owner, number=number_of(district, owner))} if item else {}
    before = {key: standing(district, key) for key in SCHOOLS}
    client, token = visitor(district, who, school), csrf_of(visitor(district, "lead", owner), district)
    for refused in (client.get(path, query_string=sent), client.post(path, data={**sent, "csrf": token})):
        assert refused.status_code in {200, 401, 403, 404, 405}
    assert {key: standing(district, key) for key in SCHOOLS} == before
    client.post(path, data={**sent, "csrf": csrf_of(client, district)})
    changed = [key for key in SCHOOLS if standing(district, key) != before[key]]
    does = who in obeyed and school == owner and endpoint != "sign_in.leave"
    assert changed == ([owner] if does else [])


@pytest.mark.parametrize("who", WHO)
def test_fault_39_sign_out_ends_only_ones_own_session(district: SmallHouse, who: str) -> None:
    for school in SCHOOLS:
        signed_in_client(district, "lead", school)
    client = visitor(district, who, "oak")
    client.post("/sign-out", data={"csrf": csrf_of(client, district)})
    assert client.get("/status").status_code == 401
    with district.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(open_sessions)) == len(SCHOOLS)


GUESSING_SECONDS = 10.0
LINKS = 50


def guesses(real: list[str]) -> Iterator[str]:
    """Random tokens, and what lies near the real ones: a letter changed, cut or added, and their hashes."""
    while True:
        for token in real:
            place, letter = secrets.randbelow(len(token)), secrets.choice("Aa0_-")
            if (near := token[:place] + letter + token[place + 1 :]) != token:
                yield near
            yield from (token[:-1], f"{token}=", token.swapcase(), sessions.hashed(token))
            yield from (secrets.token_urlsafe(32) for _ in range(5))


def test_fault_39_no_guess_opens_anything(database: Database) -> None:
    with database.write() as connection:
        real = [
            links.issue(connection, Grant("oak", "lead", "/status"), random=secrets.token_bytes(32), now=NOW)
            for _ in range(LINKS)
        ]
        names = [sessions.begin(connection, programme="oak", staff_id="lead", now=NOW) for _ in range(LINKS)]
    ends_at, made, hits = time.process_time() + GUESSING_SECONDS, 0, list[str]()
    guess = zip(guesses(real), guesses(names), strict=False)
    while time.process_time() < ends_at:
        with database.write() as connection:
            for token, _ in (pair for pair, _ in zip(guess, range(100), strict=False)):
                hits += [token] if links.redeem(connection, token, NOW) else []
        hits += [name for (_, name), _ in zip(guess, range(100), strict=False) if sessions.find(database, name, NOW)]
        made += 200
    print(made, "guesses")
    with database.write() as connection:
        assert all(links.redeem(connection, token, NOW) for token in real)
    assert all(sessions.find(database, name, NOW) for name in names)
    assert (hits, made > 1_000) == ([], True)
