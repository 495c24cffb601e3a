"""The lines between the world and a service in a process of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from service.simulate.driver import Step, Stepped, decode_step, decode_stepped, encode_step, encode_stepped
from service.simulate.faulty import UNKNOWN
from service.simulate.inside import Noticed

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)


def test_step_survives_the_pipe() -> None:
    step = Step(now=NOON, look_at=("forms",), clicked=("token",))
    assert decode_step(encode_step(step)) == step


def test_answer_survives_the_pipe() -> None:
    stepped = Stepped(next_due=NOON, mailed=("a@school.example",), cpu=0.5, took=3.0)
    assert decode_stepped(encode_stepped(stepped)) == stepped


def test_answer_without_anything_due_survives_the_pipe() -> None:
    assert decode_stepped(encode_stepped(Stepped(next_due=None))) == Stepped(next_due=None)


def test_answer_that_anybody_may_have_mail_survives_the_pipe() -> None:
    anybody = Stepped(next_due=NOON, mailed=None)
    assert decode_stepped(encode_stepped(anybody)) == anybody


def test_mail_of_an_earlier_life_may_be_in_any_box() -> None:
    assert Noticed(mailed=["a@school.example", UNKNOWN]).boxes() is None
    assert Noticed(mailed=["a@school.example"] * 2).boxes() == ("a@school.example",)
