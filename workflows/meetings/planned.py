"""The calendars answered: book what is to be booked, and say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workflows import tabs
from workflows.decision import Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.meetings import telling
from workflows.meetings.booking import Plan, extend_at, may_meet, next_number, plan, retry_at
from workflows.meetings.planning import Busy
from workflows.meetings.replanning import repair
from workflows.meetings.telling import EXTEND, NO_TIME, Scene
from workflows.state import Meeting, MeetingStatus, Watch
from workflows.text.blocks import Block, Items, Paragraph
from workflows.text.say import day, say
from workflows.view import Overlay


def planned(scene: Scene, busy: Busy) -> Decision:
    """Repair what no longer stands, book the first meeting if there is none, and extend the series."""
    if not may_meet(scene.pair, scene.view, scene.now, scene.policy):
        return Decision(reason=f"Nothing was booked for {scene.title}: not both may take part.", about=scene.both)
    repaired = repair(scene, busy)
    after = replace(scene, view=Overlay(scene.view, repaired.changes))
    made = plan(after.pair, after.view, after.now, after.policy, busy)
    if made.in_the_way:
        return repaired.and_then(_no_time(after, made.in_the_way))
    return repaired.and_then(_booked(after, made))


def _booked(scene: Scene, made: Plan) -> Decision:
    upcoming = [*scene.view.find(Meeting, pair_id=scene.pair.id, status=MeetingStatus.PLANNED), *made.booked]
    due = extend_at(upcoming, scene.now, scene.policy)
    extend = (Timer(kind=EXTEND, subject=scene.pair.id, due_at=due),) if due else ()
    held = scene.view.get(Watch, f"{scene.pair.id}:{NO_TIME}")
    mended = (replace(held, cleared_at=scene.now),) if held and held.cleared_at is None and made.booked else ()
    return Decision(
        changes=(*made.booked, *mended),
        effects=(
            *(effect for m in made.booked for effect in (telling.row(scene, m, ""), telling.entry(scene, m))),
            *(telling.welcome(scene, made.first) if made.first else ()),
            *_irregular(scene, made),
        ),
        timers=(*(t for m in made.booked for t in telling.timers(m, scene.now, scene.policy)), *extend),
        reason=_said(scene, made),
        about=scene.both,
    )


def _said(scene: Scene, made: Plan) -> str:
    if not made.booked and not made.skipped:
        return f"{scene.title}: nothing more to book for now."
    dates = ", ".join(scene.policy.school.local_date(m.starts_at).isoformat() for m in made.booked)
    booked = f"Booked for {scene.title}: {dates}." if dates else f"Nothing booked for {scene.title}."
    first = f" {made.first.why}" if made.first else ""
    left_out = ", ".join(d.isoformat() for d in made.skipped)
    return booked + first + (f" No time was free around {left_out}." if left_out else "")


# --- regular days that are different ----------------------------------------------------------------


def _irregular(scene: Scene, made: Plan) -> tuple[SendMail, ...]:
    """Tell both, once, which regular meetings fall on another day or are left out."""
    if not made.strayed and not made.skipped:
        return ()
    known = scene.view.find(Meeting, pair_id=scene.pair.id)
    anchor = next(iter((*made.strayed, *made.booked, *known)))
    stamp = min((*made.skipped, *(scene.policy.school.local_date(m.starts_at) for m in made.strayed)))

    def lines(language: str) -> tuple[Block, ...]:
        return (Items(lines=_lines(scene, made, language)),)

    mails = telling.to_both(scene, anchor, "meetings.regular", extra=lines, urgency=Urgency.ROUTINE)
    # The first day concerned is the key: while it stays left out, looking again does not tell again.
    keyed = (replace(m, key=scene.key("regular", stamp.isoformat(), m.to.person_id)) for m in mails)
    return tuple(keyed)


def _lines(scene: Scene, made: Plan, language: str) -> tuple[str, ...]:
    moved: list[tuple[date, str]] = [
        (
            scene.policy.school.local_date(m.starts_at),
            say(language, "meetings.regular.moved", day=scene.on(m, language), time=scene.clock(m)),
        )
        for m in made.strayed
    ]
    skipped = [(d, say(language, "meetings.regular.skipped", day=day(language, d))) for d in made.skipped]
    return tuple(line for _, line in sorted([*moved, *skipped]))


# --- no time at all ---------------------------------------------------------------------------------


def _no_time(scene: Scene, in_the_way: tuple[str, ...]) -> Decision:
    """Nothing is free: a row and the watch-list say what would help, the lead is told once, we look again daily."""
    policy, pair = scene.policy, scene.pair
    language = policy.language
    help_ = "; ".join(say(language, f"meetings.help.{side}") for side in in_the_way)
    held = scene.view.get(Watch, f"{pair.id}:{NO_TIME}")
    since = held.since if held and held.cleared_at is None else scene.now
    watch = Watch(
        id=f"{pair.id}:{NO_TIME}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        rule=NO_TIME,
        reason=help_,
        since=since,
    )
    due = retry_at(scene.now, policy)
    return Decision(
        changes=(watch,) if watch != held else (),
        effects=(_unbooked_row(scene, help_), *(() if watch == held else (_lead(scene, help_, since.isoformat()),))),
        timers=(Timer(kind=EXTEND, subject=pair.id, due_at=due),) if due else (),
        reason=f"No meeting could be booked for {scene.title}: {help_}.",
        about=scene.both,
    )


def _unbooked_row(scene: Scene, help_: str) -> PutRow:
    number = next_number(scene.view.find(Meeting, pair_id=scene.pair.id))
    status = say(scene.policy.language, "meetings.row.not_booked")
    cells = {"pair": scene.title, "number": str(number), "date": "", "time": "", "room": "", "host": ""}
    return PutRow(tab=tabs.MEETINGS, key=f"{scene.pair.id}/{number}", cells={**cells, "status": status, "why": help_})


def _lead(scene: Scene, help_: str, since: str) -> SendMail:
    language = scene.policy.language
    return telling.to_lead_about(
        scene,
        "meetings.no_time",
        key=("no_time", since),
        values={"help": help_},
        extra=(Paragraph(text=say(language, "meetings.no_time.next")),),
    )
