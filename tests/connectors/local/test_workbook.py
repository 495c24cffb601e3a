"""The workbook file itself: other programs' ways of writing it, halves and locks, and everything of staff's kept."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from connectors.errors import Permanent, Retryable
from connectors.local.files import Disk
from connectors.local.tables import SAVED_BY_THEN, LocalTable
from connectors.ports import Column, RowWrite, TabLayout
from tests.connectors.contracts import PAIRS, PEOPLE, person
from tests.connectors.local.staff import FIRST, Staff, sheet_of

DISK = Disk(durable=False)


def opened(folder: Path, *rows: RowWrite) -> tuple[LocalTable, Staff]:
    path = folder / "workbook.xlsx"
    table = LocalTable(path, DISK)
    table.ensure((PEOPLE, PAIRS))
    table.write(rows)
    return table, Staff(path)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Save the workbook with every part changed so; None leaves the part out."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts(path).items():
            if (changed := change(name, data)) is not None:
                package.writestr(name, changed)
    path.write_bytes(out.getvalue())


def in_sheets(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes | None]:
    return lambda name, data: change(data) if name.startswith("xl/worksheets/") else data


def names(staff: Staff) -> list[str]:
    return [row["Name"] for row in staff.see("people")]


def actions(table: LocalTable) -> dict[str, str]:
    reading = table.read(None)
    assert reading is not None
    return {key: cells["action"] for key, cells in reading.rows["people"].items()}


def test_a_fresh_tab_is_ready_for_people(tmp_path: Path) -> None:
    opened(tmp_path, person("p1", "Ada"))
    sheet = sheet_of(load_workbook(tmp_path / "workbook.xlsx"), "people")
    assert (sheet.row_dimensions[1].hidden, sheet.column_dimensions["A"].hidden) == (True, True)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C3", "B2:E3")
    assert [(str(found.sqref), found.formula1) for found in sheet.data_validations.dataValidation] == [
        ("D3:D1048576", '"accept,decline"')
    ]
    assert sheet["B3"].fill.fgColor.rgb != sheet["D3"].fill.fgColor.rgb
    assert (sheet["B3"].number_format, sheet["D3"].number_format) == ("@", "@")


def test_everything_of_staffs_is_kept_byte_for_byte(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    with staff.book() as book:
        sheet, own = sheet_of(book, "people"), book.create_sheet("Our plans")
        own.append(["Budget", 12])
        chart = BarChart()
        chart.add_data(Reference(own, min_col=2, min_row=1))
        own.add_chart(chart)
        sheet["B3"].comment = Comment("Call her", "Ms Hill")
    before = parts(staff.path)
    table.write([person("p1", "Ada", "accepted"), person("p2", "Bo")])
    after = parts(staff.path)
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert sheet_of(load_workbook(staff.path), "people")["B3"].comment is not None


@pytest.mark.slow
def test_libreoffice_saves_it_and_all_marks_survive(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "=1+1"), person("p2", "a\nb_x0041_ <&>"), person("p3", "名前 😀"))
    staff.edit("people", "p2", "action", "accept")
    resave(staff.path)
    assert actions(table) == {"p1": "", "p2": "accept", "p3": ""}
    staff.sort("people", "name")
    staff.rename_header("people", "action", "Entscheidung")
    table.write([person("p1", "=1+1", "later"), person("p4", "Dee")])
    resave(staff.path)
    assert names(staff) == ["名前 😀", "a\nb_x0041_ <&>", "=1+1", "Dee"]
    sheet = sheet_of(load_workbook(staff.path), "people")
    assert (sheet.auto_filter.ref, sheet.column_dimensions["A"].hidden) == ("B2:E6", True)
    assert actions(table) == {"p1": "", "p2": "accept", "p3": "", "p4": ""}


def resave(path: Path) -> None:
    """Open and save it with LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    out = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(out / path.name, path)


UNUSUAL: dict[str, Callable[[bytes], bytes]] = {
    "prefixes": lambda xml: re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=", 1),
    "comments": lambda xml: xml.replace(b"<sheetData>", b"<sheetData><!-- </row> -->"),
    "other quotes": lambda xml: re.sub(rb'<(c|row) r="(\w+)"', rb"<\1 r='\2'", xml),
    "places last": lambda xml: re.sub(rb'<c (r="\w+")([^>]*?)(/?)>', rb"<c\2 \1\3>", xml),
    "no places": lambda xml: re.sub(rb'<(c|row) r="\w+"', rb"<\1", xml),
    "blank rows": lambda xml: xml.replace(b"</sheetData>", b'<row r="9"/><row r="1048576" ht="12"/></sheetData>'),
    "sections": lambda xml: re.sub(rb"<t([^>]*)>([^<]+)</t>", rb"<t\1><![CDATA[\2]]></t>", xml),
}


