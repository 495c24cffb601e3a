"""What the world gets to see of a meeting: a row, a calendar entry, mails and timers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from workflows import tabs
from workflows.decision import CancelTimer, Timer
from workflows.effects import PutMeeting, PutRow, SendMail, Urgency, WithdrawMail
from workflows.events import MEETING_ENDED, MEETING_NEAR
from workflows.letters import letter, mail_key, pupil_links, role_word, to_guardian, to_lead, to_pupil, to_staff, unsend
from workflows.policy import Policy
from workflows.rules import application_id
from workflows.state import Application, Meeting, MeetingStatus, Pair, Person, Role, StaffAnswer
from workflows.text.blocks import Block, Heading, Items, Paragraph
from workflows.text.say import day, say
from workflows.view import View

REMIND, EXTEND = MEETING_NEAR, "meetings.extend"
NO_TIME = "no_time"  # the rule of the watch-list by which a pair waits for a time
Values = Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A pair with everything needed to speak about its meetings."""

    pair: Pair
    view: View
    now: datetime
    policy: Policy

    @cached_property
    def people(self) -> tuple[tuple[Role, Person], ...]:
        """The pupils of the pair that we still know, with their sides."""
        sides = ((Role.MENTOR, self.pair.mentor_id), (Role.MENTEE, self.pair.mentee_id))
        found = ((role, self.view.get(Person, person_id)) for role, person_id in sides)
        return tuple((role, person) for role, person in found if person is not None)

    def name(self, role: Role) -> str:
        """The name of that side, or its id when the person is gone."""
        ids = {Role.MENTOR: self.pair.mentor_id, Role.MENTEE: self.pair.mentee_id}
        return next((p.name for r, p in self.people if r is role), ids[role])

    @property
    def both(self) -> tuple[str, str]:
        """The person ids of both sides."""
        return self.pair.mentor_id, self.pair.mentee_id

    @property
    def title(self) -> str:
        """The pair as staff read it."""
        return f"{self.name(Role.MENTOR)} & {self.name(Role.MENTEE)}"

    def host(self, meeting: Meeting) -> str:
        """The name of the adult, or the id when the programme file no longer has them."""
        return next((m.name for m in self.policy.staff if m.id == meeting.host_id), meeting.host_id)

    def clock(self, meeting: Meeting) -> str:
        """From when to when, in the school's time."""
        school = self.policy.school
        return f"{school.local(meeting.starts_at):%H:%M}–{school.local(meeting.ends_at):%H:%M}"

    def on(self, meeting: Meeting, language: str) -> str:
        """The meeting's day in words."""
        return day(language, self.policy.school.local_date(meeting.starts_at))

    def values(self, meeting: Meeting, reader: Person, role: Role) -> Values:
        """What the words to one side may name."""
        other = Role.MENTEE if role is Role.MENTOR else Role.MENTOR
        return {
            "name": reader.name,
            "partner": self.name(other),
            "role": self.role_word(reader.language, other),
            "day": self.on(meeting, reader.language),
            "time": self.clock(meeting),
            "room": meeting.room,
            "host": self.host(meeting),
        }

    def role_word(self, language: str, role: Role) -> str:
        """What that side is called; equals are each other's partners."""
        return role_word(language, role, self.policy)

    def key(self, *parts: str) -> str:
        """The key of a mail about this pair's meetings."""
        return mail_key(self.policy, "meetings", self.pair.id, *parts)


# --- projections and timers -------------------------------------------------------------------------


def entry_key(meeting_id: str, policy: Policy) -> str:
    """The key of the meeting's calendar entry."""
    return f"{policy.key}/meeting/{meeting_id}"


def meeting_of(entry: str, policy: Policy) -> str:
    """The meeting id in the key of a calendar entry, or "" when the entry is not one of ours."""
    prefix = f"{policy.key}/meeting/"
    return entry.removeprefix(prefix) if entry.startswith(prefix) else ""


def row(scene: Scene, meeting: Meeting, answer: str | None = None) -> PutRow:
    """The meeting's row. `answer` is what we say beside staff's edit; by default what stands there."""
    if answer is None:
        said = scene.view.get(StaffAnswer, f"{tabs.MEETINGS}:{meeting.id}")
        answer = said.text if said else ""
    cells = {
        "pair": scene.title,
        "number": str(meeting.number),
        "date": scene.policy.school.local_date(meeting.starts_at).isoformat(),
        "time": scene.clock(meeting),
        "room": meeting.room,
        "host": scene.host(meeting),
        "status": meeting.status.value,
        "why": meeting.why,
        "answer": answer,
    }
    return PutRow(tab=tabs.MEETINGS, key=meeting.id, cells=cells)


def entry(scene: Scene, meeting: Meeting) -> PutMeeting:
    """The meeting as it should stand in the calendars."""
    policy, language = scene.policy, scene.policy.language
    host = next((m.email for m in policy.staff if m.id == meeting.host_id), "")
    organiser = (host or policy.staff_member(policy.roles.lead).email).lower()
    room = next((r.email for r in policy.rooms if r.name == meeting.room), "")
    return PutMeeting(
        key=entry_key(meeting.id, policy),
        version=meeting.version,
        title=say(language, "meetings.title", mentor=scene.name(Role.MENTOR), mentee=scene.name(Role.MENTEE)),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        organiser=organiser,
        attendees=tuple(a.lower() for a in (*(p.email for _, p in scene.people), host) if a),
        location=meeting.room,
        room_address=room.lower(),
        description=say(language, "meetings.description", programme=policy.name, host=scene.host(meeting)),
        about=scene.both,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
    )


