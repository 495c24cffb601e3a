"""The HTTP door of the emulated Google: `GATEWAY/HOST/PATH`, as a school's own gateway would forward it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.emulators import line
from tests.emulators.google import discovery
from tests.emulators.google.drive_handlers import HANDLERS
from tests.emulators.google.faults import RANDOM_REFUSALS, Fault, Kind
from tests.emulators.google.handlers import Request
from tests.emulators.google.identity import TokenRefused
from tests.emulators.google.refused import NEW_SHAPE, Refused
from tests.emulators.google.world import Call, World
from tests.emulators.line import Dropped, Sent

LOOKED_AT = 50  # items of a list in which our own answers are checked


class Google:
    """Answers requests in one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Sent:
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
            return Sent(status=400, body=refusal.body(), headers={"Content-Type": "application/json"})
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
    ) -> Sent:
        method, path = found
        fault = self.world.faults.take(method.name)
        executed, status = 0, 0
        try:
            line.before_executing(fault, RANDOM_REFUSALS[0])
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

    def _note(self, method: str, status: int, executed: int, fault: Fault[Refused] | None) -> None:
        kind = fault.kind.value if fault else ""
        call = Call(at=self.world.now, method=method, status=status, executed=executed, fault=kind)
        self.world.ledger.append(call)


def _part(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with the beginning of its long lists, whose items are all made alike."""
    return {name: value[:LOOKED_AT] if isinstance(value, list) else value for name, value in answer.items()}


def _json(status: int, body: object) -> Sent:
    content = json.dumps(body).encode()
    return Sent(status=status, body=content, headers={"Content-Type": "application/json; charset=UTF-8"})


def _refusal(refusal: Refused, host: str) -> Sent:
    headers = {"Content-Type": "application/json; charset=UTF-8", **refusal.headers}
    return Sent(status=refusal.status, body=refusal.body(host), headers=headers)


def serving(world: World) -> AbstractContextManager[str]:
    """The world behind a port of this machine; gives the gateway's address."""
    return line.serving(Google(world))
