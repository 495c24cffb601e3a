"""The log carries ids and actions, and nothing that a person said or is called."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from service.log import WITHHELD, configure_log

CANARY = "Ånya-who-told-us"


@pytest.fixture(autouse=True)
def _restore() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(act: Callable[[], object]) -> str:
    stream = io.StringIO()
    configure_log("json", stream)
    act()
    return stream.getvalue()


def line(text: str) -> dict[str, object]:
    values: dict[str, object] = json.loads(text)
    del values["timestamp"]
    return values


def test_line_keeps_ids_and_actions() -> None:
    written = logged(lambda: structlog.get_logger().info("looked", source="forms", count=3, key="p/consent/7/ask/1"))
    assert line(written) == {
        "event": "looked",
        "level": "info",
        "source": "forms",
        "count": 3,
        "key": "p/consent/7/ask/1",
    }


def test_line_keeps_a_place_in_the_source() -> None:
    written = logged(lambda: structlog.get_logger().error("failed", place="pump.py:12 <lambda>"))
    assert line(written) == {"event": "failed", "level": "error", "place": "pump.py:12 <lambda>"}


def test_line_drops_unknown_keys() -> None:
    written = logged(
        lambda: structlog.get_logger().info("stored", answers={"concern": CANARY}, name=CANARY, body=CANARY)
    )
    assert line(written) == {"event": "stored", "level": "info"}


@pytest.mark.parametrize("value", ["ana@school.example", "he hurts me", "word\nword", "x" * 201, CANARY])
def test_line_withholds_values_that_could_be_data(value: str) -> None:
    written = logged(lambda: structlog.get_logger().info("sent", id=value, places=[value, 3]))
    assert line(written) == {"event": "sent", "level": "info", "id": WITHHELD, "places": [WITHHELD, 3]}


def fail_with(message: str, log: Callable[[str], object]) -> None:
    try:
        raise ValueError(message)
    except ValueError:
        log("failed")


def test_exception_keeps_type_and_place_without_message() -> None:
    written = logged(lambda: fail_with(CANARY, structlog.get_logger().exception))
    assert line(written) | {"exception": ""} == {
        "event": "failed",
        "level": "error",
        "error_type": "ValueError",
        "exception": "",
    }
    assert "test_log.py" in written
    assert CANARY not in written


def test_exception_given_by_value_keeps_its_type() -> None:
    written = logged(lambda: structlog.get_logger().error("failed", exc_info=ValueError(CANARY)))
    assert line(written)["error_type"] == "ValueError"
    assert CANARY not in written


def test_foreign_message_keeps_template_without_arguments() -> None:
    written = logged(lambda: logging.getLogger("vendor").warning("sent to %s", CANARY))
    assert line(written)["event"] == "sent to %s"
    assert CANARY not in written


def test_foreign_message_already_filled_in_is_withheld() -> None:
    written = logged(lambda: fail_with(CANARY, lambda word: logging.getLogger("vendor").exception(word + CANARY)))
    assert line(written)["event"] == "message"
    assert CANARY not in written


def test_console_has_no_colours_off_a_terminal() -> None:
    stream = io.StringIO()
    configure_log("console", stream)
    structlog.get_logger().info("looked", source="forms")
    assert "looked" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_everyday_lines_of_packages_are_left_out() -> None:
    stream = io.StringIO()
    configure_log("json", stream)
    logging.getLogger("procrastinate.worker").info("job started")
    logging.getLogger("procrastinate.worker").warning("job stalled")
    assert stream.getvalue().count("\n") == 1
