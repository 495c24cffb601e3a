"""The audit of teachers and families: a mail after a pupil left, an answer that no row shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.simulate.adults import TAB, faults
from service.simulate.evidence import Answered, Evidence, Mail
from workflows.forms import GUARDIAN_INSIGHT

AT = datetime(2026, 10, 12, 7, 30, tzinfo=UTC)
MAIL = Mail(
    to="home@mail.example",
    subject="x",
    message_id="<1@x>",
    key="sim/adults/p-1/guardian/2026-10",
    sent_at=AT,
    said="",
    why="y",
)
WORD = "guardian:p-1:2026-10"
SAID = Answered(response_id="r", submitted_at=AT, answers={"code": ("word:guardian%3Ap-1%3A2026-10.sig",)})


def found(*, left: datetime | None = None, status: str = "given", row: bool = True) -> dict[str, list[str]]:
    evidence = Evidence(
        responses={GUARDIAN_INSIGHT: [SAID]},
        rows={"Consents": {"p-1": {"Status": status}}, TAB: {WORD: {}} if row else {}},
        keys={},
        mails=[MAIL],
        meetings=(),
        pupils={"p@oak.example": "p-1"},
        left={"p@oak.example": left} if left else {},
    )
    return {rule: list(names) for rule, names in faults(evidence).items() if names}


def test_mail_before_a_pupil_left_and_an_answer_with_its_row_are_fine() -> None:
    assert found() == {}
    assert found(left=AT + timedelta(days=1)) == {}


def test_mail_after_a_pupil_left_is_found() -> None:
    told = found(left=AT - timedelta(days=2))
    assert told == {"adults written to after a pupil left": ["home@mail.example about p-1 on 2026-10-12"]}


def test_answer_without_a_row_is_found_unless_consent_ended() -> None:
    assert found(row=False) == {"answers of adults without a row": [WORD]}
    assert found(row=False, status="withdrawn") == {}
