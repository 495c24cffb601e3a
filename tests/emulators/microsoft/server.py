"""The HTTP door of the emulated Microsoft: `GATEWAY/HOST/PATH`, as a school's own gateway would forward it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.emulators import line
from tests.emulators.line import Dropped, Sent
from tests.emulators.microsoft import handlers, parts, sdk
from tests.emulators.microsoft.faults import GATEWAY_TIMEOUT, Fault, Kind
from tests.emulators.microsoft.handlers import Answer, Method, Request
from tests.emulators.microsoft.identity import TokenRefused
from tests.emulators.microsoft.refused import Refused, invalid
from tests.emulators.microsoft.world import Call, World

NOT_AVAILABLE = Refused(503, "serviceNotAvailable", "The service is unavailable.")
PLAIN_QUERY = frozenset({"$skiptoken", "$deltatoken", "token"})
"""What stands in links that Graph itself hands out."""


class Microsoft:
    """Answers requests in one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        parts.register()
        sdk.warm()

    def answer(self, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """The answer to one request. Raises `Dropped`."""
        whole = urlsplit(target)
        _, host, path = (*whole.path.split("/", 2), "", "")[:3]
        try:
            if host == self.world.identities.login or path.startswith("msi/token"):
                return _json(Answer(body=self._token(path, headers, body)))
            if host != self.world.identities.graph or not path.startswith("v1.0/"):
                raise Refused(404, "UnknownError", f"Nothing lives at {host}/{path}")
            return self._graph(verb, path.removeprefix("v1.0"), whole.query, headers, body)
        except TokenRefused as refusal:
            return Sent(status=401, body=refusal.body(), headers={"Content-Type": "application/json"})
        except Refused as refusal:
            return _refusal(refusal)

    def part(self, asked: Mapping[str, Any], headers: Mapping[str, str]) -> dict[str, Any]:
        """The answer to one call of a batch, as JSON says it."""
        whole = urlsplit(str(asked["url"]))
        own = {name.lower(): text for name, text in (asked.get("headers") or {}).items()}
        content = json.dumps(asked["body"]).encode() if "body" in asked else b""
        try:
            named = {"authorization": headers.get("authorization", ""), **own}
            sent = self._graph(str(asked["method"]), whole.path, whole.query, named, content)
        except Dropped:
            sent = _refusal(GATEWAY_TIMEOUT)
        except Refused as refusal:
            sent = _refusal(refusal)
        body = json.loads(sent.body) if sent.body else None
        return {"id": asked["id"], "status": sent.status, "headers": dict(sent.headers), "body": body}

    def _token(self, path: str, headers: Mapping[str, str], body: bytes) -> dict[str, object]:
        with self.world.lock:
            if path.startswith("msi/token"):
                return self.world.identities.managed(headers.get("x-identity-header", ""))
            tenant = path.split("/")[0]
            return self.world.identities.token(tenant, dict(parse_qsl(body.decode())))

    def _graph(self, verb: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Sent:
        found = handlers.find(verb, path)
        if found is None:
            raise invalid(f"Resource not found for {verb} {path}", "BadRequest")
        method, texts = found
        fault = self.world.faults.take(method.name)
        note = _Note()
        try:
            line.before_executing(fault, NOT_AVAILABLE)
            for act in self.world.meanwhile.pop(method.name, ()):
                act()  # outside the lock, for it may call us itself
            with self.world.lock:
                answer = self._execute(method, texts, query, headers, body)
                note.executed = 1
                if fault and fault.kind is Kind.DUPLICATE:
                    note.executed += self._again(method, texts, query, headers, body)
            if fault and fault.kind is Kind.DROP_AFTER:
                raise Dropped
            if fault and fault.kind is Kind.LATE:
                raise GATEWAY_TIMEOUT
            note.status = answer.status
            return _json(answer)
        except Refused as refusal:
            note.status, note.code = refusal.status, refusal.inner or refusal.code
            return _refusal(refusal)
        finally:
            self._keep(method.name, note, fault)

    def _execute(
        self, method: Method, texts: tuple[str, ...], query: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        world = self.world
        world.identities.check(headers.get("authorization", ""))
        granted = world.identities.granted
        if granted is not None and method.needs and not granted & set(method.needs):
            raise Refused(403, "accessDenied", "Insufficient privileges to complete the operation.")
        request = _read(method, texts, query, headers, body)
        given = method.handler(world, request)
        answer = given if isinstance(given, Answer) else Answer(status=204 if given is None else 200, body=given)
        _check_answer(method, answer)
        return answer

    def _again(self, *request: Any) -> int:
        """Something on the way sent the request twice; the second answer is seen by nobody."""
        try:
            self._execute(*request)
        except Refused:
            return 0
        return 1

    def _keep(self, method: str, note: _Note, fault: Fault[Refused] | None) -> None:
        kind = fault.kind.value if fault else ""
        call = Call(
            at=self.world.now, method=method, status=note.status, executed=note.executed, fault=kind, code=note.code
        )
        self.world.ledger.append(call)


@dataclass(slots=True)
class _Note:
    status: int = 0
    executed: int = 0
    code: str = ""


def _read(method: Method, texts: tuple[str, ...], query: str, headers: Mapping[str, str], body: bytes) -> Request:
    """The request as values. Raises 400 for a parameter or property that the SDK does not know."""
    operation = None if method.beyond else sdk.known(method.verb, method.template)
    known = (operation.query if operation else method.query) | PLAIN_QUERY
    asked = {name: given[-1] for name, given in parse_qs(query, keep_blank_values=True).items()}
    for name in asked:
        if name not in known:
            raise invalid(f"The query parameter '{name}' is not known to {method.name}.")
    names = handlers.path_names(method)
    path = {name: unquote(text) for name, text in zip(names, texts, strict=True)}
    return Request(path=path, query=asked, body=_content(method, operation, headers, body), headers=headers)


def _content(method: Method, operation: sdk.Operation | None, headers: Mapping[str, str], body: bytes) -> Any:
    # Mail may come as MIME where the SDK knows only its JSON.
    if headers.get("content-type", "").startswith("text/plain") or (operation is not None and operation.body is bytes):
        return body
    if not body:
        if operation is not None and operation.body is not None:
            raise invalid(f"{method.name} needs a body.")
        return {}
    try:
        content = json.loads(body)
    except ValueError as broken:
        raise invalid(f"The body is not JSON: {broken}", "BadRequest") from broken
    if operation is None:
        strange = sorted(content.keys() - method.body)
        if strange:
            raise invalid(f"{method.name} does not take {strange}.")
    elif operation.body is None:
        if content:
            raise invalid(f"{method.name} takes no body.")
    else:
        sdk.check(content, operation.body, "body")
    return content


def _check_answer(method: Method, answer: Answer) -> None:
    """What we answer must fit the SDK's models too, or the emulator lies."""
    if answer.body is None or method.beyond or isinstance(answer.body, bytes) or answer.status >= 300:
        return
    kind = sdk.known(method.verb, method.template).answer
    if kind is not None and kind is not bytes:
        sdk.check(answer.body, kind, "our own answer")


def _json(answer: Answer) -> Sent:
    if answer.body is None:
        return Sent(status=answer.status, body=b"", headers=answer.headers)
    if isinstance(answer.body, bytes):
        return Sent(status=answer.status, body=answer.body, headers=answer.headers)
    content = json.dumps(answer.body).encode()
    return Sent(
        status=answer.status,
        body=content,
        headers={"Content-Type": "application/json;odata.metadata=minimal", **answer.headers},
    )


def _refusal(refusal: Refused) -> Sent:
    headers = {"Content-Type": "application/json", **refusal.headers}
    return Sent(status=refusal.status, body=refusal.body(), headers=headers)


def serving(world: World) -> AbstractContextManager[str]:
    """The world behind a port of this machine; gives the gateway's address."""
    return line.serving(Microsoft(world))