@pytest.mark.parametrize("way", sorted(UNUSUAL))
def test_other_ways_of_writing_are_understood(tmp_path: Path, way: str) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"), person("p2", "Bo"))
    staff.edit("people", "p2", "action", "accept")
    rewrite(staff.path, in_sheets(UNUSUAL[way]))
    assert actions(table) == {"p1": "", "p2": "accept"}
    table.write([person("p2", "Bo", "later"), person("p3", "Cem")])
    assert [(row["Name"], row["Status"]) for row in staff.see("people")] == [
        ("Ada", "new"),
        ("Bo", "later"),
        ("Cem", "new"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (3, "3"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (date(2026, 9, 7), "2026-09-07"),
        (datetime(2026, 9, 7, 14, 5), "2026-09-07 14:05"),  # noqa: DTZ001 -- a cell has no zone
        ("  accept ", "accept"),
        ("x&y <z>", "x&y <z>"),
    ],
)
def test_what_staff_type_is_read_as_text(tmp_path: Path, typed: object, read: str) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    with staff.tab("people") as sheet:
        sheet["D3"].number_format = "General"
    staff.edit("people", "p1", "action", typed)
    assert actions(table) == {"p1": read}


def test_text_is_never_a_formula_in_the_file(tmp_path: Path) -> None:
    _, staff = opened(tmp_path, person("p1", "=HYPERLINK(1)", "@SUM"))
    assert [
        name for name, data in parts(staff.path).items() if name.startswith("xl/worksheets") and b"<f>" in data
    ] == []
    assert sheet_of(load_workbook(staff.path), "people")["B3"].data_type == "s"


def test_a_formula_that_staff_put_in_our_column_goes(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"), person("p2", "Bo"))
    staff.edit("people", "p1", "status", "=A1")
    table.write([person("p1", "Ada", "later")])
    assert [row["Status"] for row in staff.see("people")] == ["later", "new"]


def test_a_formula_lent_to_other_cells_leaves_them_their_values(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"), person("p2", "Bo"))
    lent = b'<f t="shared" ref="C3:C4" si="0">A1</f><v>one</v>'
    cell = rb'<c r="%b" s="(\d+)" t="inlineStr">.*?</c>'
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C3" i="1"/></calcChain>'
    )

    def lend(xml: bytes) -> bytes:
        xml = re.sub(cell % b"C3", rb'<c r="C3" s="\1" t="str">%b</c>' % lent, xml)
        return re.sub(cell % b"C4", rb'<c r="C4" s="\1" t="str"><f t="shared" si="0"/><v>two</v></c>', xml)

    rewrite(staff.path, in_sheets(lend))
    with zipfile.ZipFile(staff.path, "a") as package:
        package.writestr("xl/calcChain.xml", chain)
    table.write([person("p1", "Ada", "later")])
    assert [row["Status"] for row in staff.see("people")] == ["later", "two"]
    assert "xl/calcChain.xml" not in parts(staff.path)


def test_rows_move_up_behind_one_that_goes(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, *(person(f"p{number}", f"Name {number}") for number in range(6)))
    table.write([RowWrite(tab="people", key=key, cells=None) for key in ("p1", "p3")])
    sheet = sheet_of(load_workbook(staff.path), "people")
    assert [sheet.cell(row, 2).value for row in range(FIRST, 8)] == ["Name 0", "Name 2", "Name 4", "Name 5", None]


def test_rows_stay_where_formulas_point_to_them(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, *(person(f"p{number}", f"Name {number}") for number in range(3)))
    staff.note("people", "p2", "Mine", "=B5")
    table.write([RowWrite(tab="people", key="p1", cells=None)])
    sheet = sheet_of(load_workbook(staff.path), "people")
    assert [sheet.cell(row, 2).value for row in range(FIRST, 6)] == ["Name 0", None, "Name 2"]
    table.write([person("p9", "Last")])
    assert names(staff) == ["Name 0", "Name 2", "Last"]


def test_marks_are_found_after_a_sort_of_everything(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"), person("p2", "Bo"))
    with staff.tab("people") as sheet:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for number, row in enumerate(reversed(rows), start=1):
            for index, value in enumerate(row, start=1):
                sheet.cell(number, index).value = value
    assert actions(table) == {"p1": "", "p2": ""}
    table.write([person("p1", "Ada", "later")])
    assert [sheet_of_row for sheet_of_row in column(staff.path, "C") if sheet_of_row] == [
        "new",
        "later",
        "Status",
        "status",
    ]


def column(path: Path, letter: str) -> list[object]:
    return [cell.value for cell in load_workbook(path)["People"][letter]]


def test_a_renamed_tab_is_found(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    with staff.tab("people") as sheet:
        sheet.title = "Everybody"
    table.write([person("p1", "Ada", "later")])
    table.ensure((PEOPLE, PAIRS))
    assert load_workbook(staff.path).sheetnames == ["Everybody", "Pairs"]
    assert staff.see("people")[0]["Status"] == "later"


def test_a_tab_without_its_marks_holds_up_no_other(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    with staff.tab("people") as sheet:
        sheet.delete_cols(1)
    with pytest.raises(Permanent) as caught:
        table.write([person("p2", "Bo"), RowWrite(tab="pairs", key="x", cells={"pair": "Ada and Bo"})])
    assert ("People" in str(caught.value), "People" in caught.value.mend or "tab" in caught.value.mend) == (True, True)
    assert staff.see("pairs") == [{"Pair": "Ada and Bo", "Decision": ""}]
    reading = table.read(None)
    assert reading is not None
    assert ("people" in reading.rows, len(reading.problems)) == (False, 1)


def test_a_tab_made_anew_looks_as_the_others(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    staff.delete_tab("people")
    table.write([person("p1", "Ada")])
    sheet = sheet_of(load_workbook(staff.path), "people")
    assert (sheet.title, sheet["B2"].font.b, sheet["B3"].fill.fgColor.rgb) == ("People", True, "FFF3F5F7")
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["D3:D1048576"]
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["D3:D1048576"]


def test_a_new_staff_column_gets_its_drop_down(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    wish = Column(key="wish", title="Wish", staff=True, options=("yes", "no"))
    table.ensure((TabLayout(key="pairs", title="Pairs", columns=(*PAIRS.columns, wish)),))
    sheet = sheet_of(load_workbook(staff.path), "pairs")
    assert (sheet["D1"].value, sheet["D2"].value) == ("wish", "Wish")
    assert [found.formula1 for found in sheet.data_validations.dataValidation] == ['"yes,no"']


LOCKS = {".~lock.workbook.xlsx#": b"Ms Hill,h,pc,1;", "~$workbook.xlsx": b"\x07Ms Hill "}


@pytest.mark.parametrize(("name", "content"), LOCKS.items())
def test_who_has_it_open_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    table, _ = opened(tmp_path, person("p1", "Ada"))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Retryable) as caught:
        table.write([person("p1", "Ada", "later")])
    assert ("Ms Hill" in str(caught.value), name in str(caught.value), bool(caught.value.mend)) == (True, True, True)
    assert actions(table) == {"p1": ""}
    table.ensure((PEOPLE, PAIRS))


HALVES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "other": lambda data: b"%PDF-1.7",
    "hole": lambda data: data[:200] + bytes(len(data) - 2200) + data[-2000:],
}


def refused(act: Callable[[], object]) -> str:
    """The mend of the `Permanent` that the act raises."""
    with pytest.raises(Permanent) as caught:
        act()
    return caught.value.mend


@pytest.mark.parametrize("harm", sorted(HALVES))
def test_an_unreadable_file_is_left_alone(tmp_path: Path, harm: str) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    staff.path.write_bytes(broken := HALVES[harm](staff.path.read_bytes()))
    with pytest.raises(Retryable):
        table.read(None)
    outcomes = [
        refused(partial(table.write, [person("p1", "Ada", "later")])),
        refused(partial(table.ensure, (PEOPLE,))),
    ]
    assert [bool(mend) for mend in (*outcomes, refused(partial(table.read, None)))] == [True] * 3
    assert staff.path.read_bytes() == broken


def test_a_file_met_half_saved_is_written_once_it_is_whole(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    whole = staff.path.read_bytes()
    waits = []
    for part in (whole[:900], whole[:2000], whole[: len(whole) // 2]):  # without a lock file, in a program's own time
        staff.path.write_bytes(part)
        with pytest.raises(Retryable) as caught:
            table.write([person("p1", "Ada", "later")])
        waits.append(caught.value.after)
    staff.path.write_bytes(whole)
    table.write([person("p1", "Ada", "later")])
    [row] = staff.see("people")
    assert (row["Status"], waits) == ("later", [SAVED_BY_THEN] * 3)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match=r"workbook\.xlsx"):
        LocalTable(tmp_path / "workbook.xlsx", DISK).read(None)


def test_an_edit_saved_while_we_write_is_not_lost(tmp_path: Path) -> None:
    _, staff = opened(tmp_path, person("p1", "Ada"))

    class Interrupted(Disk):
        def prepare(self, path: Path, data: bytes) -> Path:
            if not (tmp_path / "once").exists():
                (tmp_path / "once").touch()
                staff.edit("people", "p1", "action", "accept")
            return super().prepare(path, data)

    LocalTable(staff.path, Interrupted(durable=False)).write([person("p1", "Ada", "later")])
    [row] = staff.see("people")
    assert (row["Status"], row["Action"]) == ("later", "accept")


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p0", "Ada"))

    def write(writer: int) -> None:
        own = LocalTable(staff.path, DISK)
        for number in range(5):
            own.write([person(f"w{writer}-{number}", f"{writer} {number}")])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(actions(table)) == 21


@pytest.mark.slow
def test_a_years_sheet_is_cheap_to_change(tmp_path: Path) -> None:
    table, _ = opened(tmp_path)
    table.write([person(f"p{number}", f"Name {number}") for number in range(9_000)])
    batch = [person(f"p{number}", "Changed") for number in range(0, 9_000, 90)]
    began = process_time()
    table.write([*batch, person("new", "New")])
    assert process_time() - began < 0.6  # about 0.1 s on an idle core; the bound allows for a busy one


def test_the_file_keeps_its_permissions(tmp_path: Path) -> None:
    table, staff = opened(tmp_path, person("p1", "Ada"))
    staff.path.chmod(0o640)
    table.write([person("p1", "Ada", "later")])
    assert staff.path.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
