"""Whether this machine can make the papers that the programme sends, in every script."""

from __future__ import annotations

from collections.abc import Iterator

from connectors.errors import Permanent
from connectors.ports import Finding
from service.delivery.papers import MEND, pdf
from workflows.policy import Policy
from workflows.text.papers import Certificate

TRIAL = Certificate(title="Trial", name="Ada 鈴木 عمر", lines=(), place="Trial", signed="")


def paper_findings(policy: Policy) -> Iterator[Finding]:
    """Set a trial certificate, if the programme sends any paper at all."""
    if not (policy.recognition.on or policy.learning.on):
        return
    try:
        made = pdf(TRIAL)
    except Permanent as error:
        yield Finding(check=f"{policy.key}: papers", ok=False, detail=str(error), mend=MEND)
        return
    detail = f"a certificate can be made ({len(made) // 1024} kB); look at one with names in your scripts"
    yield Finding(check=f"{policy.key}: papers", ok=True, detail=detail)
