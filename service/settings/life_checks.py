"""What must hold between training, the pairs' life and the rest of a programme file."""

from __future__ import annotations

from collections.abc import Iterator

from service.settings.document import Document, Place, Plain
from service.settings.problems import Problem, nearest

ADULTS = (("supervision", "adult"), ("referrals", "tutor"), ("referrals", "counsellor"), ("adapted", "staff"))
"""Where staff are named for the pairs' life."""


def adults_known(document: Document) -> Iterator[Problem]:
    """Everybody named for the pairs' life or as a trainer is in the staff list: nobody else can be written to."""
    staff = document.section("staff")
    leads = (("reports", "site_leads", site) for site in document.section("reports", "site_leads"))
    placed = (found for keys in (*ADULTS, *leads) for found in document.texts(*keys))
    named = [*placed, *_of_sessions(document, "trainer")]
    for place, name in named:
        if staff and name and name not in staff:
            yield document.problem(place, f"{name!r} is not in the staff list", nearest(name, staff))


def sessions_fit(document: Document) -> Iterator[Problem]:
    """Each session has a name of its own and teaches topics that are asked for."""
    seen: set[str] = set()
    for place, key in _of_sessions(document, "id"):
        if key in seen:
            yield document.problem(place, f"{key!r} names two sessions", "give each session a name of its own")
        seen.add(key)
    asked = _asked_topics(document)
    for place, topic in _topics(document):
        if topic not in asked:
            yield document.problem(place, f"{topic!r} is no topic of the training", nearest(topic, asked))


def focus_known(document: Document) -> Iterator[Problem]:
    """The focus issue has its module."""
    focus, modules = document.at("training", "focus"), document.section("training", "issue_topics")
    if isinstance(focus, str) and focus and focus not in modules:
        mend = nearest(focus, modules) if modules else "name its topics in `issue_topics`"
        yield document.problem(("training", "focus"), f"{focus!r} has no topics", mend)


def drop_in_fits(document: Document) -> Iterator[Problem]:
    """The drop-in takes place in a slot of the school."""
    slots = [text for _, text in document.texts("school", "slots")]
    for place, slot in document.texts("supervision", "slot"):
        if slots and slot and slot not in slots:
            yield document.problem(place, f"{slot!r} is not among the school's slots", nearest(slot, slots))


def _sessions(document: Document) -> Iterator[tuple[int, dict[str, Plain]]]:
    sessions = document.at("training", "sessions")
    for number, session in enumerate(sessions if isinstance(sessions, list) else ()):
        if isinstance(session, dict):
            yield number, session


def _of_sessions(document: Document, key: str) -> Iterator[tuple[Place, str]]:
    for number, session in _sessions(document):
        value = session.get(key)
        if isinstance(value, str):
            yield ("training", "sessions", number, key), value


def _topics(document: Document) -> Iterator[tuple[Place, str]]:
    for number, session in _sessions(document):
        topics = session.get("topics")
        for n, topic in enumerate(topics if isinstance(topics, list) else ()):
            if isinstance(topic, str):
                yield ("training", "sessions", number, "topics", n), topic


def _asked_topics(document: Document) -> list[str]:
    asked = [topic for _, topic in document.texts("training", "topics")]
    for issue in document.section("training", "issue_topics"):
        asked += [topic for _, topic in document.texts("training", "issue_topics", issue)]
    return asked
