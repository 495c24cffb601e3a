"""The OpenAPI document. A test compares it with the app's routes and with what they answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify

from service.delivery.papers import PDF
from service.intake.sources import SOURCES
from service.web.bodies import FORM_BYTES, HOOK_BYTES
from service.web.drafts import SVG
from service.web.house import the_house

HTML, JSON, TEXT = "text/html", "application/json", "text/plain"
ICAL, CSS = "text/calendar", "text/css"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

openapi = Blueprint("openapi", __name__)


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its answers by status as (what it means, media type, schema name)."""

    method: str
    path: str
    summary: str
    answers: Mapping[int, tuple[str, str, str]]
    tag: str
    secured: bool = False


def page(meaning: str) -> tuple[str, str, str]:
    """An answer that is a page."""
    return meaning, HTML, ""


def problem(meaning: str) -> tuple[str, str, str]:
    """An answer that is an error as JSON."""
    return meaning, JSON, "Problem"


LOST = page("nothing at this address")
ERRORS = {
    401: problem("the bytes do not prove their sender"),
    413: problem(f"more than {HOOK_BYTES} bytes"),
    503: problem("not stored; send it again after Retry-After"),
}
SIGN_IN = {401: page("nobody is signed in")}
PAPER = {200: ("the paper", PDF, ""), **SIGN_IN, 404: LOST, 503: page("papers cannot be made here")}
PROOF = {200: ("the certificate", JSON, ""), **SIGN_IN, 403: page("not for this person"), 404: LOST}
DRAWING = {200: ("the picture", SVG, ""), **SIGN_IN, 403: page("not for this person"), 404: LOST}
PRESSED = {303: ("done; see the page", "", ""), **SIGN_IN, 403: page("not pressed on our own page")}
FORM = {
    403: page("the personal link is not valid"),
    404: LOST,
}
SENT = {
    303: ("stored; see what happens next", "", ""),
    **FORM,
    413: page(f"more than {FORM_BYTES} bytes"),
    422: page("answers that need another look, with everything kept"),
    429: page("too many forms from one network"),
    503: page("not stored; send it again"),
}


def _form_routes(prefix: str) -> tuple[Route, ...]:
    path = prefix + "/forms/{kind}"
    return (
        Route("get", path, "A form, answers from the query filled in", {200: page("the form"), **FORM}, "forms"),
        Route("post", path, "Send a form", SENT, "forms"),
        Route("get", path + "/sent", "Thanks, and what happens next", {200: page("thanks"), 404: LOST}, "forms"),
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "post",
        "/hooks/signed/{source}",
        "Say that a source has something new, by the Standard Webhooks scheme",
        {202: ("stored, or known already", "", ""), 404: problem("no such source"), **ERRORS},
        "doors",
    ),
    Route(
        "post",
        "/hooks/{name}/{programme}",
        "A suite's own notification",
        {202: ("stored, or known already", "", ""), **ERRORS},
        "doors",
    ),
    Route("get", "/healthz", "Alive", {200: ("alive", JSON, "Alive")}, "health"),
    Route(
        "get", "/readyz", "Ready", {200: ("ready", JSON, "Ready"), 503: ("what is not ready", JSON, "Ready")}, "health"
    ),
    Route(
        "get",
        "/metrics",
        "Figures for Prometheus",
        {200: ("figures", TEXT, ""), 503: problem("the database does not answer")},
        "health",
    ),
    Route("get", "/openapi.json", "This document", {200: ("this document", JSON, "")}, "health"),
    Route("get", "/static/{filename}", "Style and icon", {200: ("the file", CSS, ""), 404: LOST}, "pages"),
    Route("get", "/", "The open forms", {200: page("the open forms"), 302: ("the demo", "", "")}, "pages"),
    *_form_routes(""),
    *_form_routes("/p/{programme}"),
    Route("get", "/calendars/{token}.ics", "A person's calendar", {200: ("iCalendar", ICAL, ""), 404: LOST}, "pages"),
    Route("get", "/sign-in", "The button that spends a link", {200: page("the button")}, "staff"),
    Route(
        "post",
        "/sign-in",
        "Exchange a one-time link for a session",
        {303: ("signed in", "", ""), 403: page("link used or too old"), 429: page("too many attempts")},
        "staff",
    ),
    Route("post", "/sign-out", "End the session", PRESSED, "staff", secured=True),
    Route("get", "/status", "Where the programme stands", {200: page("status"), **SIGN_IN}, "staff", secured=True),
    Route("post", "/status/replay", "Try a parked item again", PRESSED, "staff", secured=True),
    Route("post", "/status/drop", "Drop a parked item", PRESSED, "staff", secured=True),
    Route("post", "/status/release", "Let a held mail go", PRESSED, "staff", secured=True),
    Route(
        "get",
        "/concerns/{concern_id}",
        "A concern, for its readers",
        {200: page("the concern"), **SIGN_IN, 404: LOST},
        "staff",
        secured=True,
    ),
    Route(
        "get",
        "/reports/{day}",
        "The report of the stage that ended that day",
        {200: page("the report"), **SIGN_IN, 404: LOST},
        "staff",
        secured=True,
    ),
    Route("get", "/poster.pdf", "The poster that calls pupils", PAPER, "staff", secured=True),
    Route("get", "/draft.svg", "The draft as a picture, for the lead", DRAWING, "staff", secured=True),
    Route("get", "/draft.json", "The draft's certificate, for the lead", PROOF, "staff", secured=True),
    Route("get", "/reports/{day}.pdf", "The same report as a paper", PAPER, "staff", secured=True),
    Route("post", "/concerns/{concern_id}", "Take a concern in hand", {**PRESSED, 404: LOST}, "staff", secured=True),
)
DEMO_ROUTES: tuple[Route, ...] = (
    Route("get", "/demo", "The demo school", {200: page("the demo")}, "demo"),
    Route(
        "post",
        "/demo/clock",
        "Let time pass",
        {303: ("moved", "", ""), 400: page("no such step"), 403: page("not pressed on our own page")},
        "demo",
    ),
    Route(
        "post",
        "/demo/sign-in",
        "Sign in as the fictional lead",
        {303: ("signed in", "", ""), 403: page("not pressed on our own page")},
        "demo",
    ),
    Route("get", "/demo/workbook.xlsx", "The workbook", {200: ("the workbook", XLSX, ""), 404: LOST}, "demo"),
    Route("get", "/demo/people/{address}", "Mail and calendar", {200: page("the mailbox"), 404: LOST}, "demo"),
    Route("get", "/demo/people/{address}/mails/{mail_id}", "A mail", {200: page("the mail"), 404: LOST}, "demo"),
    Route("get", "/demo/people/{address}/mails/{mail_id}/html", "Its HTML", {200: page("HTML"), 404: LOST}, "demo"),
)

