"""The one door through which every call to Google goes: timeouts, the error table, and never a repeat of its own.

Both Google's client library and gspread are given the same `requests` session, one per thread. That turns off
httplib2, which repeats a POST by itself when the connection closes without an answer, even with RETRIES = 1
(httplib2 0.32, `_conn_request`: a BadStatusLine on the first try starts the loop anew); `requests` does not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from connectors.errors import AuthExpired, ConnectorError, Retryable, Unclear
from connectors.google.refusals import Refusal, read_refusal, to_error
from connectors.google.vendor import load
from connectors.refusals import read_date

CONNECT_SECONDS = 5.0
Credentials = Callable[[], Any]
Clock = Callable[[], datetime]
Expected = int | tuple[int, str]  # a status, or a status with its reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A call's answer. `at` is Google's own clock; `refusal` stands only for a status that the caller expected."""

    body: Any
    at: datetime
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        """The HTTP status: 200 for every success."""
        return self.refusal.status if self.refusal else 200


class StraightAdapter(HTTPAdapter):
    """Takes from every answer the address that it would send us on to.

    `requests` follows it to any host, gspread and google-auth let it, and the body goes along: for a token's request
    that is the proof of who we are.
    """

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """As `HTTPAdapter.send`, and that is all."""
        answer = super().send(request, *args, **kwargs)
        answer.headers.pop("location", None)
        return answer


class GatewayAdapter(StraightAdapter):
    """Sends `https://HOST/PATH` to `GATEWAY/HOST/PATH`, for schools whose outgoing traffic passes one address."""

    def __init__(self, gateway: str) -> None:
        super().__init__()
        self._gateway = gateway

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """As `HTTPAdapter.send`, to the gateway."""
        parts = urlsplit(request.url or "")
        query = f"?{parts.query}" if parts.query else ""
        request.url = f"{self._gateway}/{parts.netloc}{parts.path}{query}"
        return super().send(request, *args, **kwargs)


class Wire:
    """What Google's client library needs of an `httplib2.Http`, done by the thread's `requests` session."""

    def __init__(self, session: requests.Session, timeout: tuple[float, float]) -> None:
        self._session, self._timeout = session, timeout
        self._response = load("httplib2").Response

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_unused: object,
    ) -> tuple[Any, bytes]:
        """One request, sent once. Redirects are answers, not orders."""
        answer = self._session.request(
            method, uri, data=body, headers=dict(headers or {}), timeout=self._timeout, allow_redirects=False
        )
        lowered = {name.lower(): value for name, value in answer.headers.items()}
        return self._response({**lowered, "status": str(answer.status_code)}), answer.content

    def close(self) -> None:
        """Close the session's connections."""
        self._session.close()


