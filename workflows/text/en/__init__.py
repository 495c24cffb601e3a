"""English. One module per workflow; every key starts with the name of its module."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.text.en import (
    agreements,
    applications,
    charter,
    checkins,
    closure,
    common,
    concerns,
    consent,
    duty,
    feedback,
    matching,
    meetings,
    needs,
    people,
    programme,
    recruiting,
    reports,
    rollover,
    self_checks,
    sessions,
    selection,
    setup,
    training,
    watch,
)

WORDS: Mapping[str, str] = {
    **common.WORDS,
    **applications.WORDS,
    **consent.WORDS,
    **agreements.WORDS,
    **checkins.WORDS,
    **concerns.WORDS,
    **matching.WORDS,
    **meetings.WORDS,
    **reports.WORDS,
    **watch.WORDS,
    **closure.WORDS,
    **feedback.WORDS,
    **rollover.WORDS,
    **people.WORDS,
    **programme.WORDS,
    **training.WORDS,
    **sessions.WORDS,
    **self_checks.WORDS,
    **setup.WORDS,
    **charter.WORDS,
    **duty.WORDS,
    **selection.WORDS,
    **needs.WORDS,
    **recruiting.WORDS,
}
