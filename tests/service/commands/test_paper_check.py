"""The doctor tries a certificate where the programme sends papers, and only there."""

from __future__ import annotations

import pytest

from service.commands.paper_check import paper_findings
from tests.builders import policy
from workflows.policy import LearningPolicy


def test_programme_without_papers_is_not_looked_at() -> None:
    assert list(paper_findings(policy())) == []


def test_trial_paper_is_made() -> None:
    pytest.importorskip("typst")
    found = list(paper_findings(policy(learning=LearningPolicy(on=True))))
    assert [(f.check, f.ok) for f in found] == [("oak: papers", True)]
