"""What opening the suite gives, by its settings; opening calls nobody."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from connectors.errors import Permanent
from connectors.google.settings import FormSettings, GoogleSettings, PubSubSettings
from connectors.google.suite import LOOK_EVERY, PACE, look_at_forms_every
from connectors.registry import open_suite
from tests.emulators.google.school import School
from tests.emulators.google.world import LIMITS

pytestmark = pytest.mark.slow
SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
DAY = timedelta(days=1)


def test_opening_calls_nobody(house: School) -> None:
    house.extra = house.pushed()
    open_suite("google", house.settings())
    assert (house.world.calls(), house.world.identities.token_calls) == (0, 0)


@pytest.mark.parametrize(
    ("told", "doors", "fetches"),
    [("", set(), False), ("pushed", {"google-forms"}, False), ("pulled", set(), True)],
)
def test_doors_follow_the_settings(house: School, told: str, doors: set[str], fetches: bool) -> None:
    house.extra = {"pushed": house.pushed(), "pulled": house.pulled()}.get(told, {})
    suite = house.open()
    assert (set(suite.verifiers), suite.puller is not None) == (doors, fetches)


def test_script_has_a_door_of_its_own(house: School) -> None:
    house.extra = {"script_secret": f"{SECRET} {SECRET}"}
    assert set(house.open().verifiers) == {"google-script"}


def test_weak_script_secret_is_told(house: School) -> None:
    house.extra = {"script_secret": "whsec_c2hvcnQ="}
    with pytest.raises(Permanent):
        house.open()


def test_only_a_consent_is_signed_in_for(house: School) -> None:
    assert house.open().offers.sign_in is None
    house.extra = {"credentials_file": "", "token_file": str(house.folder / "none.json")}
    assert house.open().offers.sign_in is not None


def test_looks_of_a_quiet_day_stay_within_its_calls() -> None:
    forms = 7
    looks = {source: DAY / span for source, span in LOOK_EVERY.items()}
    assert looks.pop("forms") * forms + sum(looks.values()) < 2_600
    assert LOOK_EVERY["table"] < timedelta(minutes=1)


@pytest.mark.parametrize(("count", "minutes"), [(0, 15), (8, 15), (16, 30), (40, 75), (60, 90)])
def test_many_forms_are_looked_at_less_often_where_we_are_told(count: int, minutes: int) -> None:
    forms = {str(number): FormSettings(form_id="1F") for number in range(count)}
    told = GoogleSettings(forms=forms, pubsub=PubSubSettings(subscription="s"))
    assert look_at_forms_every(told) == timedelta(minutes=minutes)
    assert look_at_forms_every(GoogleSettings(forms=forms)) == timedelta(minutes=15)


def test_pace_stays_within_a_minutes_quota() -> None:
    mails = (PACE["mail"].per_minute + PACE["mail"].burst) / 2
    assert mails * 110 <= 6_000
    assert PACE["mail"].per_day < 2_000
    assert PACE["workbook"].per_minute + PACE["workbook"].burst <= LIMITS["sheets write"] - 10
    assert 4 * (PACE["calendar"].per_minute + PACE["calendar"].burst) <= LIMITS["calendar"]
