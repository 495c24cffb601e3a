"""Executed, but the answer was lost: hundreds of times over the three kinds of effect, and nothing is ever doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from connectors.errors import ConnectorError
from connectors.google.event_body import event_id
from connectors.google.grid import tab_id
from connectors.ports import Mailer, MailState, Suite
from tests.connectors.contracts import MAIL, MEETING, PAIRS, PEOPLE, person
from tests.emulators.google.faults import Kind
from tests.emulators.google.school import BOOK, School

pytestmark = pytest.mark.slow
RUNS = 50
KINDS = (Kind.DROP_AFTER, Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.REFUSE)


def until_done(house: School, act: Callable[[], bool]) -> None:
    """Repeat as delivery would, a minute later each time."""
    while True:
        try:
            if act():
                return
        except ConnectorError:
            pass
        house.world.advance(timedelta(minutes=1))


def mail_once(mailer: Mailer, drafts: dict[str, str], key: str) -> bool:
    """One attempt to get a mail out, with its draft's id kept between attempts."""
    if key not in drafts:
        drafts[key] = mailer.draft(replace(MAIL, key=key))
    if mailer.state(drafts[key]) is MailState.DRAFTED:
        mailer.send(drafts[key])
    return mailer.state(drafts[key]) is MailState.SENT


def put_once(suite: Suite, key: str) -> bool:
    """One attempt to put a meeting."""
    return list(suite.calendar.put([replace(MEETING, key=key)])) == [None]


def write_once(suite: Suite, key: str) -> bool:
    """One attempt to write a row."""
    suite.table.write([person(key, key)])
    return True


def test_no_mail_event_or_row_is_doubled_or_lost(house: School) -> None:
    suite, drafts = house.open(), dict[str, str]()
    suite.table.ensure((PEOPLE, PAIRS))
    house.world.faults.by_chance(0.5, 20_260_907, KINDS)
    for number in range(RUNS):
        key = f"k{number}"
        until_done(house, partial(mail_once, suite.mailer, drafts, key))
        until_done(house, partial(put_once, suite, key))
        until_done(house, partial(write_once, suite, key))
    house.world.faults.rate = 0
    tab = house.world.workbooks.get(BOOK).tab(tab_id("people"))
    keys = sorted(str(value) for (row, column), value in tab.cells.items() if column == 0 and row > 1)
    assert len(house.world.mail.delivered[MAIL.to]) == RUNS
    assert sorted(house.world.calendars.events) == sorted(event_id(f"k{number}", 0) for number in range(RUNS))
    assert keys == sorted(f"k{number}" for number in range(RUNS))
    assert sum(call.fault == Kind.DROP_AFTER for call in house.world.ledger) >= RUNS
