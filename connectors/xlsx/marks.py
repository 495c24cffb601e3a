"""The hidden marks by which a tab, its columns and its rows are known, and the drop-downs of its staff columns.

A1 names the tab, the rest of row 1 holds the column keys in the look of their column's cells, column A holds the row
keys, A2 marks the header row. Cells travel with their row and column whatever program moves them, so these marks
survive sorting, renaming, inserting and saving elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from connectors.ports import Column
from connectors.xlsx.cells import CELL, Texts, place
from connectors.xlsx.package import MAIN
from connectors.xlsx.sheet import LAST_ROW, Row, Sheet

TAB_MARK, TITLES_MARK = "#nearpeer:", "#titles"
LONGEST_LIST = 250  # characters of an inline drop-down (Excel takes 255)


def marks(sheet: Sheet, texts: Texts) -> tuple[Row, str, str] | None:
    """The row of column keys, the letters of the key column and the tab's key; None when the sheet has no mark."""
    for row in sheet.rows:
        if b"<is" not in row.xml and b'"s"' not in row.xml:
            continue
        for cell in CELL.findall(row.xml):
            if (text := texts.text(cell)).startswith(TAB_MARK):
                return row, place(cell), text.removeprefix(TAB_MARK)
    return None


def column_keys(row: Row, texts: Texts) -> Mapping[str, str]:
    """Column key -> letters, from the row of column keys; of a column that staff copied, the first."""
    found: dict[str, str] = {}
    for where, cell in row.cells().items():
        text = texts.text(cell)
        if text and not text.startswith(TAB_MARK):
            found.setdefault(text, where)
    return found


def drop_down(root: etree._Element, column: Column, where: str) -> None:
    """Give the cells below `where` (like "D") the column's drop-down; `root` is a sheet without its rows."""
    if not column.options or too_long(column.options):
        return
    look = {"type": "list", "allowBlank": "1", "sqref": f"{where}3:{where}{LAST_ROW}"}
    _validate(root, look, listing(column.options))


def warn_off(root: etree._Element, spans: Sequence[str], words: str) -> None:
    """Let a program ask back, with these words, whoever types into the cells of these spans (like "B3:D9")."""
    look = {"type": "custom", "errorTitle": "nearpeer", "error": words, "sqref": " ".join(spans)}
    _validate(root, look, "FALSE")


def _validate(root: etree._Element, look: Mapping[str, str], formula: str) -> None:
    group = root.find(f"{{{MAIN}}}dataValidations")
    if group is None:
        group = etree.Element(f"{{{MAIN}}}dataValidations")
        root.insert(_place_for_validations(root), group)
    warning = {"showErrorMessage": "1", "errorStyle": "warning"}
    item = etree.SubElement(group, f"{{{MAIN}}}dataValidation", {**look, **warning})
    etree.SubElement(item, f"{{{MAIN}}}formula1").text = formula
    group.set("count", str(len(group)))


# ECMA-376 18.3.1.99: what may stand in a worksheet before its validations
_BEFORE = {
    f"{{{MAIN}}}{name}"
    for name in (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
    )
}


def _place_for_validations(root: etree._Element) -> int:
    return sum(1 for child in root if child.tag in _BEFORE)


def too_long(options: Sequence[str]) -> bool:
    """Whether these options cannot be an inline drop-down."""
    return len(listing(options)) > LONGEST_LIST or any("," in option or '"' in option for option in options)


def listing(options: Sequence[str]) -> str:
    """The options as the formula of an inline drop-down."""
    return '"' + ",".join(options) + '"'
