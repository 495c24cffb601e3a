"""After the last round both sides are asked for their favourites; the answers feed the points of the next draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from workflows import forms
from workflows.decision import Decision
from workflows.effects import SendMail, Urgency
from workflows.events import DraftRequested, FormAnswered
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.matching.normalise import normal
from workflows.policy import Policy
from workflows.rules import first_answer, normal_address
from workflows.state import Person, Taster, TasterStatus, TasterVote
from workflows.tasters.telling import name_of, rotation_row
from workflows.text.blocks import FormLink, Items
from workflows.text.say import say
from workflows.view import Overlay, View


def met_by(person: str, view: View) -> tuple[str, ...]:
    """Whom this pupil could choose: the other side of every group they sat in, in the order they met."""
    held = sorted(view.find(Taster, status=TasterStatus.BOOKED.value), key=lambda t: (t.starts_at, t.id))
    met: list[str] = []
    for taster in held:
        if taster.mentor_id == person:
            met += taster.mentee_ids
        elif person in taster.mentee_ids:
            met.append(taster.mentor_id)
    return tuple(dict.fromkeys(met))


def ask_all(view: View, now: datetime, policy: Policy) -> Decision:
    """Ask everybody who met somebody, and has not said since, for their three favourites."""
    held = [t for t in view.find(Taster, status=TasterStatus.BOOKED.value) if t.ends_at <= now]
    last = {p: t.ends_at for t in sorted(held, key=lambda t: t.ends_at) for p in (t.mentor_id, *t.mentee_ids)}
    votes = {v.person_id: v.at for v in view.find(TasterVote)}
    ids = sorted(p for p, met in last.items() if p not in votes or votes[p] < met)
    people = [p for p in (view.get(Person, i) for i in ids) if p is not None and p.email and p.withdrawn_at is None]
    # A later rotation asks again.
    stamp = policy.school.local_date(max(last.values(), default=now)).isoformat()
    mails = tuple(_asked(p, stamp, view, policy) for p in people)
    about = tuple(p.id for p in people)
    return Decision(effects=mails, reason=f"Asked {len(mails)} pupils whom they liked best.", about=about)


def _asked(person: Person, stamp: str, view: View, policy: Policy) -> SendMail:
    label = say(person.language, "tasters.vote.link")
    link = FormLink(label=label, form=forms.TASTER_VOTES, personal=(("person", person.id),))
    met = Items(lines=tuple(name_of(p, view) for p in met_by(person.id, view)))
    return letter(
        key=mail_key(policy, "tasters", person.id, "vote", stamp),
        to=to_pupil(person),
        words="tasters.vote",
        policy=policy,
        values={"name": person.name},
        extra=(met, link, *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


def voted(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """A pupil's favourites came in or changed; only people met count, and a draft that stands is made anew."""
    person = view.get(Person, event.personal.get("person", ""))
    if person is None:
        return Decision(reason="Taster votes came in without a link that names a pupil.")
    known = view.get(TasterVote, person.id)
    if known is not None and known.at > event.submitted_at:
        return Decision(reason="Older taster votes came late and change nothing.", about=(person.id,))
    vote = TasterVote(
        id=person.id, person_id=person.id, chosen=tuple(_chosen(event, person, view)), at=event.submitted_at
    )
    written = sum(bool(first_answer(event.answers, place)) for place in forms.TASTER_PLACES)
    lost = written - len(vote.chosen)
    note = f" {lost} of the names written are of nobody {person.name} met." if lost else ""
    return Decision(
        changes=(vote,),
        effects=(rotation_row(Overlay(view, (vote,)), policy),),
        events=(DraftRequested(by="tasters"),),
        reason=f"{person.name} chose {len(vote.chosen)} after the tasters.{note}",
        about=(person.id,),
    )


def _chosen(event: FormAnswered, person: Person, view: View) -> Iterator[str]:
    """The people met whom the answers name, by address, full name, or a part of the name that fits one of them only."""
    met = [p for p in (view.get(Person, i) for i in met_by(person.id, view)) if p is not None]
    taken: set[str] = set()
    for place in forms.TASTER_PLACES:
        word = first_answer(event.answers, place)
        exact = [p for p in met if word and (p.email == normal_address(word) or normal(p.name) == normal(word))]
        part = [p for p in met if word and set(normal(word).split()) & set(normal(p.name).split())]
        found = exact if len(exact) == 1 else part if len(part) == 1 else []
        if found and found[0].id not in taken:
            taken.add(found[0].id)
            yield found[0].id
