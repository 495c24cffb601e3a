"""Which spreadsheet is the school's: the one it names, or one made for it and shared with the staff it names.

The made one is found again by a private mark of its file (`appProperties`), whatever it is called and wherever staff
move it; Drive shows a file only to the programme that made it (scope `drive.file`).
"""

from __future__ import annotations

from connectors.errors import Permanent
from connectors.google.http import Door
from connectors.google.settings import GoogleSettings

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
MARK = "nearpeer-workbook"
MEND = "Run nearpeer doctor; when it is made, write its id into the programme's file as spreadsheet_id."
MADE = (
    "This is the workbook of the mentoring programme. Decide in its white columns; the tinted ones are written for you."
)


class WorkbookFile:
    """The file of one school's workbook. Its id is asked for once in each process."""

    def __init__(self, door: Door, settings: GoogleSettings) -> None:
        self._door, self._settings = door, settings
        self._found = settings.spreadsheet_id

    @property
    def id(self) -> str:
        """The id. Raises `Permanent` when the school names no workbook and none was made yet."""
        self._found = self._found or self._find()
        if not self._found:
            raise Permanent("The workbook is not made yet", mend=MEND)
        return self._found

    def make(self) -> str:
        """The id, after the file was made and shared where the school names none. Repeating makes no second one."""
        if not self._settings.spreadsheet_id:
            self._found = self._found or self._find() or self._create()
            self._share(self._found)
        return self._found

    def described(self) -> dict[str, str]:
        """The setting that names a workbook we made; nothing when the school names its own."""
        return {} if self._settings.spreadsheet_id else {"spreadsheet_id": self.make()}

    def _find(self) -> str:
        mark = f"appProperties has {{ key='{MARK}' and value='{self._settings.form_prefix}' }}"
        asked = f"{mark} and mimeType = '{SHEET_TYPE}' and trashed = false"
        files = self._door.service("drive", "v3", "files")
        # The oldest, should two processes ever have made one at the same moment.
        listed = self._door.call(files.list(q=asked, fields="files(id)", orderBy="createdTime")).body
        return next((str(file["id"]) for file in listed.get("files", ())), "")

    def _create(self) -> str:
        """Made and marked in one call, so that a lost answer leaves a file that the next attempt finds."""
        body = {
            "name": f"{self._settings.from_name or 'Mentoring'}: workbook",
            "mimeType": SHEET_TYPE,
            "appProperties": {MARK: self._settings.form_prefix},
        }
        files = self._door.service("drive", "v3", "files")
        return str(self._door.call(files.create(body=body, fields="id"), repeatable=False).body["id"])

    def _share(self, file_id: str) -> None:
        """Let the staff named edit it. Who can edit already is left alone, so nobody is written to twice."""
        api = self._door.service("drive", "v3", "permissions")
        listed = self._door.call(api.list(fileId=file_id, fields="permissions(emailAddress,role)")).body
        editors = {entry.get("emailAddress", "").lower() for entry in listed.get("permissions", ())}
        for address in self._settings.share_with:
            if address not in editors:
                grant = {"type": "user", "role": "writer", "emailAddress": address}
                self._door.call(api.create(fileId=file_id, body=grant, emailMessage=MADE, fields="id"))
