"""Which mails need not wait for the morning's digest."""

from __future__ import annotations

import pytest

from workflows.promptness import may_be_prompt


@pytest.mark.parametrize(
    "key",
    [
        "oak/concerns/c-1/alert/1/safe",
        "oak/applications/p-1:mentor/receipt/9.1",
        "oak/consent/p-1/request/2",
        "oak/meetings/p-1~p-2/1/moved/0/p-1",
        "oak/tasters/p-1/invited/12345678",
        "oak/life/p-1/referral-consent/p-1:7/tutor",
    ],
)
def test_danger_answers_appointments_and_open_questions_go_at_once(key: str) -> None:
    assert may_be_prompt(key)


@pytest.mark.parametrize(
    "key",
    [
        "oak/digest/0123456789abcdef/2026-10-01",
        "oak/consent/p-1/reminder/2-1",
        "oak/consent/p-1/lead_expired/2",
        "oak/meetings/p-1~p-2/1/remind/0/p-1",
        "oak/checkins/p-1~p-2/1/ask/p-1",
        "oak/watch/p-1~p-2/2026-40",
        "oak/reports/weekly/2026-10-05",
        "oak/something/new",
    ],
)
def test_reminders_reports_and_whatever_is_new_are_routine(key: str) -> None:
    assert not may_be_prompt(key)
