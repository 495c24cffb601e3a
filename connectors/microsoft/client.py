"""The one door through which every call to Graph goes: timeouts, the error table, and never a repeat of its own.

The SDK repeats POST and PATCH by itself on 429, 503 and 504, up to three times (kiota-http 1.16, `RetryHandler`): one
sending can become four mails. That is off here for every call; who may repeat what is decided by the callers' errors.
It also follows redirects to any host (`RedirectHandler`), with the body and all; that is off too.
"""

from __future__ import annotations

import asyncio
import json as codec
import weakref
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from connectors.errors import AuthExpired, ConnectorError, CursorExpired, Retryable, Unclear
from connectors.microsoft.auth import TOKEN_SECONDS, credential, scope, sign_in_fault
from connectors.microsoft.gateway import graph_transport
from connectors.microsoft.loop import LoopThread, the_loop
from connectors.microsoft.refusals import Refusal, read_refusal, to_error
from connectors.microsoft.settings import MicrosoftSettings
from connectors.microsoft.vendor import load
from connectors.refusals import read_date

CONNECT_SECONDS = 5.0
AT_ONCE = 4  # Exchange takes four requests at a time for one mailbox; an older page said for one application
AGENT = "NONISV|nearpeer|nearpeer/1.0"  # SharePoint treats traffic that names itself more kindly when it is short
Ask = Callable[[Any], Awaitable[Any]]
Expected = int | tuple[int, str]  # a status, or a status with one of its codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A call's answer. `at` is Microsoft's own clock; `refusal` stands only for a status that the caller expected."""

    body: Any
    at: datetime
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None


@dataclass(slots=True)
class Seen:
    """What went over the line during one call."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


_seen: ContextVar[Seen] = ContextVar("seen")


@dataclass(frozen=True, slots=True)
class Opened:
    """The SDK's client on the loop it was made on."""

    loop: LoopThread
    graph: Any
    slots: asyncio.Semaphore
    ticket: int


class Door:
    """Everything the application may call, from any thread."""

    def __init__(self, settings: MicrosoftSettings, *, now: Callable[[], datetime]) -> None:
        self._settings, self._now = settings, now
        self._opened: Opened | None = None

    def call(self, ask: Ask, *, repeatable: bool = True, expected: Collection[Expected] = ()) -> Reply:
        """Do one call of the SDK: `ask` is given its `GraphServiceClient` and returns the coroutine of one request.

        `repeatable` says that doing it twice changes nothing more; only then is a lost answer `Retryable`, else it is
        `Unclear`. Statuses in `expected` come back as a `Reply` with their refusal, all others raise. The reply's body
        is the SDK's model, or None where Graph sends none.
        """
        loop = the_loop()
        # Two waits for a line to open and one each for token and answer; past that the loop itself is stuck.
        patience = self._settings.timeout_seconds + TOKEN_SECONDS + 2 * CONNECT_SECONDS
        seen = Seen()
        try:
            body = loop.run(self._do(loop, ask, seen), patience)
            return Reply(body=body, at=self._when(seen), status=seen.status, headers=seen.headers)
        except TimeoutError as late:
            raise _lost("the call took too long", repeatable) from late
        except load("kiota_abstractions.api_error").APIError as answer:
            refusal = read_refusal(seen.status, seen.headers, seen.content)
            if not any(refusal.status == e or (isinstance(e, tuple) and _names(refusal, e)) for e in expected):
                raise to_error(refusal, repeatable=repeatable) from answer
            headers = seen.headers
            return Reply(body=None, at=self._when(seen), status=refusal.status, headers=headers, refusal=refusal)
        except _on_the_way() as fault:
            raise _line_fault(fault, repeatable) from fault

    def request(
        self,
        verb: str,
        path: str,
        *,
        json: object = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = True,
        expected: Collection[Expected] = (),
    ) -> Reply:
        """One request on the SDK's own adapter, for what its builders cannot say. The reply's body is read JSON.

        `path` follows `/v1.0`, its parts quoted by the caller (`quoted`); or it is a whole link that Graph gave us.
        Raises `CursorExpired` for a link to any other host.
        """
        url = self._address(path, query or {})

        async def ask(graph: Any) -> Any:
            info = _information(verb, url, json, headers or {})
            errors = {"XXX": load("msgraph.generated.models.o_data_errors.o_data_error").ODataError}
            content = await graph.request_adapter.send_primitive_async(info, "bytes", errors)
            return codec.loads(content) if content else None

        return self.call(ask, repeatable=repeatable, expected=expected)

    def _address(self, path: str, query: Mapping[str, str]) -> str:
        base = f"https://{self._settings.cloud.graph}/v1.0"
        if not path.isprintable():
            raise CursorExpired("The link is no address")
        if path.startswith("/"):
            return f"{base}{path}" + (f"?{urlencode(query, quote_via=quote)}" if query else "")
        if (urlsplit(path).scheme, urlsplit(path).netloc) != ("https", self._settings.cloud.graph):
            raise CursorExpired("The link does not lead to Microsoft Graph")
        return path

    async def _do(self, loop: LoopThread, ask: Ask, seen: Seen) -> Any:
        opened = self._open(loop)
        _seen.set(seen)
        async with opened.slots:
            return await asyncio.wait_for(ask(opened.graph), self._settings.timeout_seconds + TOKEN_SECONDS)

    def _open(self, loop: LoopThread) -> Opened:
        """The client, made on first use. Runs on the loop only, so two threads never make two."""
        if self._opened is None or self._opened.loop is not loop:
            line = graph_transport(self._settings.api_endpoint)
            client, secret = _http_client(self._settings, line), credential(self._settings)

            async def close() -> None:
                await client.aclose()
                await line.aclose()  # the SDK wraps it in a transport of its own that does not hand this on
                await secret.close()

            graph = _graph(self._settings, client, secret)
            self._opened = Opened(loop, graph, asyncio.Semaphore(AT_ONCE), loop.owe(close))
            weakref.finalize(self, loop.settle, self._opened.ticket)
        return self._opened

    def _when(self, seen: Seen) -> datetime:
        """The supplier's clock from its Date header; our own only when a gateway has taken the header away."""
        return read_date(seen.headers.get("date", "")) or self._now()


