"""`nearpeer doctor` for Microsoft 365: a harmless call for each permission, and the exact line that grants it.

What may not be tried for real is tried on something that does not exist: Exchange answers "not found" to an application
that may, and "access denied" to one that may not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from connectors.errors import AuthExpired, ConnectorError, Permanent
from connectors.microsoft.calendar import MicrosoftCalendar
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.settings import FormSettings, MicrosoftSettings, Route, Store
from connectors.microsoft.subscriptions import standing_at
from connectors.microsoft.vendor import load
from connectors.ports import Finding

NOTHING = "AAMkADAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMABGAAAAAAA="
NOT_THERE = (400, 404)
WARN_BEFORE = timedelta(days=30)
Check = tuple[str, str, Callable[[], str]]


class MicrosoftProbe:
    """Proves each permission of one school's settings."""

    def __init__(self, door: Door, settings: MicrosoftSettings, *, now: Callable[[], datetime]) -> None:
        self._door, self._settings, self._now = door, settings, now
        self._user = f"/users/{quoted(settings.mailbox)}"

    def findings(self) -> Sequence[Finding]:
        """Mail first: it is the cheapest call that fails when the identity itself does."""
        checks: list[Check] = [
            ("Mailbox: read and write", "Mail.ReadWrite", self._drafts),
            ("Mailbox: send", "Mail.Send", self._sending),
            ("Calendar: write", "Calendars.ReadWrite", self._calendar),
            ("Calendar: free and busy", "Calendars.Read", self._free_busy),
            *self._table(),
        ]
        for form in self._settings.forms.values():
            checks.append((f"Form {form.kind}: answers", _site_or_flow(form), partial(self._form, form)))
        if self._settings.notification_url:
            checks.append(("Notifications", "", self._promises))
        if self._settings.certificate_file:
            checks.append(("Certificate", "", self._certificate))
        return [self._finding(*check) for check in checks]

    def _finding(self, check: str, permission: str, look: Callable[[], str]) -> Finding:
        try:
            return Finding(check=check, ok=True, detail=look())
        except AuthExpired as fault:
            return Finding(check=check, ok=False, detail=str(fault), mend=self._mend(fault, permission))
        except ConnectorError as fault:
            mend = fault.mend or "Run nearpeer doctor again in some minutes."
            return Finding(check=check, ok=False, detail=str(fault), mend=mend)

    def _mend(self, fault: AuthExpired, permission: str) -> str:
        """The line an administrator runs; of the identity itself where that is what failed."""
        app, site = self._settings.client_id or "<client id>", self._settings.site_id or "<address of the site>"
        if "sign-in" in str(fault) or "no identity" in str(fault) or not permission:
            return fault.mend
        if permission.startswith("Sites"):
            # An application that may only write makes no lists (msgraph-sdk-dotnet#1034).
            role = "Manage" if self._settings.store is Store.LIST else "Write"
            line = f"Grant-PnPEntraIDAppSitePermission -AppId {app} -DisplayName nearpeer -Site {site}"
            return f"{fault.mend} In PnP PowerShell: {line} -Permissions {role}"
        line = f'New-ManagementRoleAssignment -App {app} -Role "Application {permission}" -CustomResourceScope nearpeer'
        return f"In Exchange Online PowerShell: {line} (it takes up to two hours to count)."

    # --- Exchange ----------------------------------------------------------------------------------

    def _drafts(self) -> str:
        self._door.request("GET", f"{self._user}/mailFolders/inbox")
        path = f"{self._user}/messages/{NOTHING}"
        self._door.request("PATCH", path, json={"importance": "normal"}, expected=NOT_THERE)
        return f"mail can be written and read as {self._settings.mailbox}"

    def _sending(self) -> str:
        self._door.request("POST", f"{self._user}/messages/{NOTHING}/send", expected=NOT_THERE)
        return f"mail goes out as {self._settings.mailbox}"

    def _calendar(self) -> str:
        path = f"{self._user}/events/{NOTHING}"
        self._door.request("PATCH", path, json={"importance": "normal"}, expected=NOT_THERE)
        links = MicrosoftCalendar(self._door, self._settings.mailbox).links_offered()
        return f"meetings can be written, {'with' if links else 'without'} links into Teams"

    def _free_busy(self) -> str:
        start = self._now().replace(minute=0, second=0, microsecond=0)
        body = {
            "Schedules": [self._settings.mailbox],
            "StartTime": {"dateTime": f"{start:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"},
            "EndTime": {"dateTime": f"{start + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"},
        }
        self._door.request("POST", f"{self._user}/calendar/getSchedule", json=body)
        return "free and busy times can be asked for"

    # --- files and lists -----------------------------------------------------------------------------

    def _table(self) -> list[Check]:
        if self._settings.store is Store.LIST:
            return [("Lists", "Sites.Selected", self._lists)]
        return [
            ("Workbook: find", "Sites.Selected", self._find_workbook),
            ("Workbook: edit", "Sites.Selected", self._edit_workbook),
        ]

    def _find_workbook(self) -> str:
        item = self._door.request("GET", self._file(), query={"$select": "id,name"}).body
        return f"the workbook is called {item.get('name', 'nothing')}"

    def _edit_workbook(self) -> str:
        """Opens the real file for editing and closes it again, with nothing written.

        Microsoft documents workbooks as not for applications; in most tenants it works, in some it ends with
        EditModeAccessDenied (microsoft-graph-docs-contrib#8691). Only trying says which.
        """
        book = f"{self._file()}/workbook"
        try:
            opened = self._door.request("POST", f"{book}/createSession", json={"persistChanges": True}).body
            session = {"workbook-session-id": str(opened["id"])}
            self._door.request("GET", f"{book}/worksheets", headers=session)
            self._door.request("POST", f"{book}/closeSession", headers=session)
        except (AuthExpired, Permanent) as fault:
            mend = "Set table: list and site_id, so that staff work in Microsoft Lists (docs/microsoft-admin.md)."
            raise Permanent(f"Applications may not edit workbooks here: {fault}", mend=mend) from fault
        return "rows can be written"

    def _file(self) -> str:
        return f"/drives/{quoted(self._settings.drive_id)}/items/{quoted(self._settings.workbook_id)}"

    def _lists(self) -> str:
        """Asks for a list by a name that is taken: SharePoint refuses the name, or first of all whoever may not."""
        path = f"/sites/{quoted(self._settings.site_id)}/lists"
        listed = self._door.request("GET", path, query={"$select": "displayName"}).body.get("value", ())
        for standing in listed[:1]:
            taken = {"displayName": standing["displayName"], "list": {"template": "genericList"}}
            self._door.request("POST", path, json=taken, repeatable=False, expected=(409,))
        return (
            f"the site has {len(listed)} lists, and nearpeer may make more" if listed else "the site has no lists yet"
        )

    def _form(self, form: FormSettings) -> str:
        if form.route is Route.FLOW:
            return f"a flow brings them to the door (nearpeer forms flow --form {form.kind} says how)"
        if form.route is Route.LIST:
            path = f"/sites/{quoted(form.site_id)}/lists/{quoted(form.list_id)}"
            return f"they stand in the list {self._door.request('GET', path).body.get('displayName', form.list_id)}"
        path = f"/drives/{quoted(form.drive_id)}/items/{quoted(form.file_id)}/workbook/tables"
        tables = self._door.request("GET", path).body.get("value", ())
        if not tables:
            raise Permanent("The results workbook has no table", mend='In Forms, press "Open results in Excel" again.')
        return "they stand in the results workbook"

    # --- the rest ------------------------------------------------------------------------------------

    def _promises(self) -> str:
        ours = standing_at(self._door, self._settings.notification_url)
        return f"{len(ours)} stand" if ours else "none stands yet; the service makes them when it runs"

    def _certificate(self) -> str:
        content = Path(self._settings.certificate_file).read_bytes()
        try:
            ends_at: datetime = load("cryptography.x509").load_pem_x509_certificate(content).not_valid_after_utc
        except ValueError:
            return "its end cannot be read from this kind of file; note it in the calendar"
        if ends_at - self._now() < WARN_BEFORE:
            mend = "Make a new certificate, upload its public part beside the old one, then change certificate_file."
            raise Permanent(f"It ends on {ends_at.astimezone(UTC):%d %B %Y}", mend=mend)
        return f"it is good until {ends_at.astimezone(UTC):%d %B %Y}"


def _site_or_flow(form: FormSettings) -> str:
    return "" if form.route is Route.FLOW else "Sites.Selected"
