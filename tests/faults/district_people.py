"""The people of a district: they reach it by HTTP only, over whichever web process answers, and try again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from itertools import count
from random import Random
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from standardwebhooks import Webhook

from connectors.ports import FormDefinition
from service.simulate.driver import Step, Stepped
from service.simulate.on_disk import FolderOutside
from service.simulate.outside import Answers
from service.simulate.run import World
from tests.faults.district_child import Place, webhook_key

PATIENCE = 240.0
AGAIN = 0.2
VISITS = 3
OK, SEE_OTHER, ACCEPTED, TOO_MANY, TROUBLE = 200, 303, 202, 429, 500
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
NOTHING: Mapping[str, str] = {}
FORM = {"content-type": "application/x-www-form-urlencoded"}
TOLD_BY = ("email", "code", "text", "decision", "outcome", "agree", "confirm")
"""The questions by which an answer on file is known again."""


class Unreachable(Exception):  # noqa: N818 -- what people see, not a mistake of theirs
    """No web process answered for a long time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(kw_only=True)
class Browser:
    """One school's way to the web processes. `ports` are all that there are; any may be away."""

    ports: Sequence[int]
    address: str  # every school has its own: the service limits how often one address may post
    random: Random
    tries: int = 0

    def ask(self, method: str, path: str, body: str = "", headers: Mapping[str, str] = NOTHING) -> Reply:
        """The first answer that says more than "try again". Raises `Unreachable`."""
        end_at = time.monotonic() + PATIENCE
        while time.monotonic() < end_at:
            self.tries += 1
            reply = self._once(method, path, body, headers)
            if reply is not None and reply.status != TOO_MANY and reply.status < TROUBLE:
                return reply
            time.sleep(AGAIN)
        raise Unreachable(path)

    def _once(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Reply | None:
        line = HTTPConnection("127.0.0.1", self.random.choice(self.ports), timeout=20, source_address=(self.address, 0))
        try:
            line.request(method, path, body.encode() or None, dict(headers))
            answer = line.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace"))
        except (OSError, HTTPException):
            return None
        finally:
            line.close()


@dataclass(kw_only=True)
class WebDesk:
    """A `FormDesk` that is the web page itself. `taken` is what the service said it has."""

    programme: str
    browser: Browser
    taken: list[tuple[str, Answers]] = field(default_factory=list)

    def definition(self, kind: str) -> FormDefinition | None:
        """Nobody outside asks for it."""
        raise NotImplementedError(kind)

    def check(self, kind: str, answers: Answers) -> Mapping[str, str]:
        """The page does."""
        raise NotImplementedError(kind)

    def submit(self, kind: str, answers: Answers, *, now: datetime, once: str = "") -> object:
        """Send the form until the service says that it has it."""
        del now  # the service has the clock
        page = once or f"{self.programme}-{len(self.taken)}"
        body = urlencode([("_page", page), *((key, value) for key, values in answers.items() for value in values)])
        reply = self.browser.ask("POST", f"/p/{self.programme}/forms/{kind}", body, FORM)
        if reply.status != SEE_OTHER:
            raise ValueError(f"the form {kind} was answered with {reply.status}: {reply.body[:500]}")
        self.taken.append((kind, answers))
        return None


@dataclass(kw_only=True)
class BusyOutside(FolderOutside):
    """A school whose lead opens the workbook every third day only: opening it is what costs most of a month."""

    calls: int = 0

    def open_book(self) -> bool:
        """See `Outside.open_book`."""
        self.calls += 1
        return self.calls % VISITS == 1 and super().open_book()


@dataclass(kw_only=True)
class Notifier:
    """A `Driver` for one school that only tells the web what happened; the workers do the work by themselves."""

    programme: str
    browser: Browser
    numbers: Iterator[int] = field(default_factory=count)

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        for source in step.look_at:
            self._tell(source)
        for token in step.clicked:
            self._take_in_hand(token)
        return Stepped(next_due=None, mailed=None)

    def close(self) -> None:
        """See `Driver.close`."""

    def _tell(self, source: str) -> None:
        """A signed notification, as a script in the school's account sends it."""
        at, name, body = datetime.now(UTC), f"msg_{self.programme}_{next(self.numbers)}", '{"type":"changed"}'
        signature = Webhook(webhook_key(self.programme)).sign(name, at, body)
        headers = {"webhook-id": name, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}
        self.browser.ask("POST", f"/hooks/signed/{source}", body, {**headers, "content-type": "application/json"})

    def _take_in_hand(self, token: str) -> None:
        """Follow the link of an alert. A link whose answer got lost is spent; the next alert brings another."""
        reply = self.browser.ask("POST", "/sign-in", urlencode({"token": token}), FORM)
        if reply.status != SEE_OTHER:
            return
        headers = {"cookie": reply.headers["Set-Cookie"].partition(";")[0]}
        path = urlsplit(reply.headers["Location"]).path
        page = self.browser.ask("GET", path, headers=headers)
        token_of_page = CSRF.findall(page.body)
        if page.status == OK and token_of_page and path.startswith("/concerns/"):
            self.browser.ask("POST", path, urlencode({"csrf": token_of_page[-1]}), {**headers, **FORM})


class Speaks(Protocol):
    """Has a desk that counts what was taken."""

    @property
    def taken(self) -> Sequence[tuple[str, Answers]]:
        """What the service said it has."""


def world_of(place: Place, number: int, ports: Sequence[int]) -> tuple[World, WebDesk]:
    """The people of one school, and their way to its forms."""
    school, random = place.school(number), Random(place.seed * 1_000 + number)
    browser = Browser(ports=ports, address=f"127.0.1.{number + 1}", random=Random(number))
    desk = WebDesk(programme=school.policy.key, browser=browser)
    outside = BusyOutside(out=place.folder(number), forms=desk, random=random)
    driver = Notifier(programme=school.policy.key, browser=browser)
    plan = place.plan(number)
    world = World(plan=plan, school=school, outside=outside, driver=driver, random=random, revive=lambda: None)
    # In a short month too, most of it is to be lived by people who are known.
    world.pupils.applied_within = min(world.pupils.applied_within, timedelta(days=max(0.5, place.days / 4)))
    world.begin()
    return world, desk


def missing(place: Place, number: int, desk: Speaks) -> list[str]:
    """Answers that the service said it has, and that are not on file."""
    on_file: dict[str, set[tuple[str, ...]]] = {}
    for path in (place.folder(number) / "forms").glob("*.jsonl"):
        lines = (json.loads(line)["answers"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        on_file[path.stem] = {_known_by(answers) for answers in lines}
    return [
        f"{kind}: {_known_by(answers)}"
        for kind, answers in desk.taken
        if _known_by(answers) not in on_file.get(kind, ())
    ]


def _known_by(answers: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(value for key in TOLD_BY for value in answers.get(key, ()))
