"""People: the school's own list, leaving the programme, and erasure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import forms, pair_tabs, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Gone
from workflows.effects import Effect, RemoveRow, Urgency, WithdrawMail, WithdrawMailTo
from workflows.events import (
    CellEdited,
    Event,
    FormAnswered,
    GuardianChanged,
    MailBounced,
    PersonErased,
    PersonWithdrew,
    RosterImported,
    RowDeleted,
)
from workflows.letters import letter, mail_key, to_lead, to_pupil
from workflows.policy import Policy
from workflows.rows import OWN_TABS
from workflows.rules import (
    cell_word,
    first_answer,
    is_address,
    normal_address,
    person_by_address,
    person_id,
    said_yes,
    staff_answer,
)
from workflows.state import (
    AdultWord,
    Application,
    ApplicationStatus,
    Attendance,
    Award,
    CheckIn,
    Closure,
    Consent,
    Entity,
    Feedback,
    Goal,
    Guest,
    History,
    Idea,
    Interview,
    Invitation,
    Meeting,
    Nomination,
    Pair,
    Person,
    Reference,
    Referral,
    Repair,
    SchoolEvent,
    Score,
    Seat,
    SelfCheck,
    StaffAnswer,
    Suggestion,
    SupportEntry,
    SupportNeed,
    Taster,
    TasterVote,
    Training,
    Unmatched,
    Vote,
    Watch,
)
from workflows.text.blocks import Paragraph
from workflows.text.say import day, say
from workflows.view import View

WITHDRAW = "withdraw"
LEFT = "left the programme"
# Spelt out because workflows are strangers: a test holds them against those that consent sets.
CONSENT_TIMERS = ("consent.chase", "consent.renew", "consent.expire")


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for people."""
    match event:
        case RosterImported():
            return _imported(event, view, policy)
        case FormAnswered(form=forms.WITHDRAWAL):
            return _left_by_form(event, view, now, policy)
        case CellEdited(tab=tabs.PEOPLE, column="action"):
            return _cell_edited(event, view, now, policy)
        case PersonErased():
            return _erased(event.person_id, view, policy)
        case MailBounced():
            return _bounced(event, view, now, policy)
        case RowDeleted() if event.tab in OWN_TABS:
            return _row_deleted(event, view)
    return NOTHING


# --- the school's own list --------------------------------------------------------------------------


def _imported(event: RosterImported, view: View, policy: Policy) -> Decision:
    email = normal_address(event.email)
    if not is_address(email):
        return Decision(reason=f"The school's list gives no usable address for {event.name}; the line was left out.")
    known = person_by_address(view, email)
    person = _from_roster(event, email, known, policy)
    if person == known:
        return NOTHING
    moved = known is not None and person.guardian_email != known.guardian_email
    return Decision(
        changes=(person,),
        events=(GuardianChanged(person_id=person.id),) if moved else (),
        reason=f"{person.name} was {'updated' if known else 'added'} from the school's list.",
        about=(person.id,),
    )


def _from_roster(event: RosterImported, email: str, known: Person | None, policy: Policy) -> Person:
    base = known or Person(
        id=person_id(policy, email), email=email, name=event.name, grade=event.grade, language=event.language
    )
    person = replace(
        base,
        name=event.name.strip() or base.name,
        grade=event.grade,
        site=event.site,
        gender=event.gender.strip().lower() or base.gender,
        household=event.household,
        homeroom_email=normal_address(event.homeroom_email) or base.homeroom_email,
        rostered=True,
    )
    guardian = normal_address(event.guardian_email)
    # A blank in the list must not take away the only guardian we know.
    if not is_address(guardian):
        return person
    return replace(
        person,
        guardian_name=event.guardian_name,
        guardian_email=guardian,
        guardian_language=event.guardian_language,
    )


# --- leaving ----------------------------------------------------------------------------------------


