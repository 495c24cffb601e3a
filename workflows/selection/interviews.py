"""Interviews: staff write one word, the service finds a time in the timetable that suits the pupil and the panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows import engagements, forms
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import AskBusy, PutMeeting, SendMail, Urgency
from workflows.events import BusyKnown, FormAnswered, InvitationAnswered
from workflows.letters import letter, mail_key, pupil_links, to_pupil, to_staff, unsend
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.selection.references import LONGEST, ratings_of
from workflows.state import Application, Interview, InterviewStatus, Person, Score
from workflows.text.blocks import FormLink
from workflows.text.say import day, say
from workflows.view import View

RUBRIC, REMIND = "selection.rubric", "selection.interview"
AHEAD = 14  # days looked at
MOST_TRIES = 4
Stretch = tuple[datetime, datetime]
Busy = Mapping[str, tuple[Stretch, ...] | None]


def panel_of(policy: Policy) -> tuple[str, ...]:
    """Staff ids of those who interview."""
    return policy.selection.panel or (policy.roles.lead,)


def ask(application: Application, person: Person, view: View, *, now: datetime, policy: Policy) -> Decision:
    """Look for a time: ask the calendars of the pupil and the panel."""
    held = view.get(Interview, application.id)
    tries = held.tries + 1 if held else 1
    version = held.version + 1 if held and held.starts_at else 0
    interview = Interview(
        id=application.id,
        person_id=person.id,
        status=InterviewStatus.ASKED,
        panel=panel_of(policy),
        starts_at=held.starts_at if held else None,
        ends_at=held.ends_at if held else None,
        version=version,
        tries=tries,
    )
    school = policy.school
    first = school.school_day_after(school.local_date(now))
    asked = AskBusy(
        key=f"{policy.key}/interview-busy/{application.id}/{tries}",
        addresses=tuple(dict.fromkeys((person.email.lower(), *_panel_addresses(interview, policy)))),
        starts_at=school.at(first, time.min),
        ends_at=school.at(first + timedelta(days=AHEAD), time.max),
    )
    reason = f"Looking for a time to interview {person.name}."
    return Decision(changes=(interview,), effects=(asked,), reason=reason, about=(person.id,))


def _panel_addresses(interview: Interview, policy: Policy) -> tuple[str, ...]:
    return tuple(policy.staff_member(staff).email.lower() for staff in interview.panel)


def asked_about(event: BusyKnown, view: View, policy: Policy) -> Interview | None:
    """The interview whose calendars these are; None when it was not our question, or an old one."""
    prefix = f"{policy.key}/interview-busy/"
    application_id, _, tries = event.ask.removeprefix(prefix).rpartition("/")
    interview = view.get(Interview, application_id) if event.ask.startswith(prefix) else None
    fresh = interview is not None and str(interview.tries) == tries and interview.status is InterviewStatus.ASKED
    return interview if fresh else None


def book(
    interview: Interview,
    application: Application,
    person: Person,
    *,
    busy: Busy,
    view: View,
    now: datetime,
    policy: Policy,
) -> Decision:
    """The earliest time that suits everybody, or word to staff that there is none."""
    names = (person.email.lower(), *_panel_addresses(interview, policy))
    taken = [stretch for name in names for stretch in busy.get(name) or ()] + _promised(interview, view)
    found = next(_free_times(interview, application.slots, taken, now=now, policy=policy), None)
    if found is None:
        stuck = replace(interview, status=InterviewStatus.NO_TIME, starts_at=None, ends_at=None)
        reason = f"No time suits {person.name} and the panel in the next {AHEAD} days; staff see it in Selection."
        gone = (_entry(interview, person, policy, cancelled=True),) if interview.starts_at else ()
        return Decision(changes=(stuck,), effects=gone, reason=reason, about=(person.id,))
    booked = replace(
        interview,
        status=InterviewStatus.BOOKED,
        starts_at=found[0],
        ends_at=found[1],
        room=policy.rooms[0].name,
    )
    return Decision(
        changes=(booked,),
        effects=(_entry(booked, person, policy), _invitation(booked, person, policy)),
        timers=_timers(booked, policy),
        reason=f"The interview with {person.name} is booked: the earliest time that suits the pupil and the panel.",
        about=(person.id,),
    )


def _free_times(
    interview: Interview, slots: tuple[str, ...], taken: list[Stretch], *, now: datetime, policy: Policy
) -> Iterator[Stretch]:
    """Free times in order. Where a calendar could not be read, our own interviews are all we know of."""
    school, length = policy.school, timedelta(minutes=policy.selection.minutes)
    first = school.school_day_after(school.local_date(now))
    window = school.at(first, time.min), school.at(first + timedelta(days=AHEAD), time.max)
    # Their own times first of all; a pupil whose times the school no longer has is offered any.
    offered = tuple(s for s in slots if s in school.slots)
    for when in school.slot_times(*window, offered or school.slots):
        start = when.starts_at
        while start + length <= when.ends_at:
            # The time that was just declined stands in the calendars still; it is not offered again.
            if start != interview.starts_at and not any(s < start + length and start < e for s, e in taken):
                yield start, start + length
            start += length


def _promised(interview: Interview, view: View) -> list[Stretch]:
    """What the programme promised their time to: the calendars were perhaps read before it was entered."""
    panel = [s for staff in interview.panel for s in engagements.of_adult(staff, view)]
    panel += [s for staff in interview.panel for s in engagements.hosted_by(staff, view)]
    pupil = (*engagements.of_pupil(interview.person_id, view), *engagements.meetings_of(interview.person_id, view))
    return [*panel, *pupil]


def _entry(interview: Interview, person: Person, policy: Policy, *, cancelled: bool = False) -> PutMeeting:
    if interview.starts_at is None or interview.ends_at is None:
        raise ValueError(f"interview {interview.id} has no time")
    lead = policy.staff_member(policy.roles.lead)
    return PutMeeting(
        key=entry_key(interview.id, policy),
        version=interview.version,
        title=say(policy.language, "selection.title", programme=policy.name),
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        organiser=lead.email.lower(),
        attendees=tuple(dict.fromkeys((person.email.lower(), *_panel_addresses(interview, policy)))),
        location=interview.room,
        room_address="",
        description=say(policy.language, "selection.description"),
        about=(person.id,),
        cancelled=cancelled,
    )


def entry_key(application_id: str, policy: Policy) -> str:
    """The key of an interview in the calendars."""
    return f"{policy.key}/interview/{application_id}"


def _invitation(interview: Interview, person: Person, policy: Policy) -> SendMail:
    at = policy.school.local(interview.starts_at) if interview.starts_at else None
    return letter(
        key=mail_key(policy, "selection", interview.id, "interview", str(interview.version)),
        to=to_pupil(person),
        words="selection.invited",
        policy=policy,
        values={
            "name": person.name,
            "day": day(person.language, at.date()) if at else "",
            "time": f"{at:%H:%M}" if at else "",
            "room": interview.room,
            "panel": ", ".join(policy.staff_member(staff).name for staff in interview.panel),
        },
        extra=pupil_links(person),
    )


def _timers(interview: Interview, policy: Policy) -> tuple[Timer, ...]:
    if interview.starts_at is None or interview.ends_at is None:
        return ()
    digest = policy.school.at(policy.school.local_date(interview.starts_at), policy.messages.digest_at)
    return (
        Timer(kind=REMIND, subject=interview.id, due_at=digest - timedelta(minutes=15)),
        Timer(kind=RUBRIC, subject=interview.id, due_at=interview.ends_at),
    )


def declined(event: InvitationAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """Somebody cannot come: look for another time, a few times."""
    application_id = event.meeting.removeprefix(entry_key("", policy))
    interview = view.get(Interview, application_id) if event.meeting.startswith(entry_key("", policy)) else None
    application, person = of_interview(interview, view)
    if interview is None or application is None or person is None or event.answer != "declined":
        return NOTHING
    if event.version != interview.version or interview.status is not InterviewStatus.BOOKED:
        return NOTHING
    if interview.tries >= MOST_TRIES:
        reason = f"The interview with {person.name} was moved {MOST_TRIES} times; staff must arrange it themselves."
        stuck = replace(interview, status=InterviewStatus.NO_TIME, version=interview.version + 1)
        entry = _entry(stuck, person, policy, cancelled=True)
        return Decision(changes=(stuck,), effects=(entry,), reason=reason, about=(person.id,))
    return ask(application, person, view, now=now, policy=policy)


def of_interview(interview: Interview | None, view: View) -> tuple[Application | None, Person | None]:
    """The application and the pupil an interview is about."""
    if interview is None:
        return None, None
    return view.get(Application, interview.id), view.get(Person, interview.person_id)


def reminded(application_id: str, view: View, policy: Policy) -> Decision:
    """On the morning of the interview."""
    interview = view.get(Interview, application_id)
    _, person = of_interview(interview, view)
    if interview is None or person is None or interview.status is not InterviewStatus.BOOKED or not interview.starts_at:
        return NOTHING
    at = policy.school.local(interview.starts_at)
    mail = letter(
        key=mail_key(policy, "selection", interview.id, "remind", str(interview.version)),
        to=to_pupil(person),
        words="selection.remind",
        policy=policy,
        values={"name": person.name, "time": f"{at:%H:%M}", "room": interview.room},
        extra=pupil_links(person),
        urgency=Urgency.ROUTINE,
    )
    return Decision(effects=(mail,), reason=f"{person.name} was reminded of today's interview.", about=(person.id,))


def rubrics(application_id: str, view: View, policy: Policy) -> Decision:
    """After the interview each member of the panel gets the rubric, to fill in alone."""
    interview = view.get(Interview, application_id)
    _, person = of_interview(interview, view)
    if interview is None or person is None or interview.status is not InterviewStatus.BOOKED:
        return NOTHING
    mails = tuple(_rubric(interview, staff, person, policy) for staff in interview.panel)
    reason = f"The panel was asked what it thinks of {person.name}."
    return Decision(effects=mails, reason=reason, about=(person.id,))


def _rubric(interview: Interview, staff: str, person: Person, policy: Policy) -> SendMail:
    to = to_staff(policy, staff)
    link = FormLink(
        label=say(to.language, "selection.rubric.link"),
        form=forms.RUBRIC,
        personal=(("application", interview.id), ("staff", staff)),
    )
    return letter(
        key=mail_key(policy, "selection", interview.id, "rubric", staff, str(interview.version)),
        to=to,
        words="selection.rubric",
        policy=policy,
        values={"name": to.name, "pupil": person.told_apart},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def scored(event: FormAnswered, view: View, policy: Policy) -> Decision:
    """One member's rubric came in, or was changed."""
    interview = view.get(Interview, event.personal.get("application", ""))
    staff = event.personal.get("staff", "")
    if interview is None or staff not in interview.panel:
        return Decision(reason="A rubric came in without the link of a panel member; it does not count.")
    score = Score(
        id=f"{interview.id}:{staff}",
        application_id=interview.id,
        person_id=interview.person_id,
        staff_id=staff,
        ratings=ratings_of(event, policy),
        note=first_answer(event.answers, "note")[:LONGEST],
        at=event.submitted_at,
    )
    return Decision(changes=(score,), reason="A panel member's rubric came in.", about=(interview.person_id,))


def called_off(interview: Interview, person: Person, policy: Policy) -> Decision:
    """The pupil left: the interview goes out of the calendars."""
    gone = replace(interview, status=InterviewStatus.CANCELLED, version=interview.version + 1)
    entry = (_entry(gone, person, policy, cancelled=True),) if gone.starts_at else ()
    return Decision(
        changes=(gone,),
        effects=(*entry, unsend(policy, "selection", interview.id, why="The applicant left.")),
        timers=tuple(CancelTimer(kind=kind, subject=interview.id) for kind in (RUBRIC, REMIND)),
    )
