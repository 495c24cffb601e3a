from __future__ import annotations

import subprocess
import sys

import pytest

from connectors.microsoft.lists import ListTable
from connectors.microsoft.suite import open_suite
from connectors.microsoft.tables import MicrosoftTable
from tests.connectors.microsoft.test_settings import GOOD, LONG


def opened(**changed: str) -> str:
    """The doors of the suite with these settings."""
    return ",".join(sorted(open_suite({**GOOD, **changed}).verifiers))


def test_doors_stand_where_the_settings_name_their_secrets() -> None:
    named = {"notification_url": "https://peer.example/hooks/microsoft/oak", "notification_secret": LONG}
    assert opened() == ""
    assert opened(flow_secret=LONG) == "microsoft-flow"
    assert opened(flow_secret=LONG, **named) == "microsoft,microsoft-flow"


def test_staffs_tabs_stand_where_the_settings_say() -> None:
    assert isinstance(open_suite(GOOD).table, MicrosoftTable)
    assert isinstance(open_suite({**GOOD, "table": "list", "site_id": "s"}).table, ListTable)


def test_silence_is_expected_only_where_named() -> None:
    form = {"forms.concern.id": "x", "forms.concern.quiet_days": "10", "forms.apply.id": "y", "flow_secret": LONG}
    assert dict(open_suite({**GOOD, **form}).offers.expected) == {"concern": 10}


def test_school_with_a_lower_limit_says_so() -> None:
    days = [open_suite({**GOOD, **said}).offers.pace["mail"].per_day for said in ({}, {"mails_per_day": "100"})]
    assert days == [9_000, 100]


@pytest.mark.slow
def test_opening_loads_nothing_of_microsofts() -> None:
    code = (
        "import sys; from connectors.registry import open_suite\n"
        f"suite = open_suite('microsoft', {GOOD!r})\n"
        "heavy = {'msgraph', 'azure', 'httpx', 'kiota_abstractions', 'aiohttp'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
