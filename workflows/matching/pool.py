"""Who can be matched now, read from the programme's state. Nobody enters without acceptance, consent and training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from workflows.matching.couples import failed
from workflows.matching.pupil import Pool, Pupil, in_timetable
from workflows.policy import MatchingPolicy, Policy
from workflows.rules import accepted, application_id, may_take_part
from workflows.state import (
    Application,
    ApplicationStatus,
    Closure,
    Pair,
    PairStatus,
    Person,
    Role,
    Steer,
    SupportNeed,
    TasterVote,
)
from workflows.view import View

_UNASKED_OF_EQUALS = frozenset({"grade"})  # equals have no older side
CAPACITY, WEIGHT = "capacity", "weight:"


def pool_of(view: View, now: datetime, policy: Policy) -> Pool:
    """Mentors and mentees accepted, with what each still lacks; mentees who have a mentor are left out."""
    pairs = view.find(Pair)
    active = [p for p in pairs if p.status is PairStatus.ACTIVE]
    placed = {p.mentee_id for p in active}
    mentees = (p for p in _accepted(view, now, policy, Role.MENTEE) if p.id not in placed)
    taken: dict[str, int] = {}
    for pair in active:
        taken[pair.mentor_id] = taken.get(pair.mentor_id, 0) + 1
    if policy.matching.equals:
        everybody = tuple(_equals(view, now, policy))
        sides, unasked = (everybody, everybody), _UNASKED_OF_EQUALS
    else:
        sides, unasked = (tuple(_accepted(view, now, policy, Role.MENTOR)), tuple(mentees)), frozenset()
    return Pool(
        mentors=sides[0],
        mentees=sides[1],
        policy=steered(view, policy),
        former=_failed(pairs),
        forbidden=_ids(pairs, PairStatus.FORBIDDEN),
        locked=_ids(pairs, PairStatus.LOCKED),
        announced=_ids(pairs, PairStatus.DRAFT),
        taken=taken,
        unasked=unasked,
    )


def expected(view: View, now: datetime, policy: Policy) -> Pool:
    """Everybody who applied and was not declined, as if they were accepted and lacked nothing."""
    sides: dict[Role, list[Pupil]] = {Role.MENTOR: [], Role.MENTEE: []}
    placed = {p.mentee_id for p in view.find(Pair, status=PairStatus.ACTIVE.value)}
    for status in (ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED, ApplicationStatus.WAITING):
        for application in view.find(Application, status=status.value):
            person = view.get(Person, application.person_id)
            waits = application.role is Role.MENTOR or application.person_id not in placed
            if person is not None and person.withdrawn_at is None and waits:
                pupil = pupil_of(person, application, view, policy)
                sides[application.role].append(_adapted(pupil, view, policy))
    standing = pool_of(view, now, policy)
    return replace(standing, mentors=tuple(sides[Role.MENTOR]), mentees=tuple(sides[Role.MENTEE]), locked=frozenset())


def pool_of_two(mentor_id: str, mentee_id: str, view: View, policy: Policy) -> Pool:
    """The pool of one possible pair, without looking at anybody else; empty where a side is not accepted."""
    active = view.find(Pair, mentor_id=mentor_id, status=PairStatus.ACTIVE)
    both = view.find(Pair, mentor_id=mentor_id, mentee_id=mentee_id)
    return Pool(
        mentors=_one(mentor_id, Role.MENTOR, view, policy),
        mentees=_one(mentee_id, Role.MENTEE, view, policy),
        policy=steered(view, policy),
        former=_failed(both),
        taken={mentor_id: len(active)},
        unasked=_UNASKED_OF_EQUALS if policy.matching.equals else frozenset(),
    )


def _one(person_id: str, role: Role, view: View, policy: Policy) -> tuple[Pupil, ...]:
    if policy.matching.equals:
        equal = view.get(Person, person_id)
        return (_equal(equal, view, policy),) if equal is not None else ()
    person, application = view.get(Person, person_id), view.get(Application, application_id(person_id, role))
    if person is None or application is None or application.status is not ApplicationStatus.ACCEPTED:
        return ()
    return (_adapted(pupil_of(person, application, view, policy), view, policy),)


def ready(pool: Pool) -> Pool:
    """The pool without pupils who still lack something and without locks on them."""
    mentors = tuple(p for p in pool.mentors if not p.missing)
    mentees = tuple(p for p in pool.mentees if not p.missing)
    there = {p.id for p in mentors}, {p.id for p in mentees}
    locked = frozenset((a, b) for a, b in pool.locked if a in there[0] and b in there[1])
    return replace(pool, mentors=mentors, mentees=mentees, locked=locked)


def steered(view: View, policy: Policy) -> MatchingPolicy:
    """The programme file's rules with what the lead changed in the Matching tab."""
    set_by_lead = {s.id: s.value for s in view.find(Steer)}
    matching = policy.matching
    weights = {rule: set_by_lead.get(WEIGHT + rule, w) for rule, w in matching.weights.items()}
    return replace(matching, weights=weights, capacity=set_by_lead.get(CAPACITY, matching.capacity))