TEXT_SCHEMA = {"type": "string"}
SCHEMAS: Mapping[str, Any] = {
    "Problem": {
        "type": "object",
        "required": ["error", "mend"],
        "additionalProperties": False,
        "properties": {
            "error": {**TEXT_SCHEMA, "description": "what went wrong"},
            "mend": {**TEXT_SCHEMA, "description": "what to do about it"},
        },
    },
    "Alive": {
        "type": "object",
        "required": ["alive"],
        "additionalProperties": False,
        "properties": {"alive": {"type": "boolean"}},
    },
    "Ready": {
        "type": "object",
        "required": ["ready", "working", "problems"],
        "additionalProperties": False,
        "properties": {
            "ready": {"type": "boolean"},
            "working": {"type": "boolean"},
            "problems": {"type": "object", "additionalProperties": TEXT_SCHEMA},
        },
    },
}
SIGNED_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


@openapi.get("/openapi.json")
def show() -> Response:
    """The document of what this app serves."""
    demo = the_house().demo is not None
    return jsonify(document([*ROUTES, *(DEMO_ROUTES if demo else ())]))


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of these routes."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "nearpeer", "version": version("nearpeer")},
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "nearpeer"}},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    names = [*_path_parameters(route.path), *_header_parameters(route.path)]
    operation: dict[str, Any] = {
        "summary": route.summary,
        "tags": [route.tag],
        "parameters": names,
        "responses": {str(status): _answer(*answer) for status, answer in sorted(route.answers.items())},
    }
    if route.secured:
        operation["security"] = [{"session": []}]
    if route.method == "post":
        operation["requestBody"] = {"content": {_sent(route): {"schema": {"type": "object"}}}}
    return operation


def _sent(route: Route) -> str:
    return JSON if route.tag == "doors" else "application/x-www-form-urlencoded"


def _answer(meaning: str, media: str, schema: str) -> dict[str, Any]:
    if not media:
        return {"description": meaning}
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema else {}
    return {"description": meaning, "content": {media: content}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [_parameter(name, "path") for name in re.findall(r"\{(\w+)\}", path)]


def _header_parameters(path: str) -> list[dict[str, Any]]:
    return [_parameter(name, "header") for name in SIGNED_HEADERS] if path.startswith("/hooks/signed/") else []


def _parameter(name: str, place: str) -> dict[str, Any]:
    schema = {**TEXT_SCHEMA, "enum": list(SOURCES)} if name == "source" else TEXT_SCHEMA
    return {"name": name, "in": place, "required": True, "schema": schema}
