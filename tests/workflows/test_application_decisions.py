from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import AMIRA, NOW, POLICY, accepted, application, decided, edited, pair, person
from workflows import tabs
from workflows.application_decisions import cell_edited
from workflows.decision import NOTHING, Decision
from workflows.effects import Approval, SendMail, Urgency, WithdrawMail
from workflows.events import AcceptanceRevoked, ApplicantAccepted, CellEdited
from workflows.state import ApplicationStatus, Entity, PairStatus, Role, StaffAnswer
from workflows.text.blocks import Paragraph
from workflows.view import Snapshot

ROW = f"{AMIRA}:mentor"
DAY = "Tue 8 September 2026"
PREFIX = f"oak/applications/{ROW}/decision/"


def hear(event: CellEdited, *values: Entity) -> Decision:
    return cell_edited(event, Snapshot([person(), *values]), NOW, POLICY)


def noted(text: str) -> CellEdited:
    return edited(tabs.APPLICATIONS, ROW, "note", text)


def told(text: str) -> StaffAnswer:
    return StaffAnswer(id=f"applications:{ROW}", text=text, at=NOW)


def mail(decision: Decision) -> SendMail:
    return next(effect for effect in decision.effects if isinstance(effect, SendMail))


def test_accept_is_a_decision_with_an_answer() -> None:
    decision = hear(decided("Accept"), application())
    assert decision.changes == (accepted(), told(f"Accepted on {DAY}. Amira Khan gets a mail."))
    assert decision.events == (ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR),)
    assert decision.effects[0] == WithdrawMail(key_prefix=PREFIX, why="The decision or its words changed.")
    assert (mail(decision).subject, mail(decision).urgency) == ("You are in", Urgency.PROMPT)


def test_decline_is_kind_and_waits_for_the_morning() -> None:
    decision = hear(decided("decline"), application())
    assert decision.changes[0] == accepted(status=ApplicationStatus.DECLINED)
    assert decision.events == ()
    assert (mail(decision).urgency, mail(decision).approval) == (Urgency.ROUTINE, Approval.NOT_NEEDED)
    first = mail(decision).blocks[0]
    assert isinstance(first, Paragraph)
    assert "other ways to help" in first.text


def test_waiting_list_is_answered() -> None:
    decision = hear(decided("waiting  list"), application())
    assert decision.changes[0] == accepted(status=ApplicationStatus.WAITING)
    assert mail(decision).subject == "You are on the waiting list"


def test_decision_carries_the_note_written_before() -> None:
    decision = hear(decided("accept"), application(note="See you Monday"))
    assert Paragraph(text="Lee Lead adds: See you Monday") in mail(decision).blocks


def test_note_after_the_decision_sends_the_whole_answer_again() -> None:
    decision = hear(noted(" See you Monday "), accepted())
    assert decision.changes[0] == accepted(note="See you Monday")
    assert Paragraph(text="Lee Lead adds: See you Monday") in mail(decision).blocks
    assert mail(decision).key != mail(hear(decided("accept"), application())).key


def test_note_before_the_decision_waits_for_it() -> None:
    decision = hear(noted("See you Monday"), application())
    assert decision.changes == (
        application(note="See you Monday"),
        told("Your words go out with the decision."),
    )
    assert decision.effects == ()


def test_note_taken_back_sends_nothing() -> None:
    decision = hear(noted(""), accepted(note="See you"))
    assert (decision.changes, decision.effects) == ((accepted(),), ())
    assert hear(noted("See you"), accepted(note="See you")) == NOTHING


def test_accepting_after_a_decline_works_and_is_answered() -> None:
    decision = hear(decided("accept"), accepted(status=ApplicationStatus.DECLINED))
    assert decision.changes[0] == accepted()
    assert decision.events == (ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR),)


def test_declining_after_accepting_takes_it_back() -> None:
    decision = hear(decided("decline"), accepted())
    assert decision.events == (AcceptanceRevoked(person_id=AMIRA, role=Role.MENTOR),)


def test_declining_somebody_in_an_active_pair_names_the_way() -> None:
    decision = hear(decided("decline"), accepted(), pair())
    text = "Amira Khan is in an active pair. End the pair in the Pairs tab first. Still accepted."
    assert (decision.changes, decision.effects) == ((told(text),), ())
    assert hear(decided("decline"), accepted(), pair(status=PairStatus.ENDED)).events != ()


@pytest.mark.parametrize(
    ("typed", "status", "text"),
    [
        ("perhaps", ApplicationStatus.SUBMITTED, "“perhaps” is not a decision. Use: accept, waiting list, decline."),
        (
            "",
            ApplicationStatus.ACCEPTED,
            "Nothing was undone: still accepted. To change it, choose: accept, waiting list, decline.",
        ),
        ("", ApplicationStatus.SUBMITTED, "Waiting for your decision."),
        ("accept", ApplicationStatus.ACCEPTED, "Already so. No second mail was sent."),
        ("accept", ApplicationStatus.WITHDRAWN, "Amira Khan has left the programme and must apply again first."),
    ],
)
def test_decision_that_changes_nothing_is_explained(typed: str, status: ApplicationStatus, text: str) -> None:
    decision = hear(decided(typed), application(status=status))
    assert decision == Decision(changes=(told(text),), reason=f"Amira Khan: {text}", about=(AMIRA,))


def test_decision_without_an_address_asks_staff_to_tell() -> None:
    view = Snapshot([person(email=""), application()])
    decision = cell_edited(decided("accept"), view, NOW, POLICY)
    assert decision.changes[1] == told("There is no mail address: please tell Amira Khan yourself.")
    assert [type(effect) for effect in decision.effects] == [WithdrawMail]


def test_decision_in_an_unknown_row_is_only_explained() -> None:
    decision = hear(edited(tabs.APPLICATIONS, "p-x:mentor", "decision", "accept"))
    assert decision == Decision(
        reason="A cell was edited in a row of Applications that stands for nobody (p-x:mentor)."
    )


def test_other_columns_say_nothing() -> None:
    assert hear(edited(tabs.APPLICATIONS, ROW, "colour", "red"), application()) == NOTHING


def test_every_change_of_mind_has_a_mail_of_its_own() -> None:
    first = mail(hear(decided("accept"), application())).key
    later = replace(accepted(status=ApplicationStatus.DECLINED), decided_at=NOW)
    again = cell_edited(decided("accept"), Snapshot([person(), later]), NOW + timedelta(hours=1), POLICY)
    assert mail(again).key != first
    assert mail(again).key.startswith(PREFIX)
