"""Executed, but the answer was lost: hundreds of times over the three kinds of effect, and nothing is ever doubled."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from connectors.google.event_body import event_id
from connectors.google.grid import tab_id
from tests.connectors.attempts import mail_once, put_once, until_done, write_once
from tests.connectors.contracts import MAIL, MEETING, PAIRS, PEOPLE, person
from tests.emulators.google.faults import Kind
from tests.emulators.google.school import BOOK, School

pytestmark = pytest.mark.slow
RUNS = 50
KINDS = (Kind.DROP_AFTER, Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.REFUSE)


def test_no_mail_event_or_row_is_doubled_or_lost(house: School) -> None:
    suite, drafts = house.open(), dict[str, str]()
    suite.table.ensure((PEOPLE, PAIRS))
    house.world.faults.by_chance(0.5, 20_260_907, KINDS)
    for number in range(RUNS):
        key = f"k{number}"
        until_done(partial(mail_once, suite.mailer, drafts, key), house.world.advance)
        until_done(partial(put_once, suite.calendar, replace(MEETING, key=key)), house.world.advance)
        until_done(partial(write_once, suite.table, [person(key, key)]), house.world.advance)
    house.world.faults.rate = 0
    tab = house.world.workbooks.get(BOOK).tab(tab_id("people"))
    keys = sorted(str(value) for (row, column), value in tab.cells.items() if column == 0 and row > 1)
    assert len(house.world.mail.delivered[MAIL.to]) == RUNS
    assert sorted(house.world.calendars.events) == sorted(event_id(f"k{number}", 0) for number in range(RUNS))
    assert keys == sorted(f"k{number}" for number in range(RUNS))
    assert sum(call.fault == Kind.DROP_AFTER for call in house.world.ledger) >= RUNS
