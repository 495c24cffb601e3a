from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from tests.service.web.houses import SmallHouse, signed_in_client

PRIVATE = "what Ada wrote"


def test_page_errors_are_pages_with_the_mend(client: FlaskClient) -> None:
    answer = client.get("/nothing/here")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "There is nothing at this address." in answer.text
    assert "Check the link" in answer.text


@pytest.mark.parametrize("path", ["/hooks/none", "/hooks/a/b/c"])
def test_machine_errors_are_json_with_the_mend(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/json")
    assert answer.json == {
        "error": "There is nothing at this address.",
        "mend": "Check the link, or ask the programme lead for a new one.",
    }


def test_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.get("/hooks/signed/forms")
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"POST", "OPTIONS"})


@pytest.fixture
def broken(house: SmallHouse) -> Flask:
    """An app with a page and a door that fail with a private message."""
    app = house.client().application

    def fail() -> str:
        raise RuntimeError(PRIVATE)

    app.add_url_rule("/broken", "broken", fail)
    app.add_url_rule("/hooks/broken", "broken_door", fail)
    return app


@pytest.mark.parametrize("path", ["/broken", "/hooks/broken"])
def test_failure_shows_a_reference_and_nothing_else(broken: Flask, path: str) -> None:
    with capture_logs() as logs:
        answer = broken.test_client().get(path)
    reference = next(line["reference"] for line in logs if "reference" in line)
    assert (answer.status_code, reference in answer.text) == (500, True)
    assert all(word not in answer.text for word in (PRIVATE, "Traceback", "RuntimeError", "test_errors.py"))


def test_failure_is_logged_by_type_and_place_only(broken: Flask) -> None:
    with capture_logs() as logs:
        broken.test_client().get("/broken")
    assert (logs[0]["error"], logs[0]["places"][-1].split(":")[0]) == ("RuntimeError", "test_errors.py")
    assert PRIVATE not in str(logs)


def test_page_without_its_database_asks_to_come_back(house: SmallHouse) -> None:
    client = signed_in_client(house, "lead")
    with house.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE timers")
    answer = client.get("/status")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "timers" not in answer.text