class Door:
    """Everything one identity may call. `requests` sessions and client objects are not shared between threads."""

    def __init__(
        self, credentials: Credentials, *, gateway: str = "", timeout_seconds: float = 60.0, now: Clock
    ) -> None:
        self._credentials, self._gateway, self._now = credentials, gateway, now
        self._timeout = (CONNECT_SECONDS, timeout_seconds)
        self._mine = threading.local()

    def now(self) -> datetime:
        """Our own clock, for what has no answer of Google's to be dated by."""
        return self._now()

    def service(self, name: str, version: str, *way: str) -> Any:
        """This thread's client of an API, or of one of its resources: `way` are their names from the outside in.

        Built from the description that ships with the library, and kept: it makes every method of a resource anew
        whenever that is asked for, which takes longer than many a call.
        """
        kept: dict[tuple[str, ...], Any] = self._mine.__dict__.setdefault("services", {})
        if (name, *way) not in kept:
            kept[name, *way] = (
                getattr(self.service(name, version, *way[:-1]), way[-1])() if way else self._build(name, version)
            )
        return kept[name, *way]

    def _build(self, name: str, version: str) -> Any:
        wire = Wire(self._session(), self._timeout)
        build = load("googleapiclient.discovery").build
        return build(name, version, http=wire, cache_discovery=False, static_discovery=True)

    def sheets(self) -> Any:
        """This thread's gspread client, below its `Spreadsheet` objects, which would read on every opening."""
        if "sheets" not in self._mine.__dict__:
            client = load("gspread.http_client").HTTPClient(None, session=self._session())
            client.set_timeout(self._timeout)
            self._mine.sheets = client
        return self._mine.sheets

    def call(self, request: Any, *, repeatable: bool = True, expected: Collection[Expected] = ()) -> Reply:
        """Execute a request of Google's client library once.

        `repeatable` says that doing it twice changes nothing more; only then is a lost answer `Retryable`, else it is
        `Unclear`. Statuses in `expected` come back as a `Reply` with their refusal, all others raise.
        """
        dates: list[str] = []
        request.add_response_callback(lambda answer: dates.append(answer.get("date", "")))

        def act() -> Reply:
            body = request.execute(num_retries=0)
            return Reply(body=body, at=self._when(dates))

        return self._attempt(act, repeatable=repeatable, expected=expected)

    def sheet_call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, Any] | None = None,
        expected: Collection[Expected] = (),
    ) -> Reply:
        """One call of the Sheets API through gspread; `path` follows `/v4/spreadsheets/`. All ours are repeatable."""
        base = load("gspread.urls").SPREADSHEETS_API_V4_BASE_URL

        def act() -> Reply:
            answer = self.sheets().request(method, f"{base}/{path}", json=json, params=dict(params or {}))
            return Reply(body=answer.json(), at=self._when([answer.headers.get("date", "")]))

        return self._attempt(act, repeatable=True, expected=expected)

    def fetch(self, url: str) -> requests.Response:
        """GET a public document (Google's certificates) without any credentials."""
        session = requests.Session()
        self._mount(session)
        try:
            return session.get(url, timeout=self._timeout)
        except requests.RequestException as fault:
            raise Retryable(f"{url} cannot be reached: {type(fault).__name__}") from fault

    def _when(self, dates: list[str]) -> datetime:
        """The supplier's clock from its Date header; our own only when a gateway has taken the header away."""
        return (read_date(dates[-1]) if dates else None) or self._now()

    def _session(self) -> requests.Session:
        if "session" not in self._mine.__dict__:
            tokens = requests.Session()
            self._mount(tokens)
            asking = load("google.auth.transport.requests")
            session = asking.AuthorizedSession(self._credentials(), auth_request=asking.Request(tokens))
            self._mount(session)
            self._mine.session = session
        session_of_thread: requests.Session = self._mine.session
        return session_of_thread

    def _mount(self, session: requests.Session) -> None:
        session.mount("https://", GatewayAdapter(self._gateway) if self._gateway else StraightAdapter())

    def _attempt(self, act: Callable[[], Reply], *, repeatable: bool, expected: Collection[Expected]) -> Reply:
        refused = load("googleapiclient.errors").HttpError
        sheet_refused = load("gspread.exceptions").APIError
        signing = load("google.auth.exceptions")
        try:
            return act()
        except refused as answer:
            refusal, at = read_refusal(answer.status_code, answer.resp, answer.content), answer.resp.get("date", "")
        except sheet_refused as answer:
            response = answer.response
            refusal = read_refusal(response.status_code, response.headers, response.content)
            at = response.headers.get("date", "")
        except signing.GoogleAuthError as fault:
            self._mine.__dict__.clear()  # a consent renewed meanwhile is read with the next call
            raise _sign_in_fault(fault) from fault
        except requests.RequestException as fault:
            raise _lost(fault, repeatable=repeatable) from fault
        except ValueError as unreadable:
            raise _lost(unreadable, repeatable=repeatable) from unreadable
        if refusal.status in expected or (refusal.status, refusal.reason) in expected:
            return Reply(body={}, at=self._when([at]), refusal=refusal)
        raise to_error(refusal, repeatable=repeatable)


def _lost(fault: Exception, *, repeatable: bool) -> ConnectorError:
    text = f"Google's answer was lost: {type(fault).__name__}"
    never_sent = isinstance(fault, requests.ConnectTimeout) or "NewConnectionError" in repr(fault)
    return Retryable(text) if repeatable or never_sent else Unclear(text)


def _sign_in_fault(fault: Any) -> ConnectorError:
    """A token that could not be had: nothing of ours was sent, so trying again is harmless, where it can help."""
    text = f"Google refused the sign-in: {fault}"[:300]
    if isinstance(fault, load("google.auth.exceptions").TransportError) or fault.retryable:
        return Retryable(text)
    for word, mend in SIGN_IN_MENDS.items():
        if word in str(fault):
            return AuthExpired(text, mend=mend)
    return AuthExpired(text, mend="Sign in again with nearpeer forms sign-in, or check the service account's key.")


ADMIN_PAGE = "admin.google.com, Security, API controls, Manage domain-wide delegation"
SIGN_IN_MENDS = {
    "invalid_grant": "The consent or key was withdrawn, or subject is no real account: run nearpeer forms sign-in.",
    "unauthorized_client": f"On {ADMIN_PAGE}, add every scope that nearpeer doctor lists to this client id.",
    "signJwt": "Give the calling identity the role Service Account Token Creator on the service account.",
    "account not found": "The service account was deleted: create a new one and its key.",
}