def quoted(part: str) -> str:
    """One part of a path."""
    return quote(part, safe="")


def _names(refusal: Refusal, expected: tuple[int, str]) -> bool:
    return refusal.status == expected[0] and expected[1] in refusal.codes


def _on_the_way() -> tuple[type[Exception], ...]:
    """What is thrown when no answer of Graph's came, or one that is none."""
    httpx = load("httpx")  # which reads a Location even where it is not to follow it
    return load("azure.core.exceptions").AzureError, httpx.HTTPError, httpx.InvalidURL, codec.JSONDecodeError


def _line_fault(fault: Exception, repeatable: bool) -> ConnectorError:
    httpx = load("httpx")
    if isinstance(fault, load("azure.core.exceptions").AzureError):
        return _no_token(fault)
    if isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return Retryable(f"Microsoft cannot be reached: {type(fault).__name__}")
    return _lost(type(fault).__name__, repeatable)


def _lost(word: str, repeatable: bool) -> ConnectorError:
    text = f"Microsoft's answer was lost: {word}"
    return Retryable(text) if repeatable else Unclear(text)


def _no_token(fault: Any) -> ConnectorError:
    """A token that could not be had: nothing of ours was sent, so trying again is harmless, where it can help."""
    refused = load("azure.core.exceptions").ClientAuthenticationError
    missing = load("azure.identity").CredentialUnavailableError
    if isinstance(fault, missing):
        mend = "Run on a machine with a managed identity, or name another identity in the settings."
        return AuthExpired(f"This machine has no identity at Microsoft: {fault}"[:300], mend=mend)
    if isinstance(fault, refused) and (getattr(fault, "status_code", None) or 400) < 500:
        return sign_in_fault(fault)
    return Retryable(f"Microsoft's sign-in cannot be reached: {type(fault).__name__}")


def _http_client(settings: MicrosoftSettings, line: Any) -> Any:
    """The SDK's own pipeline without repeats and redirects, on a transport of ours."""
    httpx, options = load("httpx"), dict(load("msgraph.graph_request_adapter").options)
    handlers = load("kiota_http.middleware.options")
    options[handlers.RetryHandlerOption.get_key()] = handlers.RetryHandlerOption(should_retry=False)
    options[handlers.RedirectHandlerOption.get_key()] = handlers.RedirectHandlerOption(should_redirect=False)
    plain = httpx.AsyncClient(
        transport=line,
        timeout=httpx.Timeout(settings.timeout_seconds, connect=CONNECT_SECONDS),
        headers={"User-Agent": AGENT},
        event_hooks={"response": [_note]},
        trust_env=not settings.api_endpoint,
    )
    return load("msgraph_core").GraphClientFactory.create_with_default_middleware(client=plain, options=options)


async def _note(response: Any) -> None:
    """Keep what came back for the call that this task is doing."""
    seen = _seen.get()
    seen.status, seen.headers = response.status_code, {name.lower(): text for name, text in response.headers.items()}
    seen.content = await response.aread() if response.status_code >= 400 else b""


def _graph(settings: MicrosoftSettings, client: Any, secret: Any) -> Any:
    # Without the list of hosts the token would go to any address that a forged nextLink names.
    provider = load("kiota_authentication_azure.azure_identity_authentication_provider")
    known = provider.AzureIdentityAuthenticationProvider(
        secret, scopes=[scope(settings)], allowed_hosts=[settings.cloud.graph]
    )
    adapter = load("msgraph").GraphRequestAdapter(known, client=client)
    adapter.base_url = f"https://{settings.cloud.graph}/v1.0"
    return load("msgraph").GraphServiceClient(request_adapter=adapter)


def _information(verb: str, url: str, json: object, headers: Mapping[str, str]) -> Any:
    requests = load("kiota_abstractions.request_information")
    info = requests.RequestInformation()
    info.http_method, info.url = load("kiota_abstractions.method").Method(verb), url
    info.headers.try_add("Accept", "application/json")
    for name, text in headers.items():
        info.headers.add(name, text)
    if json is not None:
        info.headers.try_add("Content-Type", "application/json")
        info.content = codec.dumps(json).encode()
    return info