def _left_by_form(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    person = view.get(Person, event.personal.get("person", ""))
    if person is None:
        return Decision(reason="Somebody sent the form to leave without a valid personal link; nothing was done.")
    if not said_yes(event.answers, "confirm") or person.withdrawn_at is not None:
        return NOTHING
    return _left(person, view, now, policy, words=first_answer(event.answers, "why"))


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    person = view.get(Person, event.row)
    if person is None:
        return Decision(reason=f"A cell was edited in a row of People that stands for nobody ({event.row}).")
    word, language = cell_word(event.value), policy.language
    if word == WITHDRAW and person.withdrawn_at is None:
        text = say(language, "people.cell.left", day=day(language, policy.school.local_date(now)))
        answered = Decision(changes=(staff_answer(tabs.PEOPLE, person.id, text, now),))
        return _left(person, view, now, policy).and_then(answered)
    if word == WITHDRAW:
        text = say(language, "people.cell.already")
    elif word:
        text = say(language, "people.cell.unknown", word=event.value.strip()[:40])
    else:
        text = say(language, "people.cell.blank", name=person.name) if person.withdrawn_at else ""
    answer = staff_answer(tabs.PEOPLE, person.id, text, now)
    return Decision(changes=(answer,), reason=f"{person.name}: {text}" if text else "", about=(person.id,))


def _left(person: Person, view: View, now: datetime, policy: Policy, *, words: str = "") -> Decision:
    """The pupil is out at once, with every application; `PersonWithdrew` stops what others planned."""
    applications = view.find(Application, person_id=person.id)
    text = say(policy.language, "people.cell.left", day=day(policy.language, policy.school.local_date(now)))
    return Decision(
        changes=(
            replace(person, withdrawn_at=now),
            *(replace(a, status=ApplicationStatus.WITHDRAWN) for a in applications),
            *(staff_answer(tabs.APPLICATIONS, a.id, text, now) for a in applications),
        ),
        # Nobody is written to after leaving; the farewell is decided after this, so it stays.
        effects=(WithdrawMailTo(person_id=person.id, why="The pupil left."), *_farewell(person, now, policy, words)),
        events=(PersonWithdrew(person_id=person.id, why=LEFT),),
        reason=f"{person.name} left the programme; everything planned with them stops.",
        about=(person.id,),
    )


def _farewell(person: Person, now: datetime, policy: Policy, words: str) -> tuple[Effect, ...]:
    # Somebody may leave, come back and leave again: each time is a mail of its own.
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    lead = to_lead(policy)
    quoted = (Paragraph(text=say(lead.language, "people.left_lead.words", words=words)),) if words else ()
    to_lead_mail = letter(
        key=mail_key(policy, "people", person.id, "left-lead", stamp),
        to=lead,
        words="people.left_lead",
        policy=policy,
        values={"name": person.told_apart},
        extra=quoted,
        urgency=Urgency.ROUTINE,
    )
    if not person.email:
        return (to_lead_mail,)
    to_pupil_mail = letter(
        key=mail_key(policy, "people", person.id, "left", stamp),
        to=to_pupil(person),
        words="people.left",
        policy=policy,
        values={"name": person.name},
    )
    return (to_pupil_mail, to_lead_mail)


# --- erasure and rows -------------------------------------------------------------------------------


def _erased(person: str, view: View, policy: Policy) -> Decision:
    """Everything of a person goes, with the pairs and meetings they were in.

    Concerns stay: they are kept by their own rule, and none is deleted while open. Whatever stands in calendars is
    cancelled before this, by the workflow that put it there.
    """
    values = belongings(person, view)
    if not values:
        return NOTHING
    return Decision(
        changes=tuple(Gone(kind=type(v).__name__, id=v.id) for v in values),
        effects=(
            *(RemoveRow(tab=tab, key=v.id) for v in values if (tab := _TAB_OF.get(type(v)))),
            *(WithdrawMail(key_prefix=prefix, why="The person was erased.") for prefix in _prefixes(person, policy)),
        ),
        timers=tuple(CancelTimer(kind=kind, subject=person) for kind in CONSENT_TIMERS),
        reason="A person was erased: rows, pairs, meetings and answers are gone.",
    )


_RECRUITED: tuple[type[Entity], ...] = (Invitation, Nomination, Guest, Reference, Interview, Score, Attendance)
_TAB_OF: dict[type[Entity], str] = {
    Pair: tabs.PAIRS,
    Meeting: tabs.MEETINGS,
    CheckIn: tabs.CHECK_INS,
    Goal: pair_tabs.GOALS,
    Repair: pair_tabs.REPAIRS,
    Idea: pair_tabs.ACTIVITIES,
    SupportEntry: pair_tabs.SUPPORT,
    SchoolEvent: pair_tabs.EVENTS,
    Referral: pair_tabs.REFERRALS,
    AdultWord: pair_tabs.ADULTS,
    Closure: tabs.CLOSURES,
    History: tabs.HISTORY,
}


_OWN_LIFE = (Seat, SelfCheck, TasterVote, Idea, SupportEntry, SchoolEvent, Referral, SupportNeed, AdultWord)


def belongings(person: str, view: View) -> list[Entity]:
    """Every value that speaks of this person, save concerns."""
    known = view.get(Person, person)
    values: list[Entity] = [known] if known else []
    for own in (
        Application,
        Consent,
        Training,
        Unmatched,
        CheckIn,
        Feedback,
        History,
        Award,
        Vote,
        *_RECRUITED,
        *_OWN_LIFE,
    ):
        values += view.find(own, person_id=person)
    for shared in (Pair, Meeting, Watch, Closure, Suggestion, Goal, Repair):
        values += [*view.find(shared, mentor_id=person), *view.find(shared, mentee_id=person)]
    values += [t for t in view.find(Taster) if person in (t.mentor_id, *t.mentee_ids)]
    # What the other pupil said of a meeting speaks of this person too.
    values += [c for v in list(values) if isinstance(v, Pair) for c in view.find(CheckIn, pair_id=v.id)]
    ids = {v.id for v in values}
    values += [a for a in view.find(StaffAnswer) if a.id.partition(":")[2].split(":")[0] in ids]
    return list(dict.fromkeys(values))


def _prefixes(person: str, policy: Policy) -> tuple[str, ...]:
    return (
        mail_key(policy, "applications", f"{person}:"),
        mail_key(policy, "consent", person) + "/",
        mail_key(policy, "people", person) + "/",
        mail_key(policy, "training", person) + "/",
        *(mail_key(policy, part, person) + "/" for part in ("sessions", "self_checks", "tasters", "life", "adults")),
        mail_key(policy, "feedback", person) + "/",
        mail_key(policy, "recognition", person) + "/",
        mail_key(policy, "measures", person) + "/",
        mail_key(policy, "reviews", person) + "/",
    )


def _row_deleted(event: RowDeleted, view: View) -> Decision:
    person = view.get(Person, event.row.split(":")[0])
    if person is None:
        return NOTHING
    return Decision(
        reason=f"Staff deleted the row of {person.name} in {event.tab}. Only the row is gone: {person.name} stays as "
        "before, and the row returns when something new happens to it. To remove them, choose 'withdraw' in People.",
        about=(person.id,),
    )


def _bounced(event: MailBounced, view: View, now: datetime, policy: Policy) -> Decision:
    """Mail to a pupil came back: staff see it beside the pupil, with the address."""
    person = person_by_address(view, normal_address(event.address))
    if person is None or person.withdrawn_at is not None:
        return NOTHING
    text = say(policy.language, "people.cell.bounced", address=person.email, reason=event.reason.strip()[:80])
    return Decision(
        changes=(staff_answer(tabs.PEOPLE, person.id, text, now),),
        reason=f"Mail to {person.name} came back; staff see it in People.",
        about=(person.id,),
    )
