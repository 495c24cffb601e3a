"""Class to class: two lists of names become pairs and threes, a joint lesson, and a mail to both teachers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutMeeting, PutRow, Recipient, SendMail
from workflows.events import Event, FormAnswered
from workflows.letters import letter, mail_key
from workflows.matching.pupil import Pupil
from workflows.policy import Policy, StaffMember
from workflows.rules import first_answer, is_address, normal_address, short_hash
from workflows.state import Application, ClassPairing, Person
from workflows.text.blocks import Items
from workflows.text.say import day, say
from workflows.view import View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for two classes."""
    match event:
        case FormAnswered(form=forms.CLASS_PAIRS):
            return _paired(event, view, now, policy)
    return NOTHING


def groups(one: Sequence[str], other: Sequence[str], seed: str) -> tuple[str, ...]:
    """Lines of names: everybody once, sizes differing by at most one; the smaller class sets how many.

    The order is stable for one form, and no alphabet decides who is with whom.
    """
    if not one or not other:
        return ()
    few, many = sorted((_mixed(one, seed), _mixed(other, seed)), key=len)
    return tuple(" + ".join((host, *many[n :: len(few)])) for n, host in enumerate(few))


def fitting_groups(one: Sequence[str], other: Sequence[str], seed: str, view: View) -> tuple[str, ...]:
    """The same, put together by what the pupils said in their applications, where the programme knows any of them."""
    first, second = (tuple(_known(n, side, view) for n in names) for side, names in (("1", one), ("2", other)))
    if not first or not second or not any(p.interests or p.household for p in (*first, *second)):
        return groups(one, other, seed)
    # the solver's libraries are loaded only when there is something to weigh
    from workflows.matching.classes import class_groups

    names = {p.id: p.name for p in (*first, *second)}
    return tuple(" + ".join(names[i] for i in (*older, *younger)) for older, younger in class_groups(first, second))


def _known(name: str, side: str, view: View) -> Pupil:
    """A name on a teacher's list; with interests and household when exactly one pupil bears it."""
    plain = Pupil(id=f"{side}:{name}", name=name)
    found = [p for p in view.find(Person, withdrawn_at=None) if p.name.casefold() == name.casefold()]
    if len(found) != 1:
        return plain
    sent = view.find(Application, person_id=found[0].id)
    liked = tuple(dict.fromkeys(x for a in sent for x in a.interests))
    return replace(plain, interests=liked, household=found[0].household)


def _mixed(names: Sequence[str], seed: str) -> list[str]:
    return sorted(names, key=lambda name: (short_hash(seed, name), name))


def _paired(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    teachers = _teachers(event, policy)
    when = _lesson(event, policy)
    lists = _names(event, "class_one"), _names(event, "class_two")
    made = fitting_groups(*lists, event.response_id, view)
    if not event.personal.get("staff") or len(teachers) < 2 or when is None or not made:
        return Decision(reason="Two classes could not be paired: a teacher's address, a list, or a day is missing.")
    known = view.get(ClassPairing, short_hash(event.response_id))
    pairing = ClassPairing(
        id=short_hash(event.response_id),
        teachers=tuple(t.email for t in teachers),
        groups=made,
        starts_at=when[0],
        ends_at=when[1],
        room=first_answer(event.answers, "room") or policy.rooms[0].name,
        at=now,
        version=known.version + 1 if known else 0,
    )
    if known is not None and replace(known, at=now, version=pairing.version) == pairing:
        return NOTHING
    return Decision(
        changes=(pairing,),
        effects=(
            _entry(pairing, policy),
            *_rows(pairing, policy, known),
            *(_mail(pairing, t, policy) for t in teachers),
        ),
        reason=f"Two classes work together in {len(made)} groups; both teachers have the list.",
    )


def _teachers(event: FormAnswered, policy: Policy) -> list[StaffMember]:
    """Both teachers; one who is in the programme file has a name."""
    found = (normal_address(first_answer(event.answers, key)) for key in ("teacher_one", "teacher_two"))
    known = {m.email.lower(): m for m in policy.staff}
    return [known.get(a) or StaffMember(id=f"teacher-{short_hash(a)}", name=a, email=a) for a in found if is_address(a)]


def _names(event: FormAnswered, key: str) -> list[str]:
    lines = "\n".join(event.answers.get(key, ())).splitlines()
    return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def _lesson(event: FormAnswered, policy: Policy) -> tuple[datetime, datetime] | None:
    school = policy.school
    period = school.periods.get(first_answer(event.answers, "period"))
    try:
        on = date.fromisoformat(first_answer(event.answers, "on"))
    except ValueError:
        return None
    if period is None or not school.is_school_day(on):
        return None
    return school.at(on, period.starts), school.at(on, period.ends)


def _entry(pairing: ClassPairing, policy: Policy) -> PutMeeting:
    return PutMeeting(
        key=f"{policy.key}/classes/{pairing.id}",
        version=pairing.version,
        title=say(policy.language, "life.classes.title"),
        starts_at=pairing.starts_at,
        ends_at=pairing.ends_at,
        organiser=policy.staff_member(policy.roles.lead).email.lower(),
        attendees=pairing.teachers,
        location=pairing.room,
        room_address="",
        description=say(policy.language, "life.classes.description", count=len(pairing.groups)),
        about=(),
    )


def _rows(pairing: ClassPairing, policy: Policy, known: ClassPairing | None) -> tuple[PutRow, ...]:
    on = policy.school.local_date(pairing.starts_at).isoformat()
    lines = (*pairing.groups, *("",) * max(0, len(known.groups) - len(pairing.groups) if known else 0))
    return tuple(
        PutRow(
            tab=pair_tabs.CLASSES,
            key=f"{pairing.id}:{n}",
            cells={"on": on, "teachers": ", ".join(pairing.teachers), "group": group},
        )
        for n, group in enumerate(lines, 1)
    )


def _mail(pairing: ClassPairing, teacher: StaffMember, policy: Policy) -> SendMail:
    to = Recipient(
        person_id=teacher.id,
        address=teacher.email,
        name=teacher.name,
        language=teacher.language,
        may_leave=False,
    )
    starts = policy.school.local(pairing.starts_at)
    return letter(
        key=mail_key(policy, "life", "classes", pairing.id, str(pairing.version), short_hash(teacher.email)),
        to=to,
        words="life.classes",
        policy=policy,
        values={"when": f"{day(to.language, starts.date())}, {starts:%H:%M}", "room": pairing.room},
        extra=(Items(lines=pairing.groups),),
    )
