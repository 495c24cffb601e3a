"""How a fresh tab looks: hidden marks, readable frozen header, tinted machine columns, drop-downs, colours that ask.

Run as a program it draws the tabs on its standard input (see `fresh`), so that a service need never load the library.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from connectors.ports import Column, TabLayout
from connectors.xlsx.asked import tabs_from_text
from connectors.xlsx.cells import Texts, style, text_cell
from connectors.xlsx.marks import TAB_MARK, TITLES_MARK, listing, too_long
from connectors.xlsx.package import Package
from connectors.xlsx.sheet import LAST_ROW, Sheet

WRAP_FROM = 30  # characters of width from which text is wrapped
_EDGE = Side(style="thin", color="FFD0D7DE")
_OURS, _THEIRS = PatternFill("solid", fgColor="FFF3F5F7"), PatternFill("solid", fgColor="FFFFFFFF")
_OUR_HEAD, _THEIR_HEAD = PatternFill("solid", fgColor="FF24476B"), PatternFill("solid", fgColor="FF8A4B08")
_ASKING, _ANSWERED = PatternFill("solid", bgColor="FFFFF2CC"), PatternFill("solid", bgColor="FFD9EAD3")


def build(tabs: Sequence[TabLayout]) -> bytes:
    """A workbook with these tabs and no rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for tab in tabs:
        _lay_out(book.create_sheet(tab.title), tab)
    out = BytesIO()
    book.save(out)
    package = Package(out.getvalue())
    texts = Texts(package)
    for part in package.sheets().values():
        package.change(part, _with_own_texts(package.part(part), texts))
    return package.to_bytes()


def _lay_out(sheet: Worksheet, tab: TabLayout) -> None:
    sheet.append([f"{TAB_MARK}{tab.key}", *(column.key for column in tab.columns)])
    sheet.append([TITLES_MARK, *(column.title for column in tab.columns)])
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[2].height = 24
    for index, column in enumerate(tab.columns, start=2):
        _lay_out_column(sheet, get_column_letter(index), column)
    sheet.freeze_panes = "C3"
    sheet.auto_filter.ref = f"B2:{get_column_letter(len(tab.columns) + 1)}2"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lay_out_column(sheet: Worksheet, where: str, column: Column) -> None:
    sheet.column_dimensions[where].width = column.width + 2
    look, head = sheet[f"{where}1"], sheet[f"{where}2"]
    look.fill = _THEIRS if column.staff else _OURS
    look.border = Border(bottom=_EDGE, right=_EDGE)
    look.alignment = Alignment(vertical="top", wrap_text=column.width >= WRAP_FROM)
    look.number_format = "@"  # what staff type stays text as well
    head.fill = _THEIR_HEAD if column.staff else _OUR_HEAD
    head.font = Font(bold=True, color="FFFFFFFF")
    head.alignment = Alignment(vertical="center", wrap_text=True)
    head.border = Border(right=_EDGE)
    if column.staff:
        _ask(sheet, where, column)


def _ask(sheet: Worksheet, where: str, column: Column) -> None:
    """A staff column's drop-down, its note, and colours: yellow while it waits for a choice, green once answered."""
    area = f"{where}3:{where}{LAST_ROW}"
    if column.options:
        for formula, fill in ((f'AND($A3<>"",{where}3="")', _ASKING), (f'AND($A3<>"",{where}3<>"")', _ANSWERED)):
            look = DifferentialStyle(fill=fill)
            sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[formula]))
    listed = bool(column.options) and not too_long(column.options)
    if not (listed or column.note):
        return
    choice = DataValidation(type="list" if listed else None, formula1=listing(column.options) if listed else None)
    choice.allowBlank, choice.errorStyle, choice.showErrorMessage = True, "warning", listed
    choice.error = f"Choose one of: {', '.join(column.options)}."[:220]
    choice.prompt, choice.showInputMessage = column.note[:220] or None, bool(column.note)
    choice.add(area)
    sheet.add_data_validation(choice)


def _with_own_texts(xml: bytes, texts: Texts) -> bytes:
    """The sheet with its texts inside its cells rather than in the shared list."""
    sheet = Sheet(xml)
    for row in sheet.rows:
        row.put(
            {
                where: text_cell(f"{where}{row.number}", texts.text(cell), style(cell))
                for where, cell in row.cells().items()
            }
        )
    return sheet.to_bytes()


if __name__ == "__main__":
    sys.stdout.buffer.write(build(tabs_from_text(sys.stdin.read())))
