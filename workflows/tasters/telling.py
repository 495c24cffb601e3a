"""What the world sees of tasters: rows, calendar entries, mails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from workflows import pair_tabs
from workflows.decision import Decision
from workflows.effects import PutMeeting, PutRow, RemoveRow, SendMail
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.policy import Policy
from workflows.rules import short_hash, staff_answer
from workflows.state import Person, StaffAnswer, Taster, TasterStatus, TasterVote
from workflows.text.blocks import Items
from workflows.text.say import day, say
from workflows.view import Overlay, View

ROTATION = "rotation"


def people_of(taster: Taster, view: View) -> tuple[Person, ...]:
    """The mentor and the mentees of a group that we still know."""
    found = (view.get(Person, p) for p in (taster.mentor_id, *taster.mentee_ids))
    return tuple(p for p in found if p is not None)


def name_of(person: str, view: View) -> str:
    """What to call a pupil."""
    known = view.get(Person, person)
    return known.name if known else person


def when(taster: Taster, policy: Policy, language: str) -> str:
    """Day and time in words."""
    begins, ends = policy.school.local(taster.starts_at), policy.school.local(taster.ends_at)
    return f"{day(language, begins.date())}, {begins:%H:%M}–{ends:%H:%M}"


# --- rows --------------------------------------------------------------------------------------------


def rotation_row(view: View, policy: Policy) -> PutRow:
    """The first row, in which the lead plans and books."""
    said = view.get(StaffAnswer, f"{pair_tabs.TASTERS}:{ROTATION}")
    standing = [t for t in view.find(Taster) if t.status is not TasterStatus.CANCELLED]
    votes = say(policy.language, "tasters.row.votes", votes=len(view.find(TasterVote)))
    cells = dict.fromkeys(("when", "room", "host", "mentor", "mentees"), "") | {
        "what": say(policy.language, "tasters.row.rotation", groups=len(standing)),
        "status": votes if standing else "",
        "answer": said.text if said else say(policy.language, "tasters.cell.blank"),
    }
    return PutRow(tab=pair_tabs.TASTERS, key=ROTATION, cells=cells)


def row(taster: Taster, view: View, policy: Policy) -> PutRow:
    """The row of one group."""
    cells = {
        "what": say(policy.language, "tasters.row.round", number=taster.round),
        "when": when(taster, policy, policy.language),
        "room": taster.room,
        "host": _host(taster, policy),
        "mentor": name_of(taster.mentor_id, view),
        "mentees": ", ".join(name_of(m, view) for m in taster.mentee_ids),
        "status": taster.status.value,
        "answer": "",
    }
    return PutRow(tab=pair_tabs.TASTERS, key=taster.id, cells=cells)


def no_row(taster: Taster) -> RemoveRow:
    """The group has no row any more."""
    return no_row_of(taster.id)


def no_row_of(key: str) -> RemoveRow:
    """The group of this id has no row any more."""
    return RemoveRow(tab=pair_tabs.TASTERS, key=key)


def answered(key: str, view: View, now: datetime, policy: Policy, **values: int) -> Decision:
    """Answer beside the lead's word."""
    text = say(policy.language, f"tasters.cell.{key}", **values)
    answer = staff_answer(pair_tabs.TASTERS, ROTATION, text, now)
    shown = rotation_row(Overlay(view, (answer,)), policy)
    return Decision(changes=(answer,), effects=(shown,), reason=f"Tasters: {text}")


# --- calendars and mails -----------------------------------------------------------------------------


def entry(taster: Taster, view: View, policy: Policy) -> PutMeeting:
    """The group as it should stand in the calendars of everybody in it and of the adult."""
    people = [p for p in people_of(taster, view) if p.email and p.withdrawn_at is None]
    host = next((s.email for s in policy.staff if s.id == taster.host_id), "")
    organiser = (host or policy.staff_member(policy.roles.lead).email).lower()
    return PutMeeting(
        key=f"{policy.key}/taster/{taster.id}",
        version=taster.version,
        title=say(policy.language, "tasters.title", number=taster.round),
        starts_at=taster.starts_at,
        ends_at=taster.ends_at,
        organiser=organiser,
        attendees=tuple(a.lower() for a in (*(p.email for p in people), host) if a),
        location=taster.room,
        room_address=next((r.email.lower() for r in policy.rooms if r.name == taster.room), ""),
        description=say(policy.language, "tasters.description", programme=policy.name, host=_host(taster, policy)),
        about=tuple(p.id for p in people),
        cancelled=taster.status is TasterStatus.CANCELLED,
    )


def invitations(tasters: Iterable[Taster], view: View, policy: Policy) -> tuple[SendMail, ...]:
    """One mail to everybody with all their rounds."""
    theirs: dict[str, list[Taster]] = {}
    for taster in sorted(tasters, key=lambda t: (t.starts_at, t.id)):
        for person in people_of(taster, view):
            theirs.setdefault(person.id, []).append(taster)
    people = ((view.get(Person, p), held) for p, held in sorted(theirs.items()))
    return tuple(_invitation(p, held, view, policy) for p, held in people if p is not None and p.email)


def _invitation(person: Person, tasters: list[Taster], view: View, policy: Policy) -> SendMail:
    lines = tuple(_line(t, person, view, policy) for t in tasters)
    stamp = short_hash(*(f"{t.id}/{t.starts_at.isoformat()}" for t in tasters), length=8)
    return letter(
        key=mail_key(policy, "tasters", person.id, "invited", stamp),
        to=to_pupil(person),
        words="tasters.invited",
        policy=policy,
        values={"name": person.name},
        extra=(Items(lines=lines), *pupil_links(person)),
    )


def _line(taster: Taster, person: Person, view: View, policy: Policy) -> str:
    met = ", ".join(name_of(p, view) for p in (taster.mentor_id, *taster.mentee_ids) if p != person.id)
    return say(person.language, "tasters.line", when=when(taster, policy, person.language), room=taster.room, met=met)


def _host(taster: Taster, policy: Policy) -> str:
    return next((s.name for s in policy.staff if s.id == taster.host_id), taster.host_id)