def timers(meeting: Meeting, now: datetime, policy: Policy) -> tuple[Timer | CancelTimer, ...]:
    """The reminder before the digest of that morning, and the end of the meeting."""
    school = policy.school
    digest = school.at(school.local_date(meeting.starts_at), policy.messages.digest_at)
    remind_at = digest - timedelta(minutes=15)
    ended = Timer(kind=MEETING_ENDED, subject=meeting.id, due_at=meeting.ends_at)
    # Ideas for the meeting wait for the same morning.
    wanted = policy.meetings.remind_before or policy.activities.on
    if not wanted or remind_at <= now or digest > meeting.starts_at:
        return (CancelTimer(kind=REMIND, subject=meeting.id), ended)
    return (Timer(kind=REMIND, subject=meeting.id, due_at=remind_at), ended)


def no_timers(meeting: Meeting) -> tuple[CancelTimer, ...]:
    """Neither a reminder nor a question afterwards."""
    return (CancelTimer(kind=REMIND, subject=meeting.id), CancelTimer(kind=MEETING_ENDED, subject=meeting.id))


def forget_reminders(scene: Scene, meeting: Meeting) -> WithdrawMail:
    """Reminders that are not sent yet no longer speak the truth."""
    return unsend(scene.policy, "meetings", scene.pair.id, str(meeting.number), "remind", why="The meeting changed.")


# --- mails ------------------------------------------------------------------------------------------


def to_both(
    scene: Scene,
    meeting: Meeting,
    words: str,
    *,
    more: Callable[[str], Values] | None = None,
    extra: Callable[[str], tuple[Block, ...]] | None = None,
    urgency: Urgency = Urgency.PROMPT,
) -> tuple[SendMail, ...]:
    """One mail to each side; `more` values and `extra` blocks are made for the reader's language."""
    step = words.rsplit(".", 1)[-1]
    return tuple(
        letter(
            key=scene.key(str(meeting.number), step, str(meeting.version), person.id),
            to=to_pupil(person),
            words=words,
            policy=scene.policy,
            values={**scene.values(meeting, person, role), **(more(person.language) if more else {})},
            extra=(*(extra(person.language) if extra else ()), *pupil_links(person)),
            urgency=urgency,
        )
        for role, person in scene.people
        if person.email and person.withdrawn_at is None
    )


def welcome(scene: Scene, meeting: Meeting) -> tuple[SendMail, ...]:
    """The first meeting, told to both, to their guardians and to the adult."""
    common = _in_common(scene)
    pupils: list[SendMail] = []
    for role, person in scene.people:
        language = person.language
        key = "meetings.welcome.common" if common else "meetings.welcome.times"
        said = {**scene.values(meeting, person, role), "common": say(language, key, common=", ".join(common))}
        if person.email:
            pupils.append(
                letter(
                    key=scene.key(str(meeting.number), "welcome", "0", person.id),
                    to=to_pupil(person),
                    words="meetings.welcome",
                    policy=scene.policy,
                    values=said,
                    extra=(*_icebreakers(language), *pupil_links(person)),
                )
            )
    return (*pupils, *_guardians(scene, meeting), _host(scene, meeting))


def _in_common(scene: Scene) -> list[str]:
    ids = (application_id(scene.pair.mentor_id, Role.MENTOR), application_id(scene.pair.mentee_id, Role.MENTEE))
    mentor, mentee = (scene.view.get(Application, key) for key in ids)
    if mentor is None or mentee is None:
        return []
    liked = {*mentee.interests, *mentee.subjects}
    return [x for x in dict.fromkeys((*mentor.interests, *mentor.subjects)) if x in liked]


def _icebreakers(language: str) -> tuple[Block, ...]:
    ideas = ("meetings.welcome.idea_1", "meetings.welcome.idea_2", "meetings.welcome.idea_3")
    lines = tuple(say(language, idea) for idea in ideas)
    return (Heading(text=say(language, "meetings.welcome.ideas")), Items(lines=lines))


def _guardians(scene: Scene, meeting: Meeting) -> list[SendMail]:
    mails: list[SendMail] = []
    for role, person in scene.people:
        if not person.guardian_email:
            continue
        to = to_guardian(person)
        other = Role.MENTEE if role is Role.MENTOR else Role.MENTOR
        values = {
            **scene.values(meeting, person, role),
            "role": scene.role_word(to.language, other),
            "day": scene.on(meeting, to.language),
            "days": scene.policy.meetings.every_days,
        }
        key = scene.key(str(meeting.number), "guardian", "0", person.id)
        mails.append(letter(key=key, to=to, words="meetings.guardian", policy=scene.policy, values=values))
    return mails


def _host(scene: Scene, meeting: Meeting) -> SendMail:
    to = to_staff(scene.policy, meeting.host_id)
    values = {
        "mentor": scene.name(Role.MENTOR),
        "mentee": scene.name(Role.MENTEE),
        "day": scene.on(meeting, to.language),
        "time": scene.clock(meeting),
        "room": meeting.room,
    }
    key = scene.key(str(meeting.number), "host", "0", to.person_id)
    return letter(key=key, to=to, words="meetings.host", policy=scene.policy, values=values, urgency=Urgency.ROUTINE)


def to_lead_about(
    scene: Scene,
    words: str,
    *,
    key: tuple[str, ...],
    values: Values,
    extra: Sequence[Paragraph] = (),
    urgency: Urgency = Urgency.ROUTINE,
) -> SendMail:
    """A mail to the lead about this pair."""
    both = {"mentor": scene.name(Role.MENTOR), "mentee": scene.name(Role.MENTEE)}
    return letter(
        key=scene.key(*key),
        to=to_lead(scene.policy),
        words=words,
        policy=scene.policy,
        values={**both, **values},
        extra=tuple(extra),
        urgency=urgency,
    )
