"""Duties: each adult named in the programme file is asked to accept; the launch waits for the lead and for one who
receives concerns. Then everybody hears what the programme is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Gone, Timer
from workflows.effects import PutRow, RemoveRow, SendMail
from workflows.events import CellEdited, Event, FormAnswered, ProgrammeLaunched, ProgrammeStarted, TimerFired
from workflows.launch import DEPUTY, HEAD, HOST, LAUNCHED, LEAD, SAFE, awaited, may_begin
from workflows.letters import letter, mail_key, to_lead, to_staff, unsend
from workflows.policy import Policy
from workflows.rules import cell_word, first_answer, staff_answer
from workflows.setup.charter import charter
from workflows.state import Duty, DutyStatus, Milestone, StaffAnswer
from workflows.text.blocks import FormLink
from workflows.text.say import day, say
from workflows.view import Overlay, View

REMIND = "setup.remind"
WORDS: Mapping[str, DutyStatus] = {"accepted": DutyStatus.ACCEPTED, "declined": DutyStatus.DECLINED}


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the adults' duties and the launch."""
    match event:
        case ProgrammeStarted():
            return _started(view, now, policy)
        case FormAnswered(form=forms.DUTY):
            return _form_answered(event, view, now, policy)
        case CellEdited(tab=tabs.STAFF, column="said"):
            return _cell_edited(event, view, now, policy)
        case TimerFired(kind="setup.remind"):
            return _reminded(event.subject, view, policy)
    return NOTHING


# --- asking -----------------------------------------------------------------------------------------


def _wanted(policy: Policy) -> Iterator[tuple[str, str]]:
    """Every duty of the programme file: (role, staff id)."""
    roles = policy.roles
    yield LEAD, roles.lead
    yield SAFE, roles.safeguarding_lead
    yield DEPUTY, roles.safeguarding_deputy
    yield HEAD, roles.head
    for host in policy.hosts:
        yield HOST, host.id


def _started(view: View, now: datetime, policy: Policy) -> Decision:
    if not policy.setup.on:
        return _launched_without_asking(view, now)
    wanted = {f"{role}:{staff}": (role, staff) for role, staff in _wanted(policy)}
    held = {duty.id: duty for duty in view.find(Duty)}
    new = [
        Duty(id=key, role=role, staff_id=staff, status=DutyStatus.ASKED, asked_at=now)
        for key, (role, staff) in wanted.items()
        if key not in held
    ]
    over = [duty for key, duty in held.items() if key not in wanted]
    kept = [duty for duty in held.values() if duty not in over]
    rows = tuple(_row(duty, view, policy) for duty in (*kept, *new))
    return _over(over, policy).and_then(_all_asked(new, now, policy)).and_then(Decision(effects=rows))


def _all_asked(duties: list[Duty], now: datetime, policy: Policy) -> Decision:
    """One mail for everybody with a new duty, however many they have."""
    decision = NOTHING
    for staff in dict.fromkeys(duty.staff_id for duty in duties):
        decision = decision.and_then(_asked(staff, [d for d in duties if d.staff_id == staff], now, policy))
    return decision


def _launched_without_asking(view: View, now: datetime) -> Decision:
    """A school that does not ask its adults begins when the programme file is read for the first time."""
    if view.get(Milestone, LAUNCHED) is not None:
        return NOTHING
    return Decision(
        changes=(Milestone(id=LAUNCHED, at=now),),
        events=(ProgrammeLaunched(),),
        reason="The programme begins: the programme file asks no adult to accept a duty first.",
    )


def _over(duties: list[Duty], policy: Policy) -> Decision:
    """The programme file names other adults now."""
    if not duties:
        return NOTHING
    return Decision(
        changes=tuple(Gone(kind=Duty.__name__, id=duty.id) for duty in duties),
        effects=(
            *(RemoveRow(tab=tabs.STAFF, key=duty.id) for duty in duties),
            *(unsend(policy, "duty", d.staff_id, why="The duty is another's now.") for d in duties),
        ),
        timers=tuple(CancelTimer(kind=REMIND, subject=duty.staff_id) for duty in duties),
        reason="The programme file names other adults for: " + ", ".join(duty.role for duty in duties) + ".",
    )


def _asked(staff: str, duties: list[Duty], now: datetime, policy: Policy) -> Decision:
    due = policy.school.school_day_after(policy.school.local_date(now), policy.setup.remind_after)
    return Decision(
        changes=tuple(duties),
        effects=(_question(staff, [d.role for d in duties], policy, step="ask"),),
        timers=(Timer(kind=REMIND, subject=staff, due_at=policy.school.at(due, policy.messages.digest_at)),),
        reason=f"{policy.staff_member(staff).name} was asked to take on: {', '.join(d.role for d in duties)}.",
    )


def _question(staff: str, roles: list[str], policy: Policy, *, step: str) -> SendMail:
    to = to_staff(policy, staff)
    link = FormLink(label=say(to.language, "duty.link"), form=forms.DUTY, personal=(("staff", staff),))
    return letter(
        key=mail_key(policy, "duty", staff, step, "-".join(roles)),
        to=to,
        words=f"duty.{step}",
        policy=policy,
        values={"name": to.name, "duties": ", ".join(say(to.language, f"duty.role.{role}") for role in roles)},
        extra=(link,),
    )


