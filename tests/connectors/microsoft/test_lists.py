"""Lists take rows one by one, and still none is doubled, lost or written over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from connectors.errors import Permanent, Retryable
from connectors.microsoft import site_lists
from connectors.microsoft.list_layout import KEY, Mirror, changes
from connectors.microsoft.lists import ListTable
from connectors.ports import Column, RowWrite, TabLayout
from tests.connectors.attempts import until_done, write_once
from tests.connectors.contracts import MINUTE, PAIRS, PEOPLE, person
from tests.connectors.microsoft.list_staff import list_of, lists, open_lists
from tests.emulators.microsoft import lists_part
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.lists_part import ITEMS, ListOfItems
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import School

pytestmark = pytest.mark.slow
BATCH, ADD, CHANGE = "POST /$batch", f"POST {ITEMS}", f"PATCH {ITEMS}/{{listItem-id}}/fields"
FEED = f"GET {ITEMS}/delta(token='{{token}}')"
LOG = TabLayout(key="log", title="Log", columns=(Column(key="text", title="Text"),))
CROWD = tuple(person(f"p{number}", f"Name {number}") for number in range(6))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenant of a tenth of the smallest, so that its minute's share is used up by fewer rows."""
    monkeypatch.setattr(site_lists, "UNITS", site_lists.UNITS // 10)
    monkeypatch.setattr(site_lists, "WORTHWHILE", site_lists.WORTHWHILE // 10)
    monkeypatch.setattr(lists_part, "UNITS", lists_part.UNITS // 10)


def ready(house: School, *rows: RowWrite) -> ListTable:
    table = open_lists(house)
    table.ensure((PEOPLE, PAIRS))
    table.write(rows)
    return table


def people(house: School) -> ListOfItems:
    return list_of(house, "people")


def keys(house: School) -> Counter[str]:
    return Counter(item.fields.get(KEY, "") for item in people(house).items.values())


def requests(house: School, since: int) -> int:
    """Requests over the line: a batch is one, what is in it is none."""
    return sum(call.method == BATCH for call in house.world.ledger[since:])


def test_three_hundred_rows_are_sixteen_requests(house: School) -> None:
    table, before = ready(house), house.world.calls()
    table.write([person(f"p{number}", f"Name {number}") for number in range(300)])
    assert requests(house, before) == 16
    assert len(people(house).items) == 300


def test_quiet_look_is_one_request(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    before = house.world.calls()
    assert table.read(reading.revision) is None
    assert requests(house, before) == 1


def test_more_rows_than_a_minute_takes_pass_without_a_throttle(house: School, small: None) -> None:
    table = ready(house)
    house.world.advance(MINUTE)
    rows = tuple(person(f"p{number}", f"Name {number}") for number in range(120))
    until_done(partial(write_once, table, rows), house.world.advance)
    assert keys(house) == {f"p{number}": 1 for number in range(120)}
    assert not [call for call in house.world.ledger if call.status == 429]


@pytest.mark.parametrize("method", [BATCH, ADD])
@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.DUPLICATE, Kind.LATE])
def test_lost_answer_never_doubles_a_row(house: School, method: str, kind: Kind) -> None:
    table = ready(house)
    house.world.faults.plan(method, kind)
    until_done(partial(write_once, table, CROWD), house.world.advance)
    assert keys(house) == {row.key: 1 for row in CROWD}


def test_hundreds_of_lost_answers_double_and_lose_nothing(house: School) -> None:
    table = ready(house)
    house.world.faults.by_chance(0.3, 20_260_907, (Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.LATE))
    for number in range(40):
        until_done(partial(write_once, table, (person(f"k{number}", str(number)),)), house.world.advance)
    house.world.faults.rate = 0
    assert keys(house) == {f"k{number}": 1 for number in range(40)}


def test_edit_by_staff_meanwhile_survives_ours(house: School) -> None:
    table, one = ready(house, *CROWD), people(house)
    house.world.just_before(CHANGE, lambda: one.change(one.keyed("p0"), {one.name_of("action"): "accept"}))
    table.write([person("p0", "Name 0", "later")])
    assert one.keyed("p0").fields[one.name_of("action")] == "accept"
    assert one.keyed("p0").fields[one.name_of("status")] == "later"


def test_item_deleted_meanwhile_comes_back_for_its_key(house: School) -> None:
    table, one = ready(house, *CROWD), people(house)
    house.world.just_before(CHANGE, lambda: one.delete(one.keyed("p0").item_id))
    table.write([person("p0", "Name 0", "later")])
    assert one.keyed("p0").fields[one.name_of("status")] == "later"


def test_forgotten_feed_is_read_from_the_start(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    one = people(house)
    one.change(one.keyed("p0"), {one.name_of("action"): "accept"})
    one.oldest = one.count + 1
    one.count += 1
    again = table.read(reading.revision)
    assert again
    assert again.rows["people"]["p0"] == {"action": "accept"}


def test_second_item_with_a_key_is_refused_by_the_list(house: School) -> None:
    ready(house, *CROWD)
    with pytest.raises(Refused):
        people(house).add({KEY: "p0"})


@pytest.mark.parametrize("status", [429, 503])
def test_throttled_item_waits_as_told(house: School, status: int) -> None:
    table = ready(house)
    refusal = Refused(status, "activityLimitReached", headers={"Retry-After": "17"})
    house.world.faults.plan(ADD, Kind.REFUSE, refusal=refusal)
    with pytest.raises(Retryable) as caught:
        table.write(CROWD)
    assert caught.value.after == timedelta(seconds=17)
    table.write(CROWD)
    assert keys(house) == {row.key: 1 for row in CROWD}


def test_busy_feed_holds_up_no_other_tab(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    people(house).change(people(house).keyed("p0"), {people(house).name_of("action"): "accept"})
    list_of(house, "pairs").add({KEY: "x1"})
    house.world.faults.plan(FEED, Kind.REFUSE, refusal=Refused(429, "activityLimitReached"))  # people's is the first
    again = table.read(reading.revision)
    assert again
    assert (list(again.rows["pairs"]), again.rows["people"]) == (["x1"], reading.rows["people"])


def test_busy_feed_of_an_unseen_tab_is_told(house: School) -> None:
    ready(house, *CROWD)
    house.world.faults.plan(FEED, Kind.REFUSE, refusal=Refused(429, "activityLimitReached"))
    reading = open_lists(house).read(None)
    assert reading
    assert (list(reading.rows), [problem.partition(".")[0] for problem in reading.problems]) == (
        ["pairs"],
        ["Tab people cannot be read yet"],
    )


def test_busy_feeds_of_all_tabs_are_a_wait(house: School) -> None:
    table = ready(house, *CROWD)
    busy = Refused(429, "activityLimitReached", headers={"Retry-After": "17"})
    house.world.faults.plan(FEED, Kind.REFUSE, times=None, refusal=busy)
    with pytest.raises(Retryable) as caught:
        table.read(None)
    assert caught.value.after == timedelta(seconds=17)


def test_rows_of_other_tabs_are_written_while_one_is_busy(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.faults.plan(FEED, Kind.REFUSE, refusal=Refused(429, "activityLimitReached"))
    with pytest.raises(Retryable):
        table.write([person("p9", "Name 9"), RowWrite(tab="pairs", key="x1", cells={})])
    assert [item.fields[KEY] for item in list_of(house, "pairs").items.values()] == ["x1"]
    assert keys(house)["p9"] == 0


def test_tabs_staff_decide_in_are_written_first(house: School, small: None) -> None:
    table = open_lists(house)
    table.ensure((LOG, PEOPLE))
    house.world.advance(MINUTE)
    rows = [RowWrite(tab="log", key=f"l{number}", cells={"text": "x"}) for number in range(40)]
    with pytest.raises(Retryable):
        table.write([*rows, *(person(f"p{number}", f"Name {number}") for number in range(40))])
    assert (len(people(house).items), len(list_of(house, "log").items)) == (40, 0)


def test_wait_for_the_minutes_share_is_exact(house: School, small: None) -> None:
    table = ready(house)
    house.world.advance(MINUTE)
    rows = [person(f"p{number}", f"Name {number}") for number in range(70)]
    with pytest.raises(Retryable) as caught:
        table.write(rows)
    assert caught.value.after == MINUTE
    house.world.advance(MINUTE)
    table.write(rows)
    assert (len(people(house).items), [call for call in house.world.ledger if call.status == 429]) == (70, [])


def test_item_that_is_refused_for_good_is_permanent(house: School) -> None:
    table = ready(house)
    house.world.faults.plan(ADD, Kind.REFUSE, times=None, refusal=Refused(403, "accessDenied"))
    with pytest.raises(Permanent) as caught:
        table.write(CROWD)
    assert "doctor" in caught.value.mend


def test_list_of_staffs_own_with_our_title_is_left_alone(house: School) -> None:
    own = ListOfItems(list_id="own", title="People", description="ours", columns=[])
    open_lists(house)
    lists(house).append(own)
    ready(house, *CROWD)
    assert (own.items, people(house).title) == ({}, "People (nearpeer)")


def test_new_choices_reach_a_standing_list(house: School) -> None:
    table = ready(house)
    columns = tuple(
        replace(column, options=("x", "y")) if column.key == "action" else column for column in PEOPLE.columns
    )
    table.ensure((replace(PEOPLE, columns=columns), PAIRS))
    [action] = [column for column in people(house).columns if column["name"] == people(house).name_of("action")]
    assert action["choice"]["choices"] == ["x", "y"]


def test_deleted_list_that_nobody_knows_is_told(house: School) -> None:
    ready(house, *CROWD)
    lists(house).remove(people(house))
    with pytest.raises(Permanent) as caught:
        open_lists(house).write([person("p0", "Name 0")])
    assert "recycle bin" in caught.value.mend


def shown(item_id: str, key: str, status: str) -> Mapping[str, Any]:
    return {"id": item_id, "eTag": '"1"', "fields": {KEY: key, "np_status": status}}


def test_mirror_believes_the_last_of_two_and_forgets_the_deleted() -> None:
    mirror = Mirror(tab="people", list_id="1", columns={"status": "np_status"})
    mirror.note([shown("1", "p1", "new"), shown("2", "p2", "new"), shown("1", "p1", "later")])
    mirror.note([{"id": "2", "deleted": {"state": "deleted"}}])
    assert {key: item.cells for key, item in mirror.by_key().items()} == {"p1": {"status": "later"}}


def test_changes_hold_only_what_differs() -> None:
    mirror = Mirror(tab="people", list_id="1", columns={"status": "np_status"})
    mirror.note([shown("1", "p1", "new"), shown("2", "p2", "new"), shown("3", "p3", "new")])
    wanted = {"p1": {"status": "new"}, "p2": {"status": "later"}, "p3": None, "p4": {"status": "new"}, "p5": None}
    assert changes(mirror, wanted) == {"p2": {"status": "later"}, "p3": None, "p4": {"status": "new"}}
