from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from tests.builders import AMIRA, EMAIL, NOW, accepted, answered, consent, edited, person, policy
from tests.workflows.world import World
from workflows import forms
from workflows.effects import PutMeeting
from workflows.events import (
    ApplicantAccepted,
    InvitationAnswered,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
    TrainingLapsed,
)
from workflows.policy import SessionPlan, TrainingPolicy
from workflows.router import decide
from workflows.sessions.telling import groups
from workflows.state import ConsentStatus, Pair, PairStatus, Person, Role, Seat, SeatStatus, Training, TrainingSession
from workflows.view import Snapshot

EARLY = SessionPlan(id="early", on=date(2026, 9, 10), starts=time(15, 0), capacity=1)
LATER = SessionPlan(id="later", on=date(2026, 9, 17), starts=time(15, 0))
RULES = TrainingPolicy(topics=("Listening", "Safety"), sessions=(EARLY, LATER), preread="the mentor's leaflet")
POLICY = policy(training=RULES)
AT = datetime(2026, 9, 10, 14, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 9, 11, 11, 0, tzinfo=UTC)
BASIL = "p-basil"


def school(*more: Person) -> World:
    """The programme has started; Amira is an accepted mentor whose guardian agreed."""
    world = World(person(), accepted(), consent(ConsentStatus.GIVEN), *more, policy=POLICY)
    world.hear(ProgrammeStarted(fingerprint="secret"), NOW)
    return world


def with_basil() -> World:
    world = school()
    second = person(id=BASIL, email="basil@oak.example", name="Basil")
    for value in (
        second,
        accepted(id=f"{BASIL}:mentor", person_id=BASIL),
        consent(ConsentStatus.GIVEN, id=BASIL, person_id=BASIL),
    ):
        world.values[(type(value).__name__, value.id)] = value
    world.hear(ApplicantAccepted(person_id=BASIL, role=Role.MENTOR), NOW)
    return world


def status(world: World, session: str, who: str = AMIRA) -> SeatStatus | None:
    found = world.view.get(Seat, f"{session}:{who}")
    return found.status if found else None


def fire(world: World, kind: str, session: str, at: datetime) -> None:
    world.hear(TimerFired(kind=kind, subject=session, due_at=at), at)


def word(world: World, session: str) -> str:
    found = world.view.get(TrainingSession, session)
    assert found is not None
    return found.word


def type_word(world: World, text: str, at: datetime = AT) -> None:
    event = answered(forms.ATTENDANCE, {"word": text}, personal={"person": AMIRA}, submitted_at=at)
    world.hear(event, at)


def trained(world: World) -> list[str]:
    return [t.topic for t in world.view.find(Training, person_id=AMIRA)]


def test_accepted_mentor_gets_the_earliest_session() -> None:
    world = school()
    assert (status(world, "early"), status(world, "later")) == (SeatStatus.BOOKED, None)
    (mail,) = [m for m in world.unsent.values() if "/sessions/" in m.key]
    assert mail.subject == "Your dates for the mentor training"
    assert "the mentor's leaflet" in repr(mail.blocks)
    assert "Thu 17 September" in repr(mail.blocks)


def test_full_session_is_passed_over() -> None:
    world = with_basil()
    assert (status(world, "early", BASIL), status(world, "later", BASIL)) == (None, SeatStatus.BOOKED)


def test_nobody_stands_in_a_calendar_before_consent() -> None:
    world = World(person(), accepted(), policy=POLICY)
    world.hear(ProgrammeStarted(fingerprint="secret"), NOW)
    assert world.view.find(Seat) == []


def test_guests_reach_the_calendar_the_next_morning() -> None:
    world = school()
    due = world.timers[("sessions.roster", "early")]
    decision = decide(TimerFired(kind="sessions.roster", subject="early", due_at=due), world.view, due, POLICY)
    (entry,) = [e for e in decision.effects if isinstance(e, PutMeeting)]
    assert (entry.key, entry.version, entry.attendees, entry.about) == ("oak/training/early", 1, (EMAIL,), (AMIRA,))


def test_word_said_in_the_room_completes_the_topics() -> None:
    world = school()
    type_word(world, f"  {word(world, 'early').upper()} ")
    assert (status(world, "early"), trained(world)) == (SeatStatus.ATTENDED, ["Listening", "Safety"])


def test_word_of_an_alternate_counts_only_when_it_is_held() -> None:
    world = school()
    type_word(world, word(world, "later"))
    assert (status(world, "early"), trained(world)) == (SeatStatus.BOOKED, [])
    assert [m.subject for m in world.unsent.values() if "wrong" in m.key] == ["That was not the word of the training"]


