"""Every error as a page or as JSON, with the mend; never a traceback."""

from __future__ import annotations

import secrets
import traceback
from dataclasses import dataclass
from types import TracebackType

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from service.storage.errors import StorageUnavailable

LOG = structlog.get_logger(__name__)
MACHINE_PATHS = ("/hooks/", "/healthz", "/readyz", "/metrics", "/openapi.json")


@dataclass(frozen=True, slots=True)
class Told:
    """What went wrong and what to do about it, in one sentence each."""

    error: str
    mend: str


class Refused(Exception):  # noqa: N818 -- an answer to a request, not a failure of ours
    """The request is answered with this status and these words."""

    def __init__(self, status: int, error: str, mend: str, *, retry_after: int | None = None) -> None:
        super().__init__(error)
        self.status = status
        self.told = Told(error, mend)
        self.retry_after = retry_after


KNOWN = {
    400: Told("The request could not be read.", "Go back, reload the page and try again."),
    403: Told("This is not allowed.", "Sign in with a fresh link, or go back and reload the page."),
    404: Told("There is nothing at this address.", "Check the link, or ask the programme lead for a new one."),
    405: Told("This address does not answer that kind of request.", "Open the page again and use its buttons."),
    408: Told("The request took too long to arrive.", "Try again on a better connection."),
    415: Told("The request's content type is not understood.", "Send the content type named at /openapi.json."),
    429: Told("Too many requests from one place.", "Wait a minute, then try again."),
    503: Told("The service cannot store anything just now.", "Nothing was lost; send it again in a few seconds."),
}


class QuietFlask(Flask):
    """Flask that logs a failure's type and places, never its message: messages may quote what a person wrote."""

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        """See `Flask.log_exception`."""
        kind, _, trace = exc_info
        places = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in traceback.extract_tb(trace)[-6:]]
        LOG.error("request failed", action="web_failed", error=kind.__name__ if kind else "", places=places)


def register_errors(app: Flask) -> None:
    """Turn every error of the app into an answer that names the mend."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(StorageUnavailable, _unavailable)
    app.register_error_handler(InternalServerError, _failed)


def _refused(refusal: Exception) -> Response:
    if not isinstance(refusal, Refused):
        raise refusal
    response = answer(refusal.status, refusal.told)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _http_error(error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.response is not None or (error.code or 500) < 400:
        # Redirects and ready-made answers travel as exceptions too; they are no errors.
        return make_response(error.get_response())
    told = _too_large() if error.code == 413 else KNOWN.get(error.code or 500, KNOWN[400])
    response = answer(error.code or 500, told)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _too_large() -> Told:
    most = request.max_content_length
    limit = f"at most {most // 1024} KiB are read here" if most else "shorten what you send"
    return Told("This is too much to read at once.", f"Send less, then try again: {limit}.")


def _unavailable(error: Exception) -> Response:
    LOG.warning("storage unavailable", action="web_storage_unavailable", error=type(error).__name__)
    response = answer(503, KNOWN[503])
    response.headers["Retry-After"] = "5"
    return response


def _failed(error: Exception) -> Response:
    del error  # what it says may be private; `QuietFlask` has logged its type and place
    reference = secrets.token_hex(4)
    LOG.error("answered with an error page", action="web_answered_500", reference=reference, endpoint=request.endpoint)
    mend = f"Try again; if it stays, give the reference {reference} to whoever runs the service."
    return answer(500, Told("Something went wrong on our side.", mend))


def answer(status: int, told: Told) -> Response:
    """The error as JSON for machines, as a page for people."""
    if request.path.startswith(MACHINE_PATHS):
        response = jsonify(error=told.error, mend=told.mend)
    else:
        response = make_response(render_template("error.html", told=told, status=status))
    response.status_code = status
    return response
