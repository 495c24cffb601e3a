"""`nearpeer doctor` names what is missing, where it is mended, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from connectors.google.auth import SCOPE
from connectors.google.probe import scope_list
from connectors.google.settings import read_settings
from connectors.ports import Finding
from tests.connectors.contracts import NOW, WORRY
from tests.emulators.google.faults import Kind
from tests.emulators.google.identity import CLIENT_ID
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import BOOK, School

pytestmark = pytest.mark.slow


def findings(house: School, spoil: Callable[[], object] = lambda: None) -> dict[str, Finding]:
    """What the doctor finds after something was spoilt."""
    house.extra = house.pulled()
    suite = house.open()
    suite.forms.ensure((WORRY,))
    suite.subscriptions.keep_alive(NOW)
    spoil()
    return {finding.check: finding for finding in suite.probe.findings()}


def test_every_permission_is_looked_at(house: School) -> None:
    assert list(findings(house)) == [
        "Mailbox",
        "Workbook: read",
        "Workbook: write",
        "Calendar: write",
        "Calendar: free and busy",
        "Form concern: questions",
        "Form concern: responses",
        "Forms: create",
        "Pub/Sub",
    ]


def test_looking_changes_nothing(house: School) -> None:
    findings(house)
    book, mail = house.world.workbooks.get(BOOK), house.world.mail
    assert (book.tabs[0].cells, mail.drafts, mail.messages, house.world.calendars.events) == ({}, {}, {}, {})


def test_missing_scope_names_page_client_and_scopes(house: School) -> None:
    left_out = {SCOPE + "gmail.compose", SCOPE + "gmail.readonly"}
    house.world.identities.delegated = None
    refusal = Refused(403, "insufficientPermissions", "Insufficient Permission")
    bad = findings(house, lambda: house.world.faults.plan("gmail", Kind.REFUSE, refusal=refusal))["Mailbox"]
    assert not bad.ok
    assert all(word in bad.mend for word in ("Manage domain-wide delegation", CLIENT_ID, *left_out))


def test_scopes_that_nobody_delegated_are_told(house: School) -> None:
    house.world.identities.delegated = set()
    bad = [finding for finding in house.open().probe.findings() if not finding.ok]
    assert len(bad) == 6
    assert all("domain-wide delegation" in finding.mend for finding in bad)


@pytest.mark.parametrize("role", ["reader", "freeBusyReader", ""])
def test_calendar_that_may_only_be_read_is_told(house: School, role: str) -> None:
    bad = findings(house, lambda: setattr(house.world.calendars, "access_role", role))["Calendar: write"]
    assert not bad.ok
    assert "make changes to events" in bad.mend


def test_workbook_that_may_only_be_read_is_told(house: School) -> None:
    found = findings(house, lambda: setattr(house.world.workbooks.get(BOOK), "editable", False))
    assert (found["Workbook: read"].ok, found["Workbook: write"].ok) == (True, False)
    assert "Share the file" in found["Workbook: write"].mend


def test_scopes_are_listed_as_the_admin_pastes_them(house: School) -> None:
    listed = scope_list(read_settings(house.settings())).split(",")
    assert len(listed) == len(set(listed)) == 9
    assert all(scope.startswith(SCOPE) for scope in listed)
