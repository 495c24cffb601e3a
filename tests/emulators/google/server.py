"""The HTTP door of the emulated Google: `GATEWAY/HOST/PATH`, as a school's own gateway would forward it."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.emulators.google import discovery
from tests.emulators.google.drive_handlers import HANDLERS
from tests.emulators.google.faults import Fault, Kind
from tests.emulators.google.handlers import Request
from tests.emulators.google.identity import TokenRefused
from tests.emulators.google.refused import NEW_SHAPE, Refused
from tests.emulators.google.world import Call, World

LOOKED_AT = 50  # items of a list in which our own answers are checked


class Dropped(Exception):  # noqa: N818 -- what happens to the line, not an error of the emulator
    """The connection closes without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Google:
    """Answers requests in one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """The answer to one request. Raises `Dropped`."""
        parts = urlsplit(target)
        _, host, path = parts.path.split("/", 2)
        query = parse_qs(parts.query, keep_blank_values=True)
        if "x-http-method-override" in headers:
            verb, query = headers["x-http-method-override"], parse_qs(body.decode(), keep_blank_values=True)
            body = b""
        try:
            if (public := self._public(host, "/" + path, body)) is not None:
                return _json(200, public)
            return self._api(host, discovery.find(host, verb, "/" + path), query, headers, body)
        except TokenRefused as refusal:
            return Answer(status=400, body=refusal.body(), headers={"Content-Type": "application/json"})
        except Refused as refusal:
            return _refusal(refusal, host)

    def _public(self, host: str, path: str, body: bytes) -> dict[str, Any] | None:
        """What needs no token: signing in, signing for keyless delegation, and the keys of pushes."""
        with self.world.lock:
            identities = self.world.identities
            if (host, path) == ("oauth2.googleapis.com", "/token"):
                form = {name: texts[0] for name, texts in parse_qs(body.decode()).items()}
                return identities.token(form, self.world.now)
            if host == "iamcredentials.googleapis.com" and path.endswith(":signJwt"):
                return {"keyId": "robot", "signedJwt": identities.sign_jwt(json.loads(body)["payload"])}
            if host == "iamcredentials.googleapis.com" and path.endswith(":generateAccessToken"):
                return identities.keyless(frozenset(json.loads(body)["scope"]), self.world.now)
            if (host, path) == ("www.googleapis.com", "/oauth2/v1/certs"):
                return dict(identities.certificates())
        return None

    def _api(
        self,
        host: str,
        found: tuple[discovery.Method, Mapping[str, str]],
        query: Mapping[str, list[str]],
        headers: Mapping[str, str],
        body: bytes,
    ) -> Answer:
        method, path = found
        fault = self.world.faults.take(method.name)
        executed, status = 0, 0
        try:
            if fault and fault.kind is Kind.DELAY:
                time.sleep(fault.seconds)
            if fault and fault.kind is Kind.DROP_BEFORE:
                raise Dropped
            if fault and fault.kind is Kind.REFUSE:
                raise fault.refusal or Refused(503, "backendError", "The service is currently unavailable.")
            with self.world.lock:
                answer = self._execute(method, discovery.check_query(method, query, path), headers, body)
                executed = 1
                if fault and fault.kind is Kind.DUPLICATE:
                    executed += self._again(method, discovery.check_query(method, query, path), headers, body)
            if fault and fault.kind is Kind.DROP_AFTER:
                raise Dropped
            status = 200
            return _json(200, answer)
        except Refused as refusal:
            status = refusal.status
            return _refusal(refusal, host)
        finally:
            self._note(method.name, status, executed, fault)

    def _execute(
        self, method: discovery.Method, asked: Mapping[str, Any], headers: Mapping[str, str], body: bytes
    ) -> dict[str, Any]:
        world = self.world
        grant = world.identities.grant(headers.get("authorization", ""), world.now)
        if method.scopes and not method.scopes & grant.scopes:
            reason = {True: "ACCESS_TOKEN_SCOPE_INSUFFICIENT", False: "insufficientPermissions"}
            raise Refused(403, reason[method.host in NEW_SHAPE], "Request had insufficient authentication scopes.")
        content = discovery.check_body(method, body)
        mask = discovery.read_mask(asked["fields"]) if "fields" in asked else None
        if mask and method.response:
            discovery.check_mask(mask, {"$ref": method.response}, method.schemas)
        world.spend(method.name)
        for act in world.meanwhile.pop(method.name, ()):
            act()
        if method.name not in HANDLERS:
            raise Refused(501, "", f"{method.name} is not modelled")
        request = Request(asked=asked, body=content, headers=headers, subject=grant.subject)
        answer = HANDLERS[method.name](world, request)
        if method.response:
            discovery.check_value(_part(answer), {"$ref": method.response}, method.schemas, "our own answer")
        masked: dict[str, Any] = discovery.apply_mask(answer, mask)
        return masked

    def _again(
        self, method: discovery.Method, asked: Mapping[str, Any], headers: Mapping[str, str], body: bytes
    ) -> int:
        """Something on the way sent the request twice; the second answer is seen by nobody."""
        try:
            self._execute(method, asked, headers, body)
        except Refused:
            return 0
        return 1

    def _note(self, method: str, status: int, executed: int, fault: Fault | None) -> None:
        kind = fault.kind.value if fault else ""
        call = Call(at=self.world.now, method=method, status=status, executed=executed, fault=kind)
        self.world.ledger.append(call)


def _part(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with the beginning of its long lists, whose items are all made alike."""
    return {name: value[:LOOKED_AT] if isinstance(value, list) else value for name, value in answer.items()}


def _json(status: int, body: object) -> Answer:
    content = json.dumps(body).encode()
    return Answer(status=status, body=content, headers={"Content-Type": "application/json; charset=UTF-8"})


def _refusal(refusal: Refused, host: str) -> Answer:
    headers = {"Content-Type": "application/json; charset=UTF-8", **refusal.headers}
    return Answer(status=refusal.status, body=refusal.body(host), headers=headers)


@contextmanager
def serving(world: World) -> Iterator[str]:
    """The world behind a port of this machine; gives the gateway's address."""
    google = Google(world)

    class Handler(_Handler):
        world_door = google

    server = _Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """Keeps what went wrong in the emulator itself, so that a test can see it."""

    daemon_threads = True
    RequestHandlerClass: type[_Handler]

    def handle_error(self, request: object, client_address: object) -> None:
        """Note the error; lines that the client closed are none."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, ConnectionError):
            self.RequestHandlerClass.world_door.world.crashes.append(repr(fault))


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    world_door: Google

    def _do(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): text for name, text in self.headers.items()}
        try:
            answer = self.world_door.answer(self.command, self.path, headers, body)
        except Dropped:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(answer.status)
        self.send_header("Date", format_datetime(self.world_door.world.now, usegmt=True))
        for name, text in answer.headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do  # noqa: N815 -- the base class names them so

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
