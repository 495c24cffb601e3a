"""Recognition: badges once, certificates to pupil and family, letters only when released, names only with consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.builders import MENTEE, MENTOR, NOW, answered, consent, couple, edited, meeting, person, policy
from workflows import forms, recognition, tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutMeeting, PutRow, SendMail
from workflows.events import Event, MeetingSettled, ProgrammeStarted, TimerFired
from workflows.policy import RecognitionPolicy
from workflows.recognition_facts import honoured
from workflows.state import Award, ConsentStatus, Entity, MeetingStatus, Vote
from workflows.text.blocks import Paragraph
from workflows.text.papers import Certificate, Document
from workflows.view import Snapshot

DAY = date(2026, 12, 17)
RULES = RecognitionPolicy(
    on=True, badges=(1, 2), certificates_on=(DAY,), certificate_meetings=2, poll_on=(DAY,), celebrations=(DAY,)
)
THANKS = policy(recognition=RULES)
TWICE = tuple(meeting(n, status=MeetingStatus.HELD) for n in (1, 2))
SETTLED = MeetingSettled(meeting_id=TWICE[1].id, pair_id=TWICE[1].pair_id, outcome="held")


def decide(event: Event, *values: Entity) -> Decision:
    return recognition.decide(event, Snapshot([*couple(), *TWICE, *values]), NOW + timedelta(days=3), THANKS)


def on_day(kind: str) -> Decision:
    return decide(TimerFired(kind=f"recognition.{kind}", subject=DAY.isoformat(), due_at=NOW))


def mails(decision: Decision) -> list[SendMail]:
    return [e for e in decision.effects if isinstance(e, SendMail)]


def award(kind: str, who: str = MENTOR, *, words: str = "", released_at: datetime | None = None) -> Award:
    base = Award(id=f"{kind}:{who}", person_id=who, kind=kind, at=NOW, held=2, minutes=80)
    return replace(base, words=words, released_at=released_at)


def test_days_get_timers_and_invitations_go_out_before() -> None:
    timers = recognition.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, THANKS).timers
    assert [(t.kind, t.due_at.date()) for t in timers if isinstance(t, Timer)] == [
        ("recognition.certificates", DAY),
        ("recognition.poll", DAY),
        ("recognition.celebration", date(2026, 12, 3)),
    ]


def test_switched_off_does_nothing() -> None:
    assert recognition.decide(SETTLED, Snapshot([*couple(), *TWICE]), NOW, policy()) == NOTHING


def test_badge_comes_once_for_each_number() -> None:
    decision = decide(SETTLED, award("badge-1-2027-06-30"), award("badge-1-2027-06-30", MENTEE))
    kinds = [c.kind for c in decision.changes if isinstance(c, Award)]
    assert (kinds, [m.to.person_id for m in mails(decision)]) == (["badge-2-2027-06-30"] * 2, [MENTOR, MENTEE])
    assert decide(SETTLED, *(c for c in decision.changes if isinstance(c, Award)), *_first_badges()) == NOTHING


def _first_badges() -> tuple[Award, Award]:
    return award("badge-1-2027-06-30"), award("badge-1-2027-06-30", MENTEE)


def test_certificate_goes_to_pupil_and_family() -> None:
    decision = on_day("certificates")
    assert [m.to.address for m in mails(decision)] == [
        "p-mentee@oak.example",
        "p-mentor@oak.example",
        "home.p-mentor@mail.example",
    ]
    paper = mails(decision)[1].attachments[0].paper
    assert isinstance(paper, Certificate)
    assert (paper.name, paper.lines[0]) == ("Ana", "was a mentor and met 2 times, 1.3 hours in all.")


def test_certificate_is_not_made_twice() -> None:
    kind = f"certificate-{DAY.isoformat()}"
    again = TimerFired(kind="recognition.certificates", subject=DAY.isoformat(), due_at=NOW)
    assert decide(again, award(kind), award(kind, MENTEE)).changes == ()


def test_letter_is_drafted_and_nothing_is_sent() -> None:
    decision = decide(edited(tabs.RECOGNITION, MENTOR, "action", "letter"))
    (row,) = [e for e in decision.effects if isinstance(e, PutRow)]
    assert "met 2 times with younger pupils" in row.cells["letter"]
    assert mails(decision) == []


def test_released_letter_bears_the_leads_words() -> None:
    kept = award("letter-2027-06-30", words="She never gave up.")
    decision = decide(edited(tabs.RECOGNITION, MENTOR, "action", "release"), kept)
    paper = mails(decision)[0].attachments[0].paper
    assert isinstance(paper, Document)
    assert paper.blocks[-1] == Paragraph(text="She never gave up.")
    released = [c.released_at for c in decision.changes if isinstance(c, Award)]
    assert released == [NOW + timedelta(days=3)]


def test_letter_is_released_once() -> None:
    before = award("letter-2027-06-30", released_at=NOW)
    decision = decide(edited(tabs.RECOGNITION, MENTOR, "action", "release"), before)
    assert mails(decision) == []


def test_vote_is_counted_and_may_change() -> None:
    vote = answered(forms.REWARD_POLL, {"choice": "Book"}, personal={"person": MENTOR, "poll": DAY.isoformat()})
    earlier = Vote(id=f"{DAY}:{MENTOR}", person_id=MENTOR, choice="Trophy", at=NOW)
    other = Vote(id=f"{DAY}:{MENTEE}", person_id=MENTEE, choice="Trophy", at=NOW)
    (row,) = [e for e in decide(vote, earlier, other).effects if isinstance(e, PutRow)]
    assert (row.cells["held"], row.cells["awards"]) == ("2", "Book 1, Trophy 1")


def test_celebration_invites_everybody_and_stands_in_the_adults_calendars() -> None:
    decision = on_day("celebration")
    (event,) = [e for e in decision.effects if isinstance(e, PutMeeting)]
    assert (event.starts_at, len(event.attendees)) == (datetime(2026, 12, 17, 15, 10, tzinfo=UTC), 4)
    assert [m.to.person_id for m in mails(decision)] == [MENTEE, MENTOR, MENTOR, "lead"]


def test_honours_list_names_nobody_without_the_permission() -> None:
    asked = replace(THANKS, recognition=replace(RULES, named_item="be named"))
    may = consent(ConsentStatus.GIVEN, id=MENTOR, person_id=MENTOR, items=("be named",))
    view = Snapshot([*couple(), *TWICE, may])
    assert honoured(view, NOW + timedelta(days=3), asked) == ("Ana",)


def test_honours_list_leaves_out_who_left() -> None:
    gone = person(id=MENTOR, name="Ana", withdrawn_at=NOW)
    assert honoured(Snapshot([*couple(), *TWICE, gone]), NOW + timedelta(days=3), THANKS) == ("Ben",)
