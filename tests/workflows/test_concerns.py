"""Concerns: always in front of somebody, never in anybody else's sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import AMIRA, EMAIL, NOW, POLICY, answered, person, policy
from workflows import concerns, forms
from workflows.concerns import BEFORE, CLIMB, OPEN, may_open, readers
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import SendMail, Urgency
from workflows.events import (
    ConcernAcknowledged,
    ConcernSuspected,
    Event,
    FormAnswered,
    MailBounced,
    TimerFired,
)
from workflows.policy import Policy, Roles, StaffMember
from workflows.state import Concern, ConcernLevel
from workflows.text.blocks import PageLink
from workflows.view import Snapshot

CANARY = "xyzzy canary"
MINUTE = timedelta(minutes=1)


def raised(**changed: str | tuple[str, ...]) -> FormAnswered:
    answers: dict[str, str | tuple[str, ...]] = {
        "text": CANARY,
        "about": "My friend",
        "category": "Bullying",
        "urgent": "No",
    }
    return answered(forms.CONCERN, {**answers, **changed})


def decide(event: Event, *values: Concern, now: datetime = NOW, by: Policy = POLICY) -> Decision:
    return concerns.decide(event, Snapshot(values), now, by)


def stored(event: Event | None = None) -> Concern:
    return the_concern(decide(event or raised()))


def the_concern(decision: Decision) -> Concern:
    (concern,) = decision.changes
    assert isinstance(concern, Concern)
    return concern


def alerted(decision: Decision) -> list[str]:
    return [mail.to.person_id for mail in decision.effects if isinstance(mail, SendMail)]


def climbed(concern: Concern, minutes: int = 15) -> Decision:
    at = NOW + timedelta(minutes=minutes)
    return decide(TimerFired(kind=CLIMB, subject=concern.id, due_at=at), concern, now=at)


def bounced(concern: Concern, staff_id: str, mail: str | None = None) -> Decision:
    key = f"oak/concerns/{concern.id}/alert/{concern.alerts}/{staff_id}" if mail is None else mail
    return decide(MailBounced(mail=key, address=f"{staff_id}@oak.example", reason="no such box"), concern)


# --- raised -----------------------------------------------------------------------------------------


def test_concern_form_is_stored_whole() -> None:
    concern = stored(raised(urgent="Yes", name="Bo"))
    assert concern == Concern(
        id=concern.id,
        category="Bullying",
        text=CANARY,
        about="My friend",
        raised_by="Bo",
        raised_at=NOW,
        level=ConcernLevel.LEAD,
        source="concern",
        urgent=True,
        alerts=1,
    )


def test_concern_form_alerts_the_safeguarding_lead_at_once() -> None:
    decision = decide(raised())
    (mail,) = decision.effects
    assert isinstance(mail, SendMail)
    assert (mail.to.person_id, mail.urgency, mail.subject) == ("safe", Urgency.URGENT, "A concern needs you")
    assert mail.blocks[1] == PageLink(
        label="Read it and take it in hand", path=f"/concerns/{stored().id}", reader="safe"
    )


def test_concern_form_sets_the_climb_and_is_restricted() -> None:
    decision = decide(raised())
    assert decision.timers == (Timer(kind=CLIMB, subject=stored().id, due_at=NOW + 15 * MINUTE),)
    assert decision.restricted


def test_concern_raised_anonymously_is_taken_and_nobody_gets_a_receipt() -> None:
    decision = decide(raised())
    assert the_concern(decision).raised_by == ""
    assert alerted(decision) == ["safe"]


def test_concern_of_a_known_address_gets_a_neutral_receipt() -> None:
    event = replace(raised(), respondent=EMAIL)
    decision = concerns.decide(event, Snapshot([person()]), NOW, POLICY)
    receipt = decision.effects[-1]
    assert isinstance(receipt, SendMail)
    assert (receipt.to.person_id, receipt.to.address, receipt.subject) == ("", EMAIL, "Your message has arrived")
    assert "concern" not in repr(receipt).lower()


def test_suspected_concern_is_stored_and_alerted() -> None:
    decision = decide(ConcernSuspected(source="check_in/r9", raised_by=AMIRA, text=CANARY))
    concern = the_concern(decision)
    assert (concern.text, concern.raised_by, concern.source) == (CANARY, AMIRA, "check_in/r9")
    assert alerted(decision) == ["safe"]


def test_suspected_concern_again_while_ringing_adds_nothing() -> None:
    event = ConcernSuspected(source="check_in/r9", raised_by=AMIRA, text=CANARY)
    assert decide(event, stored(event)) == NOTHING


def test_suspected_concern_again_after_acknowledgement_rings_again() -> None:
    event = ConcernSuspected(source="check_in/r9", raised_by=AMIRA, text=CANARY)
    answered_ = replace(stored(event), acknowledged_at=NOW, acknowledged_by="safe")
    decision = decide(event, answered_)
    assert the_concern(decision).acknowledged_at is None
    assert alerted(decision) == ["safe"]


# --- who may know -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ticked", "first", "may"),
    [
        ((), "safe", ("safe", "deputy", "head")),
        (("Sam Safe",), "deputy", ("deputy", "head")),
        (("Sam Safe", "Dee Deputy"), "head", ("head",)),
        (("Sam Safe", "Dee Deputy", "Hal Head"), "lead", ("lead",)),
        (("Sam Safe", "Dee Deputy", "Hal Head", "Lee Lead"), "safe", ("safe", "deputy", "head")),
    ],
)
def test_concern_passes_by_whoever_it_may_be_about(ticked: tuple[str, ...], first: str, may: tuple[str, ...]) -> None:
    decision = decide(raised(staff_involved=ticked))
    assert alerted(decision)[0] == first
    assert readers(the_concern(decision), POLICY) == may


def test_concern_about_all_who_lead_reaches_every_other_adult() -> None:
    others = (
        StaffMember(id="t1", name="Tea One", email="t1@oak.example"),
        StaffMember(id="t2", name="Tea Two", email="t2@oak.example"),
    )
    school = policy(staff=(*POLICY.staff, *others))
    ticked = ("Sam Safe", "Dee Deputy", "Hal Head", "Lee Lead")
    assert alerted(decide(raised(staff_involved=ticked), by=school)) == ["t1", "t2"]


@pytest.mark.parametrize("about", ["sam safe", "Mr Safe", "It is about Dr. SAFE!", "safe@oak.example"])
def test_concern_that_names_an_adult_in_words_passes_them_by(about: str) -> None:
    assert stored(raised(about=about)).excluded == ("safe",)


@pytest.mark.parametrize("about", ["", "nobody is safe", "Sam", "Mr Jones"])
def test_concern_that_names_no_adult_excludes_nobody(about: str) -> None:
    assert stored(raised(about=about)).excluded == ()


def test_concern_in_a_small_school_climbs_past_the_same_person() -> None:
    school = policy(roles=Roles(lead="lead", safeguarding_lead="safe", safeguarding_deputy="safe", head="head"))
    at = TimerFired(kind=CLIMB, subject=stored().id, due_at=NOW)
    assert alerted(decide(at, stored(), by=school)) == ["head"]


# --- climbing ---------------------------------------------------------------------------------------


def test_climb_goes_to_deputy_then_head_then_everybody_again() -> None:
    deputy = climbed(stored())
    head = climbed(the_concern(deputy), 60)
    again = climbed(the_concern(head), 120)
    assert [alerted(d) for d in (deputy, head, again)] == [["deputy"], ["head"], ["safe", "deputy", "head"]]


def test_climb_waits_as_the_programme_file_says() -> None:
    deputy = climbed(stored())
    head = climbed(the_concern(deputy), 60)
    due = [t.due_at - NOW for d in (deputy, head) for t in d.timers if isinstance(t, Timer)]
    assert due == [timedelta(minutes=60), timedelta(minutes=120)]


def test_climb_stops_once_acknowledged() -> None:
    assert climbed(replace(stored(), acknowledged_at=NOW, acknowledged_by="safe")) == NOTHING


def test_climb_of_an_unknown_concern_does_nothing() -> None:
    assert decide(TimerFired(kind=CLIMB, subject="c-none", due_at=NOW)) == NOTHING


def test_each_alert_has_a_key_of_its_own() -> None:
    first = decide(raised())
    second = climbed(the_concern(first))
    keys = [e.key for d in (first, second) for e in d.effects if isinstance(e, SendMail)]
    assert keys == [f"oak/concerns/{stored().id}/alert/1/safe", f"oak/concerns/{stored().id}/alert/2/deputy"]


# --- mail that comes back ---------------------------------------------------------------------------


def test_bounced_alert_goes_to_the_next_level_at_once() -> None:
    decision = bounced(stored(), "safe")
    assert alerted(decision) == ["deputy"]
    assert the_concern(decision).level is ConcernLevel.DEPUTY


def test_bounce_that_names_no_mail_counts_for_the_person_whose_turn_it_is() -> None:
    assert alerted(bounced(stored(), "safe", mail="")) == ["deputy"]
    assert bounced(stored(), "head", mail="") == NOTHING


def test_bounced_alert_at_the_top_sends_somebody_to_fetch_a_reader() -> None:
    head = the_concern(climbed(the_concern(climbed(stored())), 60))
    decision = bounced(head, "head")
    (mail,) = decision.effects
    assert isinstance(mail, SendMail)
    assert (mail.to.person_id, mail.subject) == ("lead", "Please find the safeguarding lead now")
    assert decision.timers == ()  # the one that is pending stays


@pytest.mark.parametrize("mail", ["oak/consent/p1/ask", "oak/concerns/c-none/alert/1/safe"])
def test_bounce_of_another_mail_is_none_of_our_business(mail: str) -> None:
    assert bounced(stored(), "safe", mail=mail) == NOTHING


def test_bounce_of_an_old_alert_or_of_an_answered_concern_does_nothing() -> None:
    deputy = the_concern(climbed(stored()))
    assert bounced(deputy, "safe", mail=f"oak/concerns/{deputy.id}/alert/1/safe") == NOTHING
    assert bounced(replace(stored(), acknowledged_at=NOW), "safe") == NOTHING


# --- added to ---------------------------------------------------------------------------------------


def test_edited_concern_keeps_what_was_said_before() -> None:
    decision = decide(replace(raised(text="new words", urgent="Yes"), revision="2"), stored())
    concern = the_concern(decision)
    assert (concern.text, concern.urgent, concern.alerts) == (f"new words{BEFORE}{CANARY}", True, 2)


def test_edited_concern_alerts_again_and_cannot_put_off_the_climb() -> None:
    decision = decide(raised(text="new words"), stored())
    (mail,) = decision.effects
    assert isinstance(mail, SendMail)
    assert mail.subject == "A concern was added to and needs you"
    assert decision.timers == ()


def test_edited_concern_that_was_acknowledged_rings_again() -> None:
    decision = decide(raised(text="new words"), replace(stored(), acknowledged_at=NOW, acknowledged_by="safe"))
    concern = the_concern(decision)
    assert (concern.acknowledged_at, concern.acknowledged_by) == (None, "")
    assert decision.timers == (
        Timer(kind=CLIMB, subject=concern.id, due_at=NOW + 15 * MINUTE),
        CancelTimer(kind=OPEN, subject=concern.id),
    )


def test_edited_concern_that_now_names_the_reader_goes_past_them() -> None:
    decision = decide(raised(staff_involved=("Sam Safe",)), stored())
    assert alerted(decision) == ["deputy"]
    assert not may_open(the_concern(decision), "safe", POLICY)
    assert any(isinstance(t, Timer) for t in decision.timers)


def test_same_answer_again_adds_nothing() -> None:
    assert decide(raised(), stored()) == NOTHING


# --- acknowledged -----------------------------------------------------------------------------------


def acknowledged(concern: Concern, by: str) -> Decision:
    return decide(ConcernAcknowledged(concern=concern.id, by=by), concern)


def test_acknowledgement_stops_the_climb_and_sets_the_reminder() -> None:
    decision = acknowledged(stored(), "deputy")
    assert decision.changes == (replace(stored(), acknowledged_at=NOW, acknowledged_by="deputy"),)
    assert decision.timers == (
        CancelTimer(kind=CLIMB, subject=stored().id),
        Timer(kind=OPEN, subject=stored().id, due_at=NOW + timedelta(hours=24)),
    )
    assert alerted(decision) == ["safe", "head"]


@pytest.mark.parametrize("by", ["lead", "stranger", ""])
def test_acknowledgement_by_somebody_who_may_not_know_is_refused(by: str) -> None:
    decision = acknowledged(stored(), by)
    assert (decision.changes, decision.timers, decision.effects) == ((), (), ())
    assert decision.restricted


def test_acknowledgement_by_the_person_it_is_about_is_refused() -> None:
    concern = stored(raised(staff_involved=("Sam Safe",)))
    assert acknowledged(concern, "safe").changes == ()
    assert acknowledged(concern, "deputy").changes != ()


def test_acknowledgement_of_nothing_or_a_second_time_does_nothing() -> None:
    assert decide(ConcernAcknowledged(concern="c-none", by="safe")) == NOTHING
    assert acknowledged(replace(stored(), acknowledged_at=NOW, acknowledged_by="head"), "safe") == NOTHING


def test_open_concern_is_brought_back_to_mind_after_a_day() -> None:
    concern = replace(stored(), acknowledged_at=NOW, acknowledged_by="deputy")
    due = TimerFired(kind=OPEN, subject=concern.id, due_at=NOW)
    assert alerted(decide(due, concern)) == ["safe", "deputy"]
    assert decide(due, stored()) == NOTHING


# --- whatever happens -------------------------------------------------------------------------------

NAMES = tuple(member.name for member in POLICY.staff)
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(0, 200)),
        st.tuples(st.just("edit"), st.text(max_size=5)),
        st.tuples(st.just("exclude"), st.sampled_from(NAMES)),
        st.tuples(st.just("bounce"), st.sampled_from(("safe", "deputy", "head", "lead"))),
        st.tuples(st.just("lost bounce"), st.sampled_from(("safe", "deputy", "head", "lead"))),
        st.tuples(st.just("wrong hand"), st.sampled_from(("safe", "deputy", "head", "lead"))),
    ),
    max_size=12,
)


class Alarm:
    """One concern and its timer, driven through anything that can happen to it."""

    def __init__(self) -> None:
        self.now, self.due = NOW, NOW
        self.event = raised()
        self.concern = stored()
        self.mails: list[SendMail] = []
        self.take(decide(self.event))

    def take(self, decision: Decision) -> None:
        assert decision == NOTHING or decision.restricted
        assert decision.events == ()
        for concern in decision.changes:
            assert isinstance(concern, Concern)
            self.concern = concern
        for timer in decision.timers:
            if timer.kind == CLIMB:
                assert isinstance(timer, Timer)
                self.due = timer.due_at
        for effect in decision.effects:
            assert isinstance(effect, SendMail)
            self.mails.append(effect)

    def hear(self, event: Event) -> None:
        self.take(decide(event, self.concern, now=self.now))

    def happen(self, what: str, value: int | str) -> None:
        if what == "wait":
            self.now += timedelta(minutes=int(value))
        elif what in ("edit", "exclude"):
            changed = {"text": f"{value} {CANARY}"} if what == "edit" else {"staff_involved": (str(value),)}
            self.hear(raised(**changed))
        elif what == "wrong hand":
            if not may_open(self.concern, str(value), POLICY):
                self.hear(ConcernAcknowledged(concern=self.concern.id, by=str(value)))
        else:
            mail = f"oak/concerns/{self.concern.id}/alert/{self.concern.alerts}/{value}" if what == "bounce" else ""
            self.hear(MailBounced(mail=mail, address=f"{value}@oak.example", reason=""))
        if self.due <= self.now:
            self.hear(TimerFired(kind=CLIMB, subject=self.concern.id, due_at=self.due))


@settings(max_examples=60)
@given(happenings=HAPPENINGS)
def test_concern_always_has_a_timer_pending_until_acknowledged(happenings: list[tuple[str, int | str]]) -> None:
    alarm = Alarm()
    for what, value in happenings:
        alarm.happen(what, value)
        assert alarm.concern.acknowledged_at is None
        assert alarm.now < alarm.due <= alarm.now + 60 * MINUTE


@settings(max_examples=60)
@given(happenings=HAPPENINGS)
def test_concern_is_always_in_front_of_somebody_who_may_read_it(happenings: list[tuple[str, int | str]]) -> None:
    alarm = Alarm()
    for what, value in happenings:
        alarm.happen(what, value)
        told = {m.to.person_id for m in alarm.mails if "/alert/" in m.key}
        assert told & set(readers(alarm.concern, POLICY))


@settings(max_examples=60)
@given(happenings=HAPPENINGS)
def test_concern_leaves_no_trace_in_any_effect(happenings: list[tuple[str, int | str]]) -> None:
    alarm = Alarm()
    for what, value in happenings:
        alarm.happen(what, value)
    assert not [m for m in alarm.mails if "xyzzy" in repr(m) or "My friend" in repr(m)]


@settings(max_examples=50)
@given(happenings=HAPPENINGS)
def test_concern_never_gives_two_different_mails_one_key(happenings: list[tuple[str, int | str]]) -> None:
    alarm = Alarm()
    for what, value in happenings:
        alarm.happen(what, value)
    assert len({m.key for m in alarm.mails}) == len({repr(m) for m in alarm.mails})


@given(changed=st.sampled_from(("text", "about", "category", "name", "urgent")), words=st.text(max_size=200))
def test_concern_form_with_any_words_is_alerted_without_them(changed: str, words: str) -> None:
    decision = decide(raised(**{changed: f"{CANARY}{words}"}))
    assert alerted(decision)
    assert CANARY not in repr(decision.effects) + decision.reason


def test_other_events_mean_nothing_to_concerns() -> None:
    assert decide(answered(forms.CHECK_IN, {})) == NOTHING
    assert decide(TimerFired(kind="reports.weekly", subject="oak", due_at=NOW)) == NOTHING