def pupil_of(
    person: Person, application: Application, view: View, policy: Policy, *, missing: tuple[str, ...] = ()
) -> Pupil:
    """One accepted pupil as matching sees them. Who names no language speaks the school's first."""
    vote = view.get(TasterVote, person.id)
    pupil = Pupil(
        id=person.id,
        name=person.name,
        email=person.email,
        grade=person.grade,
        site=person.site,
        gender=person.gender,
        household=person.household,
        slots=application.slots,
        topics=application.topics,
        subjects=application.subjects,
        interests=application.interests,
        dislikes=application.dislikes,
        languages=application.languages or policy.applications.languages[:1],
        career=application.career,
        traits=application.traits,
        wishes=application.wishes,
        votes=vote.chosen if vote else (),
        same_gender=application.same_gender,
        needs_adult=person.email in policy.matching.needs_adult,
        capacity=application.capacity,
        missing=missing,
    )
    return in_timetable(pupil, policy.matching)


def still_closing(mentee_id: str, view: View) -> tuple[str, ...]:
    """Another mentor comes only once the last pair was closed with care."""
    open_ = view.find(Closure, mentee_id=mentee_id, closed_at=None)
    return ("the last pair is still being closed",) if open_ else ()


def _adapted(pupil: Pupil, view: View, policy: Policy) -> Pupil:
    """The pupil with what authorised staff noted: an adult in the room, only slots that last long enough."""
    need = view.get(SupportNeed, pupil.id)
    if need is None or not policy.adapted.on:
        return pupil
    shortest = timedelta(minutes=policy.adapted.longer_minutes)
    long_enough = tuple(s for s in pupil.slots if _lasts(s, policy) >= shortest) if need.longer else pupil.slots
    return replace(pupil, slots=long_enough, needs_adult=pupil.needs_adult or need.adult)


def _lasts(slot: str, policy: Policy) -> timedelta:
    period = policy.school.periods.get(slot.partition("/")[2].strip())
    if period is None:
        return timedelta(0)
    day = date.min
    return datetime.combine(day, period.ends) - datetime.combine(day, period.starts)


def _accepted(view: View, now: datetime, policy: Policy, role: Role) -> list[Pupil]:
    today = policy.school.local_date(now)
    found = []
    for application in view.find(Application, role=role, status=ApplicationStatus.ACCEPTED):
        person = view.get(Person, application.person_id)
        if person is None or person.withdrawn_at is not None:
            continue
        missing = (
            *may_take_part(person.id, role, view, policy, today=today),
            *(still_closing(person.id, view) if role is Role.MENTEE else ()),
        )
        found.append(_adapted(pupil_of(person, application, view, policy, missing=missing), view, policy))
    return found


def _equals(view: View, now: datetime, policy: Policy) -> Iterator[Pupil]:
    """Everybody on a class list or accepted in either role."""
    today = policy.school.local_date(now)
    for person in view.find(Person, withdrawn_at=None):
        if person.rostered or accepted(view, person.id):
            lacks = may_take_part(person.id, Role.MENTEE, view, policy, today=today)
            yield replace(_equal(person, view, policy), missing=lacks)


def _equal(person: Person, view: View, policy: Policy) -> Pupil:
    """One pupil among equals. Who never applied is free whenever the class is, and has named nothing."""
    for role in Role:
        application = view.get(Application, application_id(person.id, role))
        if application is not None and application.status is ApplicationStatus.ACCEPTED:
            found = pupil_of(person, application, view, policy)
            return _adapted(replace(found, kind=class_of(person)), view, policy)
    plain = Pupil(
        id=person.id,
        name=person.name,
        email=person.email,
        grade=person.grade,
        site=person.site,
        gender=person.gender,
        household=person.household,
        kind=class_of(person),
        slots=policy.school.slots,
        languages=policy.applications.languages[:1],
        needs_adult=person.email in policy.matching.needs_adult,
    )
    return _adapted(in_timetable(plain, policy.matching), view, policy)


def class_of(person: Person) -> str:
    """What stands for a class: the site, the grade and the homeroom teacher."""
    return f"{person.site}/{person.grade}/{person.homeroom_email}"


def _ids(pairs: Iterable[Pair], status: PairStatus) -> frozenset[tuple[str, str]]:
    return frozenset((p.mentor_id, p.mentee_id) for p in pairs if p.status is status)


def _failed(pairs: Iterable[Pair]) -> frozenset[tuple[str, str]]:
    return frozenset((p.mentor_id, p.mentee_id) for p in pairs if failed(p))


def names_of(pool: Pool) -> Mapping[str, str]:
    """What to call everybody, by id."""
    return {p.id: p.shown for p in (*pool.mentors, *pool.mentees)}
