"""`nearpeer doctor` for Google: a harmless call for each permission, and the page where a missing one is mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from connectors.errors import ConnectorError
from connectors.google.auth import CAPABILITIES, SCOPE, client_id, scopes
from connectors.google.forms import GoogleForms
from connectors.google.http import Door
from connectors.google.settings import GoogleSettings
from connectors.google.workbook_file import WorkbookFile
from connectors.ports import Finding

ONE_CELL = {"find": "\ue000nearpeer-doctor-looks-for-nothing\ue000", "replacement": "", "allSheets": True}
WRITERS = frozenset({"owner", "writer"})


class GoogleProbe:
    """Proves each permission of one school's settings."""

    def __init__(
        self, door: Door, machine: Door, settings: GoogleSettings, forms: GoogleForms, file: WorkbookFile
    ) -> None:
        self._door, self._machine, self._settings, self._forms, self._file = door, machine, settings, forms, file

    def findings(self) -> Sequence[Finding]:
        """Mail first: it is the cheapest call that fails when the identity itself does."""
        settings = self._settings
        checks: list[tuple[str, str, Callable[[], str]]] = [
            ("Mailbox", "mail", self._mailbox),
            ("Workbook: read", "workbook", self._read_workbook),
            ("Workbook: write", "workbook", self._write_workbook),
            ("Calendar: write", "calendar", self._calendar),
            ("Calendar: free and busy", "calendar", self._free_busy),
        ]
        for kind in self._forms.form_ids():
            checks.append((f"Form {kind}: questions", "read forms", partial(self._questions, kind)))
            checks.append((f"Form {kind}: responses", "read forms", partial(self._responses, kind)))
        if settings.erase_mail:
            checks.append(("Mailbox: erase", "erase mail", self._erase))
        if settings.create_forms:
            checks.append(("Forms: create", "create forms", self._drive))
        if settings.pubsub.subscription:
            checks.append(("Pub/Sub", "notifications", self._queue))
        return [self._finding(check, capability, look) for check, capability, look in checks]

    def _finding(self, check: str, capability: str, look: Callable[[], str]) -> Finding:
        try:
            return Finding(check=check, ok=True, detail=look())
        except ConnectorError as fault:
            return Finding(check=check, ok=False, detail=str(fault), mend=self._mend(fault, capability))

    def _mend(self, fault: ConnectorError, capability: str) -> str:
        wanted = ", ".join(SCOPE + scope for scope in CAPABILITIES[capability])
        identity = client_id(self._settings)
        if not identity:
            return f"{fault.mend} This needs the permissions {wanted}; run nearpeer forms sign-in and tick every box."
        return f"{fault.mend} This needs the scopes {wanted} for client {identity}, acting as {self._settings.subject}."

    def _mailbox(self) -> str:
        users = self._door.service("gmail", "v1", "users")
        found = self._door.call(users.getProfile(userId="me", fields="emailAddress")).body["emailAddress"]
        self._door.call(users.drafts().list(userId="me", maxResults=1, fields="resultSizeEstimate"))
        self._door.call(users.messages().list(userId="me", maxResults=1, fields="resultSizeEstimate"))
        return f"mail goes out as {found}"

    def _erase(self) -> str:
        """Asks for the bin for a mail that there is not: refused without the right, and not found with it."""
        messages = self._door.service("gmail", "v1", "users", "messages")
        self._door.call(messages.trash(userId="me", id="0", fields="id"), expected=(400, 404))
        return "an erased person's mail can be put into the bin"

    def _read_workbook(self) -> str:
        """Makes the workbook where the school names none: without one nothing else about it can be proved."""
        path = self._file.make()
        body = self._door.sheet_call("get", path, params={"fields": "properties(title)"}).body
        title = body["properties"]["title"]
        if self._settings.spreadsheet_id:
            return f"the workbook is called {title}"
        return f"{title} was made: https://docs.google.com/spreadsheets/d/{path} (spreadsheet_id: {path})"

    def _write_workbook(self) -> str:
        """Replaces a text that stands nowhere: refused without the right to edit, and changes nothing with it."""
        body = {"requests": [{"findReplace": ONE_CELL}]}
        self._door.sheet_call("post", f"{self._file.id}:batchUpdate", json=body)
        return "rows can be written"

    def _calendar(self) -> str:
        events = self._door.service("calendar", "v3", "events")
        asked = events.list(calendarId=self._settings.calendar_id, maxResults=1, fields="accessRole,summary")
        role = self._door.call(asked).body.get("accessRole", "")
        if role not in WRITERS:
            mend = f"In Google Calendar, share {self._settings.calendar_id} with the right to make changes to events."
            raise ConnectorError(f"We are only {role or 'a stranger'} there", mend=mend)
        return "meetings can be written"

    def _free_busy(self) -> str:
        api = self._door.service("calendar", "v3", "freebusy")
        span = {"timeMin": "2026-01-01T00:00:00Z", "timeMax": "2026-01-01T01:00:00Z"}
        self._door.call(api.query(body={**span, "items": [{"id": self._settings.calendar_id}]}))
        return "free and busy times can be asked for"

    def _questions(self, kind: str) -> str:
        shape = self._forms.shape(kind)
        if not shape.published:
            raise ConnectorError("The form takes no answers", mend="Open the form, press Publish, accept responses.")
        return f"{len(shape.titles)} questions at {shape.address}"

    def _responses(self, kind: str) -> str:
        api: Any = self._door.service("forms", "v1", "forms", "responses")
        form_id = self._forms.form_ids()[kind]
        self._door.call(api.list(formId=form_id, pageSize=1, fields="responses(responseId)"))
        return "responses can be read"

    def _drive(self) -> str:
        files = self._door.service("drive", "v3", "files")
        self._door.call(files.list(pageSize=1, fields="files(id)"))
        return "forms can be made"

    def _queue(self) -> str:
        api = self._machine.service("pubsub", "v1", "projects", "subscriptions")
        found = self._machine.call(api.get(subscription=self._settings.pubsub.subscription)).body
        return f"notifications come from {found.get('topic', 'no topic')}"


def scope_list(settings: GoogleSettings) -> str:
    """Every scope, comma by comma, as the admin pastes it into the delegation page."""
    return ",".join(scopes(settings))
