"""Presets: each makes a whole programme out of the shortest file, and the file's own word wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.config import ConfigError
from service.settings.presets import PRESETS
from service.settings.programme_file import parse_programme
from workflows.policy import Policy
from workflows.setup.steps import missing

SHORTEST = Path("docs/examples/shortest.yaml").read_text(encoding="utf-8")


def read(*lines: str) -> Policy:
    return parse_programme(Path("school.yaml"), "\n".join((SHORTEST, *lines)).encode()).policy


@pytest.mark.parametrize("name", PRESETS)
def test_preset_leaves_no_step_without_one_it_needs(name: str) -> None:
    policy = read(f"preset: {name}")
    assert [broken for broken in missing(policy) if broken.severe] == []
    assert policy != read()


def test_co_mentoring_pairs_equals() -> None:
    assert [name for name in PRESETS if read(f"preset: {name}").matching.equals] == ["co-mentoring"]


def test_files_own_word_wins_over_the_preset() -> None:
    policy = read("preset: transition", "matching: {grade_gap: 3}")
    assert (policy.matching.grade_gap, policy.matching.same_site) == (3, False)


def test_unknown_preset_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="preset: 'clasic' is no preset; did you mean `classic`"):
        read("preset: clasic")


def test_step_without_one_it_needs_is_severe() -> None:
    policy = read("training: {sessions: [{id: one, on: 2026-09-10, starts: '12:30'}]}")
    told = [broken.text for broken in missing(policy) if broken.severe]
    assert told == ["“training sessions” does not work without “mentor training”."]
