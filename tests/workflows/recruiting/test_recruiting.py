"""Recruiting: the same invitation for everybody, kept as proof; nominations joined; figures that point at nobody."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from tests.builders import AMIRA, EMAIL, NOW, answered, applied, left, person, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import FormAnswered, ProgrammeStarted, RosterImported, TimerFired
from workflows.policy import InfoSession, Policy, RecruitingPolicy, SetupPolicy
from workflows.recruiting.figures import reached
from workflows.state import Application, ApplicationStatus, Invitation, Nomination, Person, Role

SESSION = InfoSession(id="one", on=date(2026, 9, 15), starts=time(12, 30))
RULES = RecruitingPolicy(on=True, closes=date(2026, 9, 25), sessions=(SESSION,))
ON = policy(recruiting=RULES)
STARTED = ProgrammeStarted(fingerprint="f")
INVITE = f"oak/recruiting/{AMIRA}/invite"


def listed(number: int = 0, **changed: Any) -> Person:
    if not number:
        return person(rostered=True, **changed)
    return person(id=f"p-{number:02}", email=f"p{number}@oak.example", rostered=True, **changed)


def school(*people: Person, rules: Policy = ON) -> World:
    world = World(*(people or (listed(),)), policy=rules)
    world.hear(STARTED, NOW)
    return world


def nomination(**changed: str) -> FormAnswered:
    words = {"name": "Mr Ray", "pupil_name": "Amira", "pupil_email": EMAIL, "role": "Be a mentor", "reasons": "Kind."}
    return answered(forms.NOMINATION, {**words, **changed})


def test_everybody_on_the_list_is_invited_once_with_proof() -> None:
    world = school()
    world.hear(STARTED, NOW + timedelta(days=1))
    assert [key for key in world.unsent if key.endswith("/invite")] == [INVITE]
    proof = Invitation(id=f"{AMIRA}:mentor", person_id=AMIRA, role=Role.MENTOR, at=NOW)
    assert world.view.find(Invitation) == [proof]


def test_invitation_says_benefits_practice_support_and_challenge() -> None:
    said = str(school().unsent[INVITE].blocks)
    assert all(line in said for line in RULES.pitch)


def test_pupil_of_another_grade_or_not_on_the_list_is_not_invited() -> None:
    assert school(listed(grade=12), person(id="p-x", email="x@oak.example")).view.find(Invitation) == []


def test_invitations_wait_for_the_launch() -> None:
    rules = policy(recruiting=RULES, setup=SetupPolicy(on=True))
    assert school(rules=rules).view.find(Invitation) == []


def test_invitations_wait_for_the_day_in_the_file() -> None:
    rules = policy(recruiting=RecruitingPolicy(on=True, opens=date(2026, 9, 14)))
    world = school(rules=rules)
    due = world.timers["recruiting.open", "oak"]
    assert (world.view.find(Invitation), due.date()) == ([], date(2026, 9, 14))
    world.hear(TimerFired(kind="recruiting.open", subject="oak", due_at=due), due)
    assert len(world.view.find(Invitation)) == 1


def test_newcomer_to_the_school_is_invited_too() -> None:
    world = school()
    world.hear(RosterImported(email="new@oak.example", name="Nia", grade=9), NOW + timedelta(days=2))
    assert {i.role for i in world.view.find(Invitation)} == {Role.MENTOR}
    assert len(world.view.find(Invitation)) == 2


def test_last_call_reaches_only_those_who_have_not_applied() -> None:
    world = school(listed(), listed(1))
    world.hear(applied(), NOW)
    due = world.timers["recruiting.last_call", "oak"]
    world.hear(TimerFired(kind="recruiting.last_call", subject="oak", due_at=due), due)
    assert [key for key in world.unsent if "last-call" in key] == ["oak/recruiting/p-01/last-call"]


def test_second_nomination_joins_the_first_and_invites_once() -> None:
    world = school()
    world.hear(nomination(), NOW)
    world.hear(nomination(name="Ms Fox", reasons="Patient."), NOW)
    held = world.view.get(Nomination, f"mentor:{EMAIL}")
    assert held is not None
    assert (held.nominators, held.reasons, held.person_id) == (("Mr Ray", "Ms Fox"), ("Kind.", "Patient."), AMIRA)
    assert [key for key in world.unsent if "nominated" in key] == [f"oak/recruiting/{AMIRA}/nominated/mentor"]


def test_nomination_of_a_stranger_writes_to_nobody() -> None:
    world = school()
    before = set(world.unsent)
    world.hear(nomination(pupil_email="someone@else.example", email="anybody@else.example"), NOW)
    assert set(world.unsent) == before


def test_adult_of_the_programme_is_thanked_for_a_nomination() -> None:
    world = school()
    world.hear(nomination(email="safe@oak.example"), NOW)
    assert world.unsent[f"oak/nominations/mentor:{EMAIL}/thanks/safe"].to.address == "safe@oak.example"


def test_sign_up_puts_the_session_into_one_calendar_only() -> None:
    world = school()
    chosen = forms.session_label(SESSION, "en")
    world.hear(answered(forms.INFO, {"session": chosen}, personal={"person": AMIRA}), NOW)
    meeting = world.booked[f"oak/info/one/{AMIRA}"]
    assert (meeting.attendees, meeting.cancelled) == ((EMAIL,), False)


def test_who_leaves_gets_nothing_more_of_recruiting() -> None:
    world = school()
    world.hear(answered(forms.INFO, {"session": forms.session_label(SESSION, "en")}, personal={"person": AMIRA}), NOW)
    world.hear(left(), NOW + timedelta(hours=1))
    assert [key for key in world.unsent if key.startswith(f"oak/recruiting/{AMIRA}/")] == []
    assert world.booked[f"oak/info/one/{AMIRA}"].cancelled


def test_figures_leave_out_groups_that_could_point_at_somebody() -> None:
    many = [listed(n, grade=9, gender="f") for n in range(1, 21)]
    few = [listed(n, grade=10, gender="f") for n in range(21, 24)]
    world = school(*many, *few)
    assert [reach.group for reach in reached(world.view, ON)] == ["Everybody", "Gender: f"]


def test_figures_count_the_way_from_invited_to_accepted() -> None:
    world = school(*[listed(n, grade=9) for n in range(1, 13)])
    for n in range(1, 7):
        status = ApplicationStatus.ACCEPTED if n < 6 else ApplicationStatus.SUBMITTED
        world.values["Application", f"a{n}"] = Application(
            id=f"p-{n:02}:mentor",
            person_id=f"p-{n:02}",
            role=Role.MENTOR,
            status=status,
            submitted_at=NOW,
            response_id=f"r{n}",
            revision="1",
            decided_at=NOW + timedelta(days=n) if n < 6 else None,
        )
    world.hear(TimerFired(kind="recruiting.figures", subject="oak", due_at=NOW), NOW)
    row = world.rows[tabs.RECRUITING, "everybody"]
    assert (row["invited"], row["applied"], row["accepted"], row["days"]) == ("12", "6", "5", "3")


def test_what_a_pupil_needs_reaches_the_lead_alone() -> None:
    world = school()
    world.hear(applied(answers={"support": "Larger print, please."}), NOW)
    mail = world.unsent[f"oak/recruiting/support/{forms.MENTOR}/r1/1"]
    assert (mail.to.person_id, "Larger print" in str(mail.blocks)) == ("lead", True)
    assert "Larger print" not in str(world.rows)
