"""The simulated people and their plans: the same for the same seed, all with addresses of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from service.simulate.agenda import Agenda
from service.simulate.names import people
from service.simulate.pupils import application
from service.simulate.school import make_school
from workflows.application_form import read_application
from workflows.events import FormAnswered
from workflows.forms import MENTEE, MENTOR
from workflows.state import Role

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)


def test_people_have_addresses_of_their_own_in_plain_letters() -> None:
    found = people(Random(1), 400, "school.example")
    assert len({address for _, address in found}) == 400
    assert all(address.isascii() for _, address in found)


def test_names_come_in_many_scripts() -> None:
    letters = "".join(name for name, _ in people(Random(1), 200, "school.example"))
    assert any("\u0600" <= c <= "\u06ff" for c in letters)
    assert any("\u4e00" <= c <= "\u9fff" for c in letters)


def test_school_is_the_same_for_the_same_seed() -> None:
    assert make_school(30, 40, Random(5)) == make_school(30, 40, Random(5))


def test_school_has_as_many_school_days_as_asked() -> None:
    school = make_school(10, 180, Random(1))
    assert sum(day <= school.last_day for day in school.policy.school.day_names) == 180


def test_applications_of_pupils_are_without_fault() -> None:
    school = make_school(20, 20, Random(2))
    for pupil in school.pupils:
        form, role = (MENTOR, Role.MENTOR) if pupil.mentor else (MENTEE, Role.MENTEE)
        answers = application(pupil, "because")
        event = FormAnswered(
            form=form, response_id="r", revision="1", submitted_at=NOON, respondent="", answers=answers
        )
        assert not read_application(event, role, school.policy).problems


def test_agenda_acts_in_order_and_once() -> None:
    agenda, acted = Agenda(), list[str]()
    agenda.plan(NOON + timedelta(hours=1), lambda now: acted.append("later"))
    agenda.plan(NOON, lambda now: acted.append("first"))
    agenda.plan(NOON, lambda now: acted.append("second"))
    assert (agenda.act_until(NOON), agenda.next_at) == (2, NOON + timedelta(hours=1))
    assert (agenda.act_until(NOON), acted) == (0, ["first", "second"])
