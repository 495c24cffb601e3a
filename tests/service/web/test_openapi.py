from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate as validate_document

from tests.service.web.demos import SmallDemo
from tests.service.web.houses import SmallHouse
from tests.service.web.signing import BODY, signed_headers


def documented(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method, path) for path, item in document["paths"].items() for method in item}


def served(app: Flask) -> set[tuple[str, str]]:
    """Every route, in the document's way of writing, without the methods that Flask adds."""
    rules = ((rule.methods or set(), rule.rule) for rule in app.url_map.iter_rules())
    return {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path))
        for methods, path in rules
        for method in methods - {"HEAD", "OPTIONS"}
    }


def document_of(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    return found


def test_document_is_valid_openapi(client: FlaskClient) -> None:
    validate_document(document_of(client))


def test_document_names_every_route_and_no_other(client: FlaskClient) -> None:
    assert documented(document_of(client)) == served(client.application)


def test_document_of_a_demo_names_its_routes_too(house: SmallHouse, tmp_path: Path) -> None:
    house.demo = SmallDemo(workbook_path=tmp_path)
    client = house.client()
    validate_document(document_of(client))
    assert documented(document_of(client)) == served(client.application)


def ask(client: FlaskClient, method: str, path: str) -> tuple[str, int, str | None, Any]:
    """One request: the route's path in the document, the status, the media type and the JSON if there is any."""
    headers = signed_headers() if path.startswith("/hooks") else {}
    answer = client.open(path, method=method, headers=headers, data=BODY if method == "post" else None)
    with answer:
        adapter = client.application.url_map.bind("localhost")
        rule, _ = adapter.match(path, method=method.upper(), return_rule=True)
        written = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        return written, answer.status_code, answer.mimetype, answer.get_json(silent=True)


REQUESTS = [
    ("post", "/hooks/signed/forms"),
    ("post", "/hooks/signed/attic"),
    ("post", "/hooks/google/oak"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
    ("get", "/openapi.json"),
    ("get", "/"),
    ("get", "/static/style.css"),
    ("get", "/static/none.css"),
    ("get", "/forms/concern"),
    ("get", "/forms/consent"),
    ("get", "/forms/none"),
    ("post", "/forms/concern"),
    ("get", "/forms/concern/sent"),
    ("get", "/p/oak/forms/concern"),
    ("post", "/p/oak/forms/consent"),
    ("get", "/p/none/forms/concern/sent"),
    ("get", "/calendars/guess.ics"),
    ("get", "/sign-in"),
    ("post", "/sign-in"),
    ("post", "/sign-out"),
    ("get", "/status"),
    ("post", "/status/replay"),
    ("post", "/status/drop"),
    ("post", "/status/release"),
    ("get", "/poster.pdf"),
    ("get", "/draft.svg"),
    ("get", "/draft.json"),
    ("get", "/reports/2026-12-15"),
    ("get", "/reports/2026-12-15.pdf"),
    ("get", "/concerns/c-1"),
    ("post", "/concerns/c-1"),
]


@pytest.mark.parametrize(("method", "path"), REQUESTS)
def test_answers_are_as_documented(client: FlaskClient, method: str, path: str) -> None:
    written, status, media, content = ask(client, method, path)
    document = document_of(client)
    answer = document["paths"][written][method]["responses"][str(status)]
    expected = answer.get("content", {})
    assert status == 202 or media in expected
    schema = expected.get(media, {}).get("schema")
    if schema is not None:
        OAS31Validator({**schema, "components": document["components"]}).validate(content)


def test_every_documented_route_is_tried(client: FlaskClient) -> None:
    tried = {(method, ask(client, method, path)[0]) for method, path in REQUESTS}
    assert documented(document_of(client)) == tried
