"""Staff in the workbook in Excel, and in the lists in their browser: the same tabs, and the same hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from connectors.microsoft.list_layout import KEY
from tests.emulators.microsoft.lists_part import Item, ListOfItems
from tests.emulators.microsoft.workbook_model import Formula, Sheet

WORDS, FIRST = 1, 2  # rows: the one with the marks is hidden and not for people
HIDDEN = "Title"  # of a list: ours repeats the first column there


@dataclass(frozen=True, slots=True)
class SheetBook:
    """A `Book` in Excel: tabs by title."""

    tabs: Mapping[str, Sheet]

    def rows(self, title: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """See `Book.rows`."""
        sheet, columns = self.tabs[title], self._columns(title)
        for number in range(FIRST, sheet.last_row() + 1):
            if (number, 0) in sheet.cells:
                yield number, {words: str(sheet.cells.get((number, at), "")) for words, at in columns.items()}

    def put(self, title: str, number: int, column: str, text: str) -> None:
        """See `Book.put`."""
        columns = self._columns(title)
        if column in columns:
            self.tabs[title].put(number, columns[column], text)

    def sort(self, title: str, *, descending: bool) -> None:
        """See `Book.sort`."""
        self.tabs[title].sort(1, descending=descending)

    def insert_row(self, title: str, place: float) -> None:
        """See `Book.insert_row`."""
        sheet = self.tabs[title]
        sheet.shift(0, FIRST + int(place * max(0, sheet.last_row() - FIRST)), 1)

    def add_column(self, title: str, words: str, text: str) -> None:
        """See `Book.add_column`."""
        sheet = self.tabs[title]
        free = max(column for _, column in sheet.cells) + 1
        sheet.put(WORDS, free, f"{words} {free}")
        sheet.put(FIRST, free, text)

    def rename(self, title: str, old: str, new: str) -> None:
        """See `Book.rename`."""
        columns = self._columns(title)
        if old in columns:
            self.tabs[title].put(WORDS, columns[old], new)

    def delete_first(self, title: str) -> str | None:
        """See `Book.delete_first`."""
        sheet = self.tabs[title]
        key = sheet.cells.get((FIRST, 0))
        if key is None:
            return None
        sheet.shift(0, FIRST, -1)
        return str(key)

    def paste(self, title: str, text: str, formula: str) -> None:
        """See `Book.paste`."""
        sheet = self.tabs[title]
        end = sheet.last_row() + 1
        sheet.put(end, 1, text)
        sheet.put(end + 1, 2, Formula(formula))

    def _columns(self, title: str) -> Mapping[str, int]:
        return {str(words): column for (row, column), words in self.tabs[title].cells.items() if row == WORDS}


@dataclass(frozen=True, slots=True)
class ListBook:
    """A `Book` of lists: a row's number is its item's id. What has no like in a list is done in its own way."""

    lists: Mapping[str, ListOfItems]

    def rows(self, title: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """See `Book.rows`."""
        columns = self._columns(title)
        for item in self._ours(title):
            texts = {words: item.fields.get(name, "") for words, name in columns.items()}
            yield int(item.item_id), texts

    def put(self, title: str, number: int, column: str, text: str) -> None:
        """See `Book.put`."""
        one, columns = self.lists[title], self._columns(title)
        if column in columns:
            one.change(one.items[str(number)], {columns[column]: text})

    def sort(self, title: str, *, descending: bool) -> None:
        """See `Book.sort`. People sort their view; items stay where they are."""
        del descending
        self.lists[title].sorted_by = self._first(title)

    def insert_row(self, title: str, place: float) -> None:
        """See `Book.insert_row`: an item that somebody made and left empty."""
        del place
        self.lists[title].add({})

    def add_column(self, title: str, words: str, text: str) -> None:
        """See `Book.add_column`."""
        one = self.lists[title]
        made = f"Notes{len(one.columns)}"
        one.columns.append({"name": made, "displayName": words, "id": f"col-{made}", "text": {}})
        for item in self._ours(title)[:1]:
            one.change(item, {made: text})

    def rename(self, title: str, old: str, new: str) -> None:
        """See `Book.rename`."""
        for column in self.lists[title].columns:
            if column["displayName"] == old:
                column["displayName"] = new

    def delete_first(self, title: str) -> str | None:
        """See `Book.delete_first`."""
        for item in self._ours(title)[:1]:
            self.lists[title].delete(item.item_id)
            return item.fields[KEY]
        return None

    def paste(self, title: str, text: str, formula: str) -> None:
        """See `Book.paste`: two items; nothing computes in a list."""
        for pasted in (text, formula):
            self.lists[title].add({self._first(title): pasted})

    def lines(self, title: str) -> list[list[str]]:
        """The list as a sheet would show it: a hidden line, the words, the rows, each with its key first."""
        columns = self._columns(title)
        rows = [
            [item.fields.get(KEY, ""), *(item.fields.get(name, "") for name in columns.values())]
            for item in self.lists[title].items.values()
        ]
        return [["", *columns.values()], ["", *columns], *rows]

    def _ours(self, title: str) -> list[Item]:
        return [item for item in self.lists[title].items.values() if item.fields.get(KEY)]

    def _columns(self, title: str) -> Mapping[str, str]:
        shown = [column for column in self.lists[title].columns if column["name"] not in {KEY, HIDDEN}]
        return {str(column["displayName"]): str(column["name"]) for column in shown}

    def _first(self, title: str) -> str:
        return next(iter(self._columns(title).values()))
