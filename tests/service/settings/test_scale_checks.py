"""A programme file with scales, dates and reminders: what fits is read, what does not is named with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from service.settings.problems import ConfigError
from service.settings.programme_file import parse_programme
from workflows.policy import ScaleUse

SHORTEST = """programme: oak
name: Oak mentoring
school:
  zone: Europe/London
  terms: {Year: 2026-09-01..2027-07-16}
  periods: {Lunch: 12:30-13:10}
  slots: [Mon/Lunch, Tue/Lunch]
staff:
  ana: {name: Ana Silva, email: ana@oak.example}
  ben: {name: Ben Okafor, email: ben@oak.example}
roles: {lead: ana, safeguarding_lead: ana, safeguarding_deputy: ben, head: ben}
"""
LEARNING = """learning:
  on: true
  stages: [2026-12-18]
  scales:
    - {id: ycr, items: [one, two, three, four, five], reverse: [1, 2]}
rollover: {year_ends: [2027-07-16]}
feedback: {mid_point: [2027-01-20], chase_after: [2, 4]}
recognition: {on: true, certificates_on: [2027-07-09]}
"""


def told(text: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        parse_programme(Path("oak.yaml"), text.encode())
    return [f"{problem.line}: {problem.what}" for problem in refused.value.problems]


def test_dates_and_scales_are_read() -> None:
    policy = parse_programme(Path("oak.yaml"), (SHORTEST + LEARNING).encode()).policy
    items = ("one", "two", "three", "four", "five")
    assert policy.learning.scales == (ScaleUse(id="ycr", items=items, reverse=(1, 2)),)
    assert (policy.rollover.year_ends, policy.learning.stages) == ((date(2027, 7, 16),), (date(2026, 12, 18),))


def test_scale_that_does_not_fit_is_named_with_its_line() -> None:
    assert told(SHORTEST + LEARNING.replace(", five", "")) == ["16: ycr has 5 items, the file has 4"]


def test_third_reminder_is_refused() -> None:
    assert told(SHORTEST + "feedback: {chase_after: [1, 2, 3]}\n") == ["12: names 3 reminders"]
