"""The log: ids and actions only, as JSON lines or, on a terminal, for people to read.

A line is an action in a few fixed words and a set of keys from `KEYS`. Any other key is dropped, and a value that could
hold a person's data (an address, running text) is withheld, so that answers, names and addresses cannot slip in by
a careless line. Other packages' messages keep their template without its arguments; of an exception stay its type
and the places it passed, never its message.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Literal, TextIO, cast

import structlog

KEYS = frozenset(
    {
        *("event", "level", "timestamp", "logger", "where", "exception", "error", "error_type", "place", "places"),
        *("action", "programme", "workflow", "kind", "source", "destination", "key", "id", "event_id", "event_kind"),
        *("delivery_id", "response_id", "request_id", "revision", "form", "tab", "step", "job", "timer", "concern_id"),
        *("count", "rows", "attempts", "seconds", "duration_ms", "lag_s", "due_at", "next_due", "after", "retry_after"),
        *("status", "state", "method", "path", "suite", "host", "port", "pid", "version", "database", "check", "seed"),
        *("reference", "endpoint", "tick", "part"),
    }
)
# Fixed words of the source (a test of the house sees to it), or made by this module.
OWN_WORDS = frozenset({"event", "action", "level", "timestamp", "logger", "where", "exception"})
WITHHELD = "[withheld]"
LONGEST = 200  # characters of a value; ids and keys are shorter
PLACE = re.compile(r"[\w.-]+:\d+ [\w<>]+", re.ASCII)  # a line of the source, as `service.edge.place` tells it

Format = Literal["auto", "console", "json"]
Line = MutableMapping[str, object]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure_log(log_format: Format = "auto", stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send our lines and those of other packages to `stream` (standard error). May be called again."""
    out = stream or sys.stderr
    people_read = log_format == "console" or (log_format == "auto" and out.isatty())
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.dev.ConsoleRenderer(colors=out.isatty(), pad_event_to=28)
                if people_read
                else structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[template_only, *SHARED],
            use_get_message=False,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for quiet in ("apscheduler", "alembic", "procrastinate", "waitress.queue"):
        logging.getLogger(quiet).setLevel(logging.WARNING)


def template_only(_: object, __: str, line: Line) -> Line:
    """Another package's message as its template; one that is already filled in may say anything and goes."""
    record = cast("logging.LogRecord", line["_record"])
    line["event"] = str(record.msg) if "%" in str(record.msg) else "message"
    line["logger"] = record.name
    line["where"] = f"{record.filename}:{record.lineno}"
    return line


def keep_known(_: object, __: str, line: Line) -> Line:
    """Drop every key that is not on the list, and withhold every value that could be a person's data."""
    kept = {key: value for key, value in line.items() if key in KEYS or key.startswith("_")}
    for key in kept.keys() & KEYS - OWN_WORDS:
        kept[key] = _harmless(kept[key])
    line.clear()
    line.update(kept)
    return line


def _harmless(value: object) -> object:
    """Numbers, ids and places in the source pass. An id is one short ASCII word and no address."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_harmless(item) for item in value]
    text = str(value)
    is_id = text.isascii() and "@" not in text and len(text) <= LONGEST and len(text.split()) <= 1
    return text if is_id or PLACE.fullmatch(text) else WITHHELD


def places_only(_: object, __: str, line: Line) -> Line:
    """An exception as its type and the places it passed; its message could quote an answer."""
    info = line.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if isinstance(info, tuple) and info[0] is not None:
        kind, _error, trace = cast("ExcInfo", info)
        frames = traceback.extract_tb(trace)
        line["error_type"] = kind.__name__
        line["exception"] = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    return line


SHARED: tuple[structlog.typing.Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    places_only,
    keep_known,
)
