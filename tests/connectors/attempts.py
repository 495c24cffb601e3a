"""Attempts as delivery makes them: once, and again a minute later until it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from connectors.errors import ConnectorError
from connectors.ports import Calendar, Entry, Mailer, MailState, RowWrite, Table
from tests.connectors.contracts import MAIL

MINUTE = timedelta(minutes=1)
MOST = 500


def until_done(act: Callable[[], bool], wait: Callable[[timedelta], object]) -> None:
    """Repeat until the act says that it is done; `wait` lets the time between two attempts pass."""
    for _ in range(MOST):
        try:
            if act():
                return
        except ConnectorError:
            pass  # what an outage looks like; the next attempt finds out what came of this one
        wait(MINUTE)
    raise AssertionError("never done")


def mail_once(mailer: Mailer, drafts: dict[str, str], key: str) -> bool:
    """One attempt to get a mail out, with its draft's id kept between attempts."""
    if key not in drafts:
        drafts[key] = mailer.draft(replace(MAIL, key=key))
    if mailer.state(drafts[key]) is MailState.DRAFTED:
        mailer.send(drafts[key])
    return mailer.state(drafts[key]) is MailState.SENT


def put_once(calendar: Calendar, entry: Entry) -> bool:
    """One attempt to put a meeting."""
    return list(calendar.put([entry])) == [None]


def write_once(table: Table, rows: Sequence[RowWrite]) -> bool:
    """One attempt to write rows."""
    table.write(rows)
    return True