def _reminded(staff: str, view: View, policy: Policy) -> Decision:
    """Once more, and then the lead knows: an adult is not chased for ever."""
    waiting = [d.role for d in view.find(Duty, staff_id=staff) if d.status is DutyStatus.ASKED]
    if not waiting:
        return NOTHING
    reason = f"{policy.staff_member(staff).name} has not answered and was asked once more."
    return Decision(effects=(_question(staff, waiting, policy, step="again"),), reason=reason)


# --- answers ----------------------------------------------------------------------------------------


def _form_answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    held = view.find(Duty, staff_id=event.personal.get("staff", ""))
    if not held:
        return Decision(reason="An answer about a duty came in without a link that names an adult with one.")
    yes = first_answer(event.answers, "answer").lower().startswith("yes")
    hours = first_answer(event.answers, "hours")
    given = int(hours) if hours.isdecimal() and len(hours) < 3 else None
    status = DutyStatus.ACCEPTED if yes else DutyStatus.DECLINED
    return _answered([replace(d, status=status, answered_at=now, hours=given) for d in held], view, now, policy)


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    duty, status = view.get(Duty, event.row), WORDS.get(cell_word(event.value))
    if duty is None or not event.value.strip():
        return NOTHING
    if status is None:
        text = say(policy.language, "duty.cell.unknown", words=", ".join(WORDS))
        answer = staff_answer(tabs.STAFF, duty.id, text, now)
        row = _row(duty, Overlay(view, (answer,)), policy)
        return Decision(changes=(answer,), effects=(row,), reason=f"{duty.id}: {text}")
    return _answered([replace(duty, status=status, answered_at=now)], view, now, policy)


def _answered(duties: list[Duty], view: View, now: datetime, policy: Policy) -> Decision:
    on = day(policy.language, policy.school.local_date(now))
    answers = [
        staff_answer(tabs.STAFF, d.id, say(policy.language, f"duty.cell.{d.status.value}", day=on), now) for d in duties
    ]
    after = Overlay(view, (*duties, *answers))
    name = policy.staff_member(duties[0].staff_id).name
    declined = [d for d in duties if d.status is DutyStatus.DECLINED]
    decision = Decision(
        changes=(*duties, *answers),
        effects=(*(_row(d, after, policy) for d in duties), *(_replace_them(d, now, policy) for d in declined)),
        timers=(CancelTimer(kind=REMIND, subject=duties[0].staff_id),),
        reason=f"{name} answered: " + ", ".join(f"{d.role} {d.status.value}" for d in duties) + ".",
    )
    return decision.and_then(_launch(after, now, policy))


def _replace_them(duty: Duty, now: datetime, policy: Policy) -> SendMail:
    """Somebody said no: the lead looks for another, and the head when it is the lead."""
    to = to_staff(policy, policy.roles.head) if duty.staff_id == policy.roles.lead else to_lead(policy)
    return letter(
        key=mail_key(policy, "duty", duty.staff_id, "declined", duty.role, f"{now:%Y%m%dT%H%M%S}"),
        to=to,
        words="duty.declined",
        policy=policy,
        values={
            "name": to.name,
            "adult": policy.staff_member(duty.staff_id).name,
            "duty": say(to.language, f"duty.role.{duty.role}"),
        },
    )


# --- the launch -------------------------------------------------------------------------------------


def _launch(view: View, now: datetime, policy: Policy) -> Decision:
    waiting = awaited(view, policy)
    if waiting or may_begin(view, policy):
        return NOTHING
    told = dict.fromkeys(staff for _, staff in _wanted(policy))
    return Decision(
        changes=(Milestone(id=LAUNCHED, at=now),),
        effects=tuple(charter(staff, policy) for staff in told),
        events=(ProgrammeLaunched(),),
        reason="The lead and an adult who receives concerns have accepted: the programme begins. "
        "Everybody named in the programme file got the charter.",
    )


# --- the tab ----------------------------------------------------------------------------------------


def _row(duty: Duty, view: View, policy: Policy) -> PutRow:
    answer = view.get(StaffAnswer, f"{tabs.STAFF}:{duty.id}")
    cells = {
        "name": policy.staff_member(duty.staff_id).name,
        "role": say(policy.language, f"duty.role.{duty.role}"),
        "backup": _backup(duty, policy),
        "status": duty.status.value,
        "hours": "" if duty.hours is None else str(duty.hours),
        "answer": answer.text if answer else "",
    }
    return PutRow(tab=tabs.STAFF, key=duty.id, cells=cells)


def _backup(duty: Duty, policy: Policy) -> str:
    roles = policy.roles
    steps_in = {LEAD: roles.head, SAFE: roles.safeguarding_deputy, DEPUTY: roles.head}
    return policy.staff_member(steps_in[duty.role]).name if duty.role in steps_in else ""
