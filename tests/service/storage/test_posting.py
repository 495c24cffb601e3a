"""When a mail may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.storage.posting import next_digest, when_due
from tests.builders import POLICY, person
from workflows.effects import SendMail, Urgency
from workflows.letters import letter, to_pupil

NIGHT = datetime(2026, 11, 6, 22, 0, tzinfo=UTC)
"""A Friday in term, at ten in the evening."""
MAIL = letter(key="oak/x/1", to=to_pupil(person()), words="people.left", policy=POLICY, values={"name": "Amira"})


def mail(urgency: Urgency, key: str = "oak/x/1") -> SendMail:
    return replace(MAIL, key=key, urgency=urgency)


@pytest.mark.parametrize(
    ("one", "at"),
    [
        (mail(Urgency.URGENT), NIGHT),
        (mail(Urgency.PROMPT), datetime(2026, 11, 7, 6, 30, tzinfo=UTC)),
        (mail(Urgency.ROUTINE), datetime(2026, 11, 9, 7, 30, tzinfo=UTC)),
        (mail(Urgency.PROMPT, "oak/concerns/c-1/open/1/safe"), NIGHT),
        (mail(Urgency.PROMPT, "oak/receipts/1"), NIGHT),
    ],
)
def test_when_due_respects_the_night_and_the_weekend(one: SendMail, at: datetime) -> None:
    assert when_due(one, POLICY, NIGHT) == at


def test_routine_mail_of_the_digest_s_own_minute_waits_for_the_next() -> None:
    morning = datetime(2026, 11, 9, 7, 30, tzinfo=UTC)
    assert next_digest(POLICY, morning) == datetime(2026, 11, 10, 7, 30, tzinfo=UTC)
