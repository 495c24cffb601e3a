"""Settings: read as text, put back, refused with the reason; the form and the tab end in the same value."""

from __future__ import annotations

import pytest

from tests.builders import NOW, POLICY, answered, edited, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import ProgrammeStarted
from workflows.policy import NeedsPolicy, SetupPolicy
from workflows.setup.settings import UnusableValueError, adjustable, settled
from workflows.state import Setting
from workflows.view import Snapshot

WHOLE = policy(setup=SetupPolicy(on=True), needs=NeedsPolicy(on=True))
CASES = [
    ("goal", "Every newcomer  has a friend."),
    ("applications/mentor_grades", "10 11, 12"),
    ("meetings/every_days", "14"),
    ("training/focus", "attendance"),
    ("needs/on", "no"),
]


@pytest.mark.parametrize(("key", "text"), CASES)
def test_setting_reads_as_it_was_put(key: str, text: str) -> None:
    setting = adjustable(WHOLE)[key]
    changed = setting.put(WHOLE, text)
    assert setting.put(WHOLE, setting.read(changed)) == changed != WHOLE


@pytest.mark.parametrize(
    ("key", "text"),
    [("meetings/every_days", "soon"), ("meetings/every_days", "0"), ("training/focus", "x"), ("needs/on", "perhaps")],
)
def test_unusable_value_is_refused(key: str, text: str) -> None:
    with pytest.raises(UnusableValueError):
        adjustable(WHOLE)[key].put(WHOLE, text)


def test_step_that_the_file_leaves_out_cannot_be_switched_on() -> None:
    assert "needs/on" not in adjustable(POLICY)


def test_settled_keeps_the_files_word_where_a_value_fits_no_longer() -> None:
    view = Snapshot([Setting(id="meetings/every_days", value="900", at=NOW, by="sheet")])
    assert settled(POLICY, view) == POLICY


def test_cell_and_form_lead_to_the_same_setting() -> None:
    by_cell, by_form = World(policy=WHOLE), World(policy=WHOLE)
    by_cell.hear(edited(tabs.PROGRAMME, "goal", "change", "Nobody eats alone."), NOW)
    by_form.hear(answered(forms.SETUP, {"goal": "Nobody eats alone."}, personal={"staff": "lead"}), NOW)
    row = (tabs.PROGRAMME, "goal")
    assert by_cell.rows[row] == by_form.rows[row]
    assert by_cell.rows[row] == {
        "item": "Goal",
        "value": "Nobody eats alone.",
        "answer": "Done on Tue 8 September 2026.",
    }


def test_changed_setting_counts_for_every_workflow() -> None:
    world = World(policy=WHOLE)
    world.hear(edited(tabs.PROGRAMME, "meetings/every_days", "change", "14"), NOW)
    assert "every 14 days" in world.rows[tabs.PROGRAMME, "meetings"]["value"]


def test_switching_a_step_off_says_what_breaks() -> None:
    world = World(policy=WHOLE)
    world.hear(edited(tabs.PROGRAMME, "needs/on", "change", "no"), NOW)
    assert world.rows[tabs.PROGRAMME, "needs/on"]["answer"].endswith("the focus is the adults' guess.")


def test_step_switched_off_can_be_switched_on_again() -> None:
    world = World(policy=WHOLE)
    world.hear(edited(tabs.PROGRAMME, "needs/on", "change", "no"), NOW)
    world.hear(edited(tabs.PROGRAMME, "needs/on", "change", "yes"), NOW)
    assert world.rows[tabs.PROGRAMME, "needs/on"]["value"] == "yes"
    assert settled(WHOLE, world.view) == WHOLE


def test_form_without_the_leads_link_changes_nothing() -> None:
    world = World(policy=WHOLE)
    world.hear(answered(forms.SETUP, {"goal": "Mine."}, personal={"staff": "safe"}), NOW)
    assert world.rows == {}


def test_fixed_row_says_where_to_change_it() -> None:
    world = World(policy=WHOLE)
    world.hear(edited(tabs.PROGRAMME, "rooms", "change", "Gym"), NOW)
    assert world.rows[tabs.PROGRAMME, "rooms"]["answer"].startswith("This row only tells.")


def test_started_asks_the_lead_once_to_look_at_the_settings() -> None:
    world = World(policy=WHOLE)
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    world.hear(ProgrammeStarted(fingerprint="another setting"), NOW)
    assert [key for key in world.unsent if "/setup/form/" in key] == ["oak/setup/form/lead"]
