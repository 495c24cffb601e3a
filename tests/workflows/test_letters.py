from __future__ import annotations

from tests.builders import AMIRA, POLICY, person
from workflows import letters
from workflows.effects import Approval, Recipient, SendMail, Urgency, WithdrawMail
from workflows.text.blocks import FormLink, Items, Paragraph

LINES = Items(lines=("one",))


def test_letter_holds_words_reason_and_whom_to_ask() -> None:
    mail = letters.letter(
        key="k",
        to=letters.to_pupil(person()),
        words="people.left",
        policy=POLICY,
        values={"name": "Amira Khan"},
        extra=(LINES,),
    )
    text = (
        "Amira Khan, you have left Oak mentoring. Your meetings are cancelled and we stop writing to you. "
        "Thank you for taking part. If you ever want to come back, apply again."
    )
    assert mail == SendMail(
        key="k",
        to=Recipient(person_id=AMIRA, address="amira@oak.example", name="Amira Khan"),
        subject="You have left the programme",
        blocks=(Paragraph(text=text), LINES),
        why="You, or staff for you, chose to leave.",
        urgency=Urgency.PROMPT,
        approval=Approval.NOT_NEEDED,
        ask_whom="Lee Lead (lead@oak.example)",
    )


def test_to_guardian_bears_the_pupil() -> None:
    written = person(guardian_language="ur")
    expected = Recipient(person_id=AMIRA, address="home.amira@mail.example", name="Noor Khan", language="ur")
    assert letters.to_guardian(written) == expected


def test_to_lead_is_the_programme_lead() -> None:
    assert letters.to_lead(POLICY) == Recipient(person_id="lead", address="lead@oak.example", name="Lee Lead")


def test_unsend_stops_at_the_slash() -> None:
    dropped = letters.unsend(POLICY, "consent", "p-1", why="Gone.")
    assert dropped == WithdrawMail(key_prefix="oak/consent/p-1/", why="Gone.")


def test_pupil_links_lead_to_help_and_out() -> None:
    assert letters.pupil_links(person()) == (
        FormLink(label="Worried about somebody? Tell us", form="concern"),
        FormLink(label="Leave the programme", form="withdrawal", personal=(("person", AMIRA),)),
    )
