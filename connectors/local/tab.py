"""One tab of the workbook while it is read or written: rows by key, columns by their hidden keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connectors.errors import Permanent
from connectors.ports import Column, RowWrite, TabLayout
from connectors.xlsx import marks
from connectors.xlsx.cells import ColumnReader, Texts, cell_text, letters, number, style, text_cell
from connectors.xlsx.marks import TAB_MARK, TITLES_MARK
from connectors.xlsx.package import Package
from connectors.xlsx.sheet import Row, Sheet


class Tab:
    """The sheet in `part` as tab `key`. Raises `Permanent` when its hidden marks are gone."""

    def __init__(self, package: Package, part: str, texts: Texts) -> None:
        self._package, self.part, self._texts = package, part, texts
        self._sheet = Sheet(package.part(part))
        found = marks.marks(self._sheet, texts)
        if found is None:
            raise Permanent("its hidden first row and column are gone", mend="Undo that, or delete the tab.")
        self._keys_row, self._key_column, self.key = found
        self.columns = dict(marks.column_keys(self._keys_row, texts))
        self._keys = ColumnReader(self._key_column, texts)
        self.twice: list[str] = []
        self._titles: Row | None = None
        self._rows = self._index()
        self._changed = self._formula_lost = False

    def __len__(self) -> int:
        return len(self._rows)

    def staff_cells(self, columns: Sequence[str]) -> dict[str, dict[str, str]]:
        """Row key -> column key -> text for these columns; "" where blank or where the column is missing."""
        readers = {key: ColumnReader(self.columns[key], self._texts) for key in columns if key in self.columns}
        blank = dict.fromkeys(columns, "")
        return {
            key: {**blank, **{column: reader.text(row.xml).strip() for column, reader in readers.items()}}
            for key, row in self._rows.items()
        }

    def ensure_columns(self, columns: Sequence[Column]) -> None:
        """Add the columns that are missing, behind all others."""
        for column in columns:
            if column.key not in self.columns:
                self._add_column(column)

    def write(self, writes: Sequence[RowWrite]) -> None:
        """Make the rows read so; the last write of a key wins, cell by cell."""
        wanted: dict[str, dict[str, str] | None] = {}
        for write in writes:
            before = wanted.get(write.key) or {}
            wanted[write.key] = None if write.cells is None else {**before, **write.cells}
        self._expect({column for cells in wanted.values() for column in cells or {}})
        fresh: dict[str, Mapping[str, str]] = {}
        for key, cells in wanted.items():
            row = self._rows.get(key)
            if cells is not None and row is not None:
                self._update(row, cells)
            elif cells is not None:
                fresh[key] = cells
        self._sheet.append(self._make(fresh))
        gone = [row for key, cells in wanted.items() if cells is None and (row := self._rows.get(key))]
        if gone:
            self._formula_lost |= self._sheet.remove(gone)
        self._changed |= bool(fresh or gone)

    def save(self) -> None:
        """Give the changed sheet back to the workbook; nothing when nothing changed."""
        if self._changed:
            self._package.change(self.part, self._sheet.to_bytes())
            self._package.extend_filter(self.part, max(self._sheet.last(), 2))
        if self._formula_lost:
            self._package.drop_calculation_order()

    def _index(self) -> dict[str, Row]:
        """Row key -> row, without the two marked rows and rows of staff's own; copies are noted in `twice`."""
        found: dict[str, Row] = {}
        for row in self._sheet.rows:
            key = self._keys.text(row.xml)
            if key == TITLES_MARK:
                self._titles = row
            elif key in found:
                self.twice.append(key)
            elif key and not key.startswith(TAB_MARK):
                found[key] = row
        return found

    def _expect(self, columns: set[str]) -> None:
        if unknown := sorted(columns - set(self.columns)):
            raise Permanent(f"it has no column {', '.join(unknown)}", mend="Start nearpeer again to have them made.")

    def _update(self, row: Row, cells: Mapping[str, str]) -> None:
        stand, changed = row.cells(), False
        for key, value in cells.items():
            where, text = self.columns[key], cell_text(value)
            cell = stand.get(where)
            if (self._texts.text(cell) if cell else "") == text and not (cell and b"<f" in cell):
                continue
            if cell and b"<f" in cell:
                self._sheet.free_formulas(cell)
                stand, self._formula_lost = row.cells(), True
            look = style(cell) if cell else self._look(where)
            stand[where] = text_cell(f"{where}{row.number}", text, look)
            changed = True
        if changed:
            row.put(stand)
            self._changed = True

    def _make(self, rows: Mapping[str, Mapping[str, str]]) -> list[Row]:
        """New rows below the last, each cell in the look of its column."""
        looks = self._keys_row.cells()
        places = {**{where: column for column, where in self.columns.items()}, self._key_column: ""}
        order = [(where, places[where], style(looks.get(where, b""))) for where in sorted(places, key=number)]
        made = []
        for at, (key, cells) in enumerate(rows.items(), start=self._sheet.last() + 1):
            values = {**cells, "": key}
            parts = [text_cell(f"{where}{at}", cell_text(values.get(name, "")), look) for where, name, look in order]
            made.append(Row(b'<row r="%d">%b</row>' % (at, b"".join(parts))))
        return made

    def _look(self, where: str) -> str:
        return style(self._keys_row.cells().get(where, b""))

    def _add_column(self, column: Column) -> None:
        where = letters(self._sheet.widest() + 1)
        neighbour = next(reversed(self.columns.values()), "")
        for row, text in ((self._keys_row, column.key), (self._titles, column.title)):
            if row is not None:
                cells = row.cells()
                look = style(cells.get(neighbour, b""))
                row.put({**cells, where: text_cell(f"{where}{row.number}", text, look)})
        if column.staff:
            around = self._sheet.around()
            marks.drop_down(around, column, where)
            self._sheet.put_around(around)
        self.columns[column.key] = where
        self._changed = True


def find_tabs(package: Package, layouts: Mapping[str, TabLayout], texts: Texts) -> tuple[dict[str, Tab], list[str]]:
    """The tabs that stand, by key, wherever staff have put or renamed them; and what is wrong with the others."""
    sheets = package.sheets()
    found: dict[str, Tab] = {}
    problems: list[str] = []
    by_title = {layout.title: layout for layout in layouts.values()}
    for title in sorted(sheets, key=lambda title: title not in by_title):
        missing = set(layouts) - set(found)
        if title not in by_title and not missing:
            break
        try:
            tab = Tab(package, sheets[title], texts)
        except Permanent as error:
            if title in by_title:
                problems.append(f"The tab {title} cannot be read: {error}. {error.mend}")
            continue
        if tab.key in missing:
            found[tab.key] = tab
    return found, problems
