"""The promises of `Table`, kept by Microsoft Lists."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from connectors.microsoft.list_layout import KEY
from connectors.ports import Table
from tests.connectors import contracts
from tests.connectors.contracts import person
from tests.connectors.microsoft.list_staff import list_of, lists, open_lists
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.lists_part import Sites
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import School

pytestmark = pytest.mark.slow


class TestListTable(contracts.TableContract):
    house: School

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house

    def open(self) -> Table:
        return open_lists(self.house)

    def see(self, tab: str) -> list[dict[str, str]]:
        return list_of(self.house, tab).seen()

    def staff_edit(self, tab: str, key: str, column: str, value: str) -> None:
        one = list_of(self.house, tab)
        one.change(one.keyed(key), {one.name_of(column): value})

    def staff_note(self, tab: str, key: str, title: str, value: str) -> None:
        one = list_of(self.house, tab)
        if title not in {column["displayName"] for column in one.columns}:
            one.columns.append({"name": title, "displayName": title, "id": title, "text": {}})
        one.change(one.keyed(key), {title: value})

    def staff_add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        one = list_of(self.house, tab)
        one.add({one.name_of(column): value for column, value in cells.items()})

    def staff_copy_row(self, tab: str, key: str) -> None:
        list_of(self.house, tab).add({KEY: key})

    def staff_delete_row(self, tab: str, key: str) -> None:
        one = list_of(self.house, tab)
        one.delete(one.keyed(key).item_id)

    def staff_sort(self, tab: str, column: str) -> None:
        one = list_of(self.house, tab)
        one.sorted_by = one.name_of(column)

    def staff_insert_column(self, tab: str, title: str, *, before: str) -> None:
        one = list_of(self.house, tab)
        place = [column["name"] for column in one.columns].index(one.name_of(before))
        one.columns.insert(place, {"name": title, "displayName": title, "id": title, "text": {}})

    def staff_rename_header(self, tab: str, column: str, title: str) -> None:
        one = list_of(self.house, tab)
        [found] = [shown for shown in one.columns if shown["name"] == one.name_of(column)]
        found["displayName"] = title

    def staff_move_column_last(self, tab: str, column: str) -> None:
        one = list_of(self.house, tab)
        [found] = [shown for shown in one.columns if shown["name"] == one.name_of(column)]
        one.columns.remove(found)
        one.columns.append(found)

    def staff_delete_tab(self, tab: str) -> None:
        lists(self.house).remove(list_of(self.house, tab))

    def staff_lock(self) -> None:
        """Lists know no locks; a site under maintenance answers so."""
        self.house.world.faults.plan("POST /$batch", Kind.REFUSE, times=None)

    def staff_unlock(self) -> None:
        self.house.world.faults.planned.clear()

    def corrupt(self) -> None:
        self.house.world.part(Sites).sites.clear()

    def empty(self) -> None:
        for one in lists(self.house):
            for item in [item for item in one.items.values() if item.fields.get(KEY)]:
                one.delete(item.item_id)

    def supplier_calls(self) -> int:
        return self.house.world.calls("POST /$batch")

    # Two promises have another shape here, and what stands in their place is as strict.

    def test_read_names_a_copied_row_and_uses_the_first(self) -> None:
        """A list refuses a second item with the same key, so there is never a copy."""
        table = self.ready(person("p1", "Ada"))
        self.staff_edit("people", "p1", "action", "accept")
        with pytest.raises(Refused):
            self.staff_copy_row("people", "p1")
        assert self.reading(table).rows["people"] == {"p1": {"action": "accept"}}

    def test_write_of_many_rows_is_few_calls(self) -> None:
        """Graph takes the items of a list one by one, 20 to a request, and the rows are read first."""
        table, before = self.ready(), self.supplier_calls()
        table.write([person(f"p{number}", f"Name {number}") for number in range(300)])
        assert self.supplier_calls() - before == 16
        assert len(self.see("people")) == 300