def test_word_differs_by_session_and_file() -> None:
    first, second = school(), World(policy=POLICY)
    second.hear(ProgrammeStarted(fingerprint="other"), NOW)
    assert len({word(first, "early"), word(first, "later"), word(second, "early")}) == 3


def test_missed_session_is_made_up_for() -> None:
    world = school()
    fire(world, "sessions.close", "early", NEXT_DAY)
    assert (status(world, "early"), status(world, "later")) == (SeatStatus.MISSED, SeatStatus.BOOKED)
    assert "A new date for the training you missed" in [m.subject for m in world.unsent.values()]


def test_lead_hears_of_a_mentor_without_any_session_left() -> None:
    world = school()
    fire(world, "sessions.close", "early", NEXT_DAY)
    fire(world, "sessions.close", "later", datetime(2026, 9, 18, 11, 0, tzinfo=UTC))
    assert "No training session for Amira Khan" in [m.subject for m in world.unsent.values()]


def test_declining_moves_to_the_alternate() -> None:
    world = school()
    world.hear(InvitationAnswered(meeting="oak/training/early", version=1, address=EMAIL, answer="declined"), NOW)
    assert (status(world, "early"), status(world, "later")) == (SeatStatus.LEFT, SeatStatus.BOOKED)


def test_leaving_frees_the_place_at_once() -> None:
    world = school()
    gone = PersonWithdrew(person_id=AMIRA, why="left")
    (entry,) = [e for e in decide(gone, world.view, NOW, POLICY).effects if isinstance(e, PutMeeting)]
    world.hear(gone, NOW)
    assert (entry.attendees, status(world, "early")) == ((), SeatStatus.LEFT)
    assert [key for key in world.unsent if "/sessions/" in key and AMIRA in key] == []


def test_cancelled_session_sends_its_mentors_elsewhere() -> None:
    world = school()
    world.hear(edited("sessions", "early", "action", "cancel"), NOW)
    assert (status(world, "early"), status(world, "later")) == (SeatStatus.LEFT, SeatStatus.BOOKED)
    assert world.rows[("sessions", "early")]["answer"] == "Called off. 1 mentors get other dates."
    world.hear(ProgrammeStarted(fingerprint="again"), NOW)
    assert world.rows[("sessions", "early")]["status"] == "cancelled"


def test_trainer_may_say_that_all_came() -> None:
    world = school()
    world.hear(edited("sessions", "early", "action", "all came"), NOW)
    assert "not_now" not in world.rows[("sessions", "early")]["answer"]
    assert trained(world) == []
    world.hear(edited("sessions", "early", "action", "All came."), AT)
    assert trained(world) == ["Listening", "Safety"]


def test_matrix_says_booked_then_done() -> None:
    world = school()
    assert [*world.rows[("coverage", AMIRA)].values()] == ["Amira Khan", "booked", "booked"]
    type_word(world, word(world, "early"))
    assert [*world.rows[("coverage", AMIRA)].values()] == ["Amira Khan", "2026-09-10", "2026-09-10"]


def test_morning_tells_mentor_and_trainer() -> None:
    world = school()
    fire(world, "sessions.morning", "early", AT.replace(hour=6))
    said = {m.to.person_id: m for m in world.unsent.values() if m.subject.startswith("Today")}
    assert set(said) == {AMIRA, "lead"}
    assert word(world, "early") in repr(said["lead"])
    assert word(world, "early") not in repr(said[AMIRA])


def test_topic_added_later_books_another_session() -> None:
    world = school()
    type_word(world, word(world, "early"))
    world.policy = policy(training=replace(RULES, topics=("Listening", "Safety", "Online")))
    world.hear(TrainingLapsed(person_id=AMIRA), NEXT_DAY)
    assert status(world, "later") is None
    world.hear(ProgrammeStarted(fingerprint="more"), NEXT_DAY)
    assert status(world, "later") is SeatStatus.BOOKED


def test_groups_spread_experience_and_grades() -> None:
    people = [person(id=f"p{n}", grade=10 + n % 2) for n in range(6)]
    experienced = Pair(id="p0~x", mentor_id="p0", mentee_id="x", status=PairStatus.ENDED)
    parted = groups(people, Snapshot([experienced]), 3)
    assert [sorted(p.grade for p in g) for g in parted] == [[10, 10, 11], [10, 11, 11]]
