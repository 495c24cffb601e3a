"""Co-mentoring in the service: a class list becomes pairs, an odd one a group of three, rounds without repeats."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.matching.school import NOW, Office, policy
from workflows.effects import PutRow
from workflows.events import DraftRequested, RosterImported
from workflows.meetings.telling import Scene
from workflows.policy import ConsentPolicy
from workflows.rules import may_take_part
from workflows.state import Pair, PairStatus, Person, Role, Unmatched
from workflows.view import Snapshot

EQUALS = replace(policy(mode="co-mentoring", weights={}), consent=ConsentPolicy(needed_for=()))
DRAFT = DraftRequested(by="lead")


def class_list(*names: str, grade: int = 7) -> Office:
    """A class as the school's list brings it: nobody applied."""
    people = (Person(id=n.lower(), email=f"{n.lower()}@oak.example", name=n, grade=grade, rostered=True) for n in names)
    return Office(Snapshot(people), EQUALS)


def couples(held: Office, status: PairStatus) -> set[frozenset[str]]:
    return {frozenset((p.mentor_id, p.mentee_id)) for p in held.view.find(Pair, status=status)}


def end_all(held: Office) -> None:
    for pair in held.view.find(Pair, status=PairStatus.DRAFT):
        assert held.write(pair.id, "approve").startswith("Approved")
        held.write(pair.id, "end")


def test_class_list_sets_the_draft_timer() -> None:
    event = RosterImported(email="a@oak.example", name="A", grade=7)
    assert [t.kind for t in class_list("Ann").hear(event).timers] == ["matching.draft"]
    assert Office(Snapshot(), policy()).hear(event).timers == ()


def test_everybody_on_an_even_class_list_is_in_one_pair() -> None:
    held = class_list("Ann", "Ben", "Cem", "Dua")
    held.hear(DRAFT)
    assert sorted(who for c in couples(held, PairStatus.DRAFT) for who in c) == ["ann", "ben", "cem", "dua"]
    assert held.view.find(Unmatched) == []


def test_proof_of_the_round_stands_in_the_matching_tab() -> None:
    effects = class_list("Ann", "Ben", "Cem", "Dua", "Eva").hear(DRAFT).effects
    proof = next(e.cells["value"] for e in effects if isinstance(e, PutRow) and e.key == "draft:proof")
    assert proof == "checked by prices of pupils and odd sets: no round that is left has more points"


def test_draft_twice_changes_nothing() -> None:
    held = class_list("Ann", "Ben", "Cem", "Dua", "Eva")
    held.hear(DRAFT)
    assert held.hear(DRAFT).changes == ()


def test_odd_class_has_one_group_of_three_with_nobody_twice_on_a_side() -> None:
    held = class_list("Ann", "Ben", "Cem", "Dua", "Eva")
    held.hear(DRAFT)
    pairs = held.view.find(Pair)
    assert len(pairs) == 4
    assert len({p.mentor_id for p in pairs}) == len({p.mentee_id for p in pairs}) == 4
    assert sum("one group of three" in " ".join(p.reasons) for p in pairs) == 3


def test_group_of_three_is_approved_pair_by_pair_and_stays_while_half_approved() -> None:
    held = class_list("Ann", "Ben", "Cem")
    held.hear(DRAFT)
    first, *others = held.view.find(Pair)
    held.write(first.id, "approve")
    assert held.hear(DRAFT).changes == ()
    for pair in others:
        held.write(pair.id, "approve")
    assert len(couples(held, PairStatus.ACTIVE)) == 3


def test_approval_books_as_usual_and_a_second_partner_is_refused() -> None:
    held = class_list("Ann", "Ben")
    decision = held.hear(DRAFT)
    (pair,) = held.view.find(Pair)
    assert [e.cells["status"] for e in decision.effects if isinstance(e, PutRow) and e.key == pair.id] == ["draft"]
    held.write(pair.id, "approve")
    other = Pair(id="ann~cem", mentor_id="ann", mentee_id="cem", status=PairStatus.DRAFT)
    cem = Person(id="cem", email="cem@oak.example", name="Cem", grade=7, rostered=True)
    late = Office(Snapshot([*held.view.find(Person), cem, *held.view.find(Pair), other]), EQUALS)
    assert "Ann" in late.write("ann~cem", "approve")
    assert couples(late, PairStatus.ACTIVE) == {frozenset(("ann", "ben"))}


def test_rounds_never_repeat_and_end_when_all_have_met() -> None:
    held, met = class_list("Ann", "Ben", "Cem", "Dua"), set[frozenset[str]]()
    for _ in range(3):
        held.hear(DRAFT)
        made = couples(held, PairStatus.DRAFT)
        assert len(made) == 2
        assert not made & met
        met |= made
        end_all(held)
    held.hear(DRAFT)
    assert (len(met), couples(held, PairStatus.DRAFT), len(held.view.find(Unmatched))) == (6, set(), 4)


def test_classes_are_not_mixed() -> None:
    seven, eight = class_list("Ann", "Ben"), class_list("Cem", "Dua", grade=8)
    held = Office(Snapshot([*seven.view.find(Person), *eight.view.find(Person)]), EQUALS)
    held.hear(DRAFT)
    assert couples(held, PairStatus.DRAFT) == {frozenset(("ann", "ben")), frozenset(("cem", "dua"))}


def test_consent_still_counts_where_the_school_asks_for_it() -> None:
    asked = replace(EQUALS, consent=ConsentPolicy())
    view = class_list("Ann").view
    assert may_take_part("ann", Role.MENTOR, view, asked, today=NOW.date()) == ("no consent from a guardian",)
    assert may_take_part("ann", Role.MENTOR, view, EQUALS) == ()


def test_locked_pair_stays_and_the_rest_goes_round() -> None:
    held = class_list("Ann", "Ben", "Cem", "Dua")
    held.hear(DRAFT)
    (pair, *_) = held.view.find(Pair)
    held.write(pair.id, "lock")
    assert couples(held, PairStatus.LOCKED) == {frozenset((pair.mentor_id, pair.mentee_id))}
    assert len(couples(held, PairStatus.DRAFT)) == 1


def test_who_never_applied_is_free_in_every_slot_of_the_school() -> None:
    held = class_list("Ann", "Ben")
    held.hear(DRAFT)
    (pair,) = held.view.find(Pair)
    assert pair.slots == EQUALS.school.slots


def test_mails_to_equals_speak_of_partners() -> None:
    pair = Pair(id="ann~ben", mentor_id="ann", mentee_id="ben", status=PairStatus.ACTIVE)
    words = [
        Scene(pair=pair, view=Snapshot(), now=NOW, policy=rules).role_word("en", Role.MENTOR)
        for rules in (EQUALS, policy())
    ]
    assert words == ["partner", "mentor"]
