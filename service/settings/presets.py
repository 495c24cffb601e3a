"""Presets: which steps a kind of programme starts with. What the programme file says itself always wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.settings.document import Document, Plain
from service.settings.problems import Problem, nearest

TOPICS: list[Plain] = ["Listening", "Setting goals", "Solving conflicts", "Boundaries", "Empathy", "Keeping safe"]

PRESETS: Mapping[str, Mapping[str, Mapping[str, Plain]]] = {
    # Older pupils apply, are chosen and trained, and meet one younger pupil each for the year.
    "classic": {
        "setup": {"on": True},
        "recruiting": {"on": True},
        "selection": {"on": True, "interviews": True},
        "training": {"topics": TOPICS},
        "closure": {"on": True},
    },
    # Two teachers pair two classes; nobody applies, so nobody is called or chosen.
    "class-to-class": {
        "setup": {"on": True},
        "class_pairs": {"on": True},
        "matching": {"spread": True},
    },
    # Pupils of one class help each other: nobody is older, nobody applies, and rounds follow one another.
    "co-mentoring": {
        "setup": {"on": True},
        "class_pairs": {"on": True},
        "matching": {"mode": "co-mentoring"},
    },
    # Pupils of one school or stage help those who are about to join it.
    "transition": {
        "setup": {"on": True},
        "recruiting": {"on": True},
        "training": {"topics": TOPICS},
        "matching": {"same_site": False, "grade_gap": 2},
        "meetings": {"every_days": 14},
        "closure": {"on": True},
    },
}


def lay_under(document: Document) -> None:
    """Put the preset's settings below what the file says. A preset that is not known is left to `preset_known`."""
    wanted = document.tree.get("preset")
    for section, settings in PRESETS.get(str(wanted), {}).items():
        given = document.tree.get(section)
        if given is None or isinstance(given, dict):
            document.tree[section] = {**settings, **(given or {})}


def preset_known(document: Document) -> Iterator[Problem]:
    """Whether the preset is one of ours."""
    wanted = document.tree.get("preset")
    if isinstance(wanted, str) and wanted not in PRESETS:
        yield document.problem(("preset",), f"{wanted!r} is no preset", nearest(wanted, PRESETS))
