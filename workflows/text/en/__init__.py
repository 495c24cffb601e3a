"""English. One module per workflow; every key starts with the name of its module."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.text.en import (
    agreements,
    applications,
    checkins,
    common,
    concerns,
    consent,
    meetings,
    people,
    reports,
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
    **meetings.WORDS,
    **reports.WORDS,
    **watch.WORDS,
    **people.WORDS,
    **training.WORDS,
}
