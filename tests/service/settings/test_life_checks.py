"""Mistakes in training and the pairs' life, each with its mend."""

from __future__ import annotations

import pytest

from service.settings.document import read_document
from service.settings.life_checks import adults_known, drop_in_fits, focus_known, sessions_fit

FILE = """\
school: {slots: [Tue/Lunch]}
staff: {ana: {name: Ana}, ben: {name: Ben}}
training:
  topics: [Listening]
  focus: Online
  issue_topics: {Online safety: [Safe online]}
  sessions:
    - {id: one, on: 2026-09-24, starts: "16:00", trainer: anna, topics: [Listening, Safe onlin]}
    - {id: one, on: 2026-10-01, starts: "16:00"}
supervision: {slot: Tue/Lnch, adult: benn}
adapted: {staff: [cy]}
reports: {site_leads: {Oak: ana, Elm: bem}}
"""


def test_every_mistake_is_named_with_its_place_and_mend() -> None:
    document = read_document("p.yaml", FILE.encode())
    checks = (adults_known, sessions_fit, focus_known, drop_in_fits)
    found = [(p.line, p.place, p.mend) for check in checks for p in check(document)]
    assert found == [
        (10, "supervision.adult", "did you mean `ben`?"),
        (11, "adapted.staff[1]", "use one of: ana, ben"),
        (12, "reports.site_leads.Elm", "did you mean `ben`?"),
        (8, "training.sessions[1].trainer", "did you mean `ana`?"),
        (9, "training.sessions[2].id", "give each session a name of its own"),
        (8, "training.sessions[1].topics[2]", "did you mean `Safe online`?"),
        (5, "training.focus", "did you mean `Online safety`?"),
        (10, "supervision.slot", "did you mean `Tue/Lunch`?"),
    ]


@pytest.mark.parametrize("text", ["training: 5", "training: {sessions: [1]}", "training: {sessions: {a: b}}", "a: 1"])
def test_odd_shapes_are_left_to_the_shape_check(text: str) -> None:
    document = read_document("p.yaml", text.encode())
    assert [*adults_known(document), *sessions_fit(document), *focus_known(document), *drop_in_fits(document)] == []
