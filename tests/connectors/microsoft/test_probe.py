"""`nearpeer doctor` names the permission that is missing, prints the line that grants it, and changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from connectors.microsoft.probe import MicrosoftProbe
from connectors.ports import Finding
from tests.connectors.microsoft.list_staff import lists
from tests.connectors.microsoft.workbook_staff import fresh_book
from tests.emulators.microsoft.calendar_part import calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.forms_part import FIXED, TABLES, AnswerList, Results, answers
from tests.emulators.microsoft.identity import CLIENT, certificate_file, key_and_certificate
from tests.emulators.microsoft.lists_part import LISTS, ListOfItems
from tests.emulators.microsoft.mail_part import mailbox
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import DRIVE, FLOW_SECRET, NOTIFY, NOTIFY_SECRET, SITE, School

pytestmark = pytest.mark.slow
ALL = frozenset({"Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite", "Sites.Selected"})
GRANT = f"Grant-PnPEntraIDAppSitePermission -AppId {CLIENT} -DisplayName nearpeer -Site {SITE} -Permissions"


@pytest.fixture
def school(house: School) -> School:
    """A form by each route, a workbook and a site with one list."""
    fresh_book(house)
    answers(house.world).results["01F"] = Results(drive=DRIVE, file="01F", titles=[*FIXED])
    answers(house.world).lists["L"] = AnswerList(site=SITE, identifier="L")
    for identifier, title in (("D", "Documents"), ("L", "Answers")):
        lists(house).append(ListOfItems(list_id=identifier, title=title, description="", columns=[]))
    forms = {
        "consent": {"route": "flow", "id": "F1"},
        "concern": {"route": "workbook", "drive_id": DRIVE, "file_id": "01F"},
        "check_in": {"route": "list", "site_id": SITE, "list_id": "L"},
    }
    house.extra = {f"forms.{kind}.{name}": text for kind, named in forms.items() for name, text in named.items()}
    house.extra |= {"flow_secret": FLOW_SECRET, "notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
    return house


def findings(school: School, now: datetime | None = None) -> dict[str, Finding]:
    """What the doctor finds."""
    probe = MicrosoftProbe(school.door(), school.read(), now=lambda: now or school.world.now)
    return {finding.check: finding for finding in probe.findings()}


def test_every_permission_is_looked_at(school: School) -> None:
    school.world.identities.granted = ALL
    found = findings(school)
    assert [name for name, finding in found.items() if not finding.ok] == []
    assert list(found) == [
        "Mailbox: read and write",
        "Mailbox: send",
        "Calendar: write",
        "Calendar: free and busy",
        "Workbook: find",
        "Workbook: edit",
        "Form consent: answers",
        "Form concern: answers",
        "Form check_in: answers",
        "Notifications",
    ]


@pytest.mark.parametrize("store", ["workbook", "list"])
def test_looking_changes_nothing(school: School, store: str) -> None:
    school.extra["table"] = store
    book = fresh_book(school)
    findings(school)
    assert (len(lists(school)), book.version, book.sessions) == (2, 1, {})
    assert (mailbox(school.world).arrivals, calendars(school.world).events) == ([], {})


@pytest.mark.parametrize(
    ("missing", "check", "line"),
    [
        ("Mail.ReadWrite", "Mailbox: read and write", f'-App {CLIENT} -Role "Application Mail.ReadWrite"'),
        ("Mail.Send", "Mailbox: send", f'-App {CLIENT} -Role "Application Mail.Send"'),
        ("Calendars.ReadWrite", "Calendar: write", f'-App {CLIENT} -Role "Application Calendars.ReadWrite"'),
        ("Calendars.ReadWrite", "Calendar: free and busy", f'-App {CLIENT} -Role "Application Calendars.Read"'),
        ("Sites.Selected", "Workbook: find", f"{GRANT} Write"),
        ("Sites.Selected", "Form concern: answers", f"{GRANT} Write"),
    ],
)
def test_missing_permission_names_the_line_that_grants_it(school: School, missing: str, check: str, line: str) -> None:
    school.world.identities.granted = ALL - {missing}
    found = findings(school)[check]
    assert (found.ok, line in found.mend) == (False, True)


def test_site_that_may_only_be_written_to_makes_no_lists(school: School) -> None:
    school.extra["table"] = "list"
    refusal = Refused(403, "accessDenied", "Access denied")
    school.world.faults.plan(f"POST {LISTS}", Kind.REFUSE, refusal=refusal)
    found = findings(school)["Lists"]
    assert (found.ok, f"{GRANT} Manage" in found.mend) == (False, True)
    assert findings(school)["Lists"].detail == "the site has 2 lists, and nearpeer may make more"


def test_tenant_that_keeps_applications_out_of_workbooks_is_shown_the_lists(school: School) -> None:
    fresh_book(school).app_only = False
    found = findings(school)
    assert (found["Workbook: find"].ok, found["Workbook: edit"].ok) == (True, False)
    assert found["Workbook: edit"].mend.startswith("Set table: list and site_id")


def test_results_workbook_that_is_closed_to_applications_is_shown_another_route(school: School) -> None:
    refusal = Refused(403, "AccessDenied", "You cannot open this file.", inner="EditModeAccessDenied")
    school.world.faults.plan(f"GET {TABLES}", Kind.REFUSE, refusal=refusal)
    found = findings(school)["Form concern: answers"]
    assert (found.ok, "another route" in found.mend) == (False, True)


def test_refused_identity_is_mended_first(school: School) -> None:
    school.world.identities.secret = "another"
    found = findings(school)["Mailbox: read and write"]
    assert (found.ok, "The client secret is wrong" in found.mend) == (False, True)


def test_results_workbook_that_is_gone_is_told(school: School) -> None:
    answers(school.world).results.clear()
    assert not findings(school)["Form concern: answers"].ok


@pytest.mark.parametrize(("days", "ok"), [(31, True), (29, False)])
def test_certificate_that_ends_soon_is_told(school: School, tmp_path: Path, days: int, ok: bool) -> None:
    (tmp_path / "np.pem").write_bytes(certificate_file())
    school.extra |= {"client_secret": "", "certificate_file": str(tmp_path / "np.pem")}
    ends_at = key_and_certificate()[1].not_valid_after_utc
    found = findings(school, now=ends_at - timedelta(days=days))["Certificate"]
    assert (found.ok, f"{ends_at:%d %B %Y}" in found.detail) == (ok, True)
