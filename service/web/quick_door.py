"""The signed door's quick way: a genuine delivery is taken in before Flask is asked to do anything.

Verifying and storing one is cheaper than routing and answering it through Flask. Whatever is not plainly genuine is
Flask's to answer: errors look the same at every door, and there is one place that makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from service.web.bodies import HOOK_BYTES
from service.web.errors import Refused
from service.web.house import House
from service.web.security import MACHINE_HEADERS
from service.web.webhooks import REFUSED, take_in_signed

PATH = "/hooks/signed/"
# 202 and not 204: waitress ends the connection after an answer without a length, and senders keep theirs open.
ACCEPTED = [*MACHINE_HEADERS, ("Content-Length", "0")]


class QuickDoor:
    """A WSGI application around the pages."""

    def __init__(self, pages: WSGIApplication, house: House) -> None:
        self._pages = pages
        self._house = house

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Take a delivery in, or hand the request on, with the reason when it is known already."""
        if not _is_plain_delivery(environ):
            return self._pages(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            take_in_signed(self._house, environ["PATH_INFO"].removeprefix(PATH), _headers(environ), body)
        except Refused as refusal:
            environ[REFUSED] = refusal
            environ["wsgi.input"] = BytesIO(body)
            return self._pages(environ, start_response)
        start_response("202 Accepted", ACCEPTED)
        return [b""]


def _is_plain_delivery(environ: WSGIEnvironment) -> bool:
    """A POST to the signed door whose body is known to be short enough."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ["PATH_INFO"].startswith(PATH)
        and length.isascii()
        and length.isdigit()
        and int(length) <= HOOK_BYTES
    )


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    return {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
