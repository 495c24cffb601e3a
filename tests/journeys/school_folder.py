"""What a school's people find in the local suite's folder: the workbook, their mail and their calendars."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from pathlib import Path

from openpyxl import load_workbook

from tests.connectors.local.staff import FIRST, Staff, sheet_of, text


@dataclass(frozen=True, slots=True)
class SchoolFolder:
    """The folder, read with programs that are not ours."""

    folder: Path

    @property
    def workbook(self) -> Staff:
        """Staff at the workbook."""
        return Staff(self.folder / "workbook.xlsx")

    def rows(self, tab: str) -> dict[str, dict[str, str]]:
        """The rows of a tab by their hidden keys, each by the hidden keys of its columns."""
        sheet = sheet_of(load_workbook(self.folder / "workbook.xlsx"), tab)
        columns = [text(cell.value) for cell in sheet[1]]
        rows = ([text(cell.value) for cell in row] for row in sheet.iter_rows(min_row=FIRST))
        return {row[0]: dict(zip(columns, row, strict=True)) for row in rows if row[0]}

    def mails(self, address: str = "*@*") -> list[EmailMessage]:
        """Somebody's mails, read or not, in the order in which they came; everybody's without an address."""
        paths = (self.folder / "mail").glob(f"{address}/[nc]*/*")
        found = sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [message_from_bytes(path.read_bytes(), policy=default) for path in found]

    def calendar(self, address: str) -> str:
        """Somebody's calendar file with its folded lines joined; "" when there is none."""
        path = self.folder / "calendars" / f"{address}.ics"
        return path.read_text("utf-8").replace("\r\n", "\n").replace("\n ", "") if path.exists() else ""


def words_of(mail: MIMEPart) -> str:
    """A mail's headers and everything written in it, decoded."""
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([headers, *map(str, parts)])
