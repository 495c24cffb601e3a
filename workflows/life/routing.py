"""Which help fits: mentoring is neither tutoring nor counselling."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from workflows.forms.life import NEEDS

TUTOR, COUNSELLOR, MENTOR = "tutor", "counsellor", "mentor"

# The beginnings of words that a peer must never be left alone with. Not a scan for danger: that is the concerns' own.
_COUNSELLING = (
    "depress", "suicid", "self-harm", "self harm", "hurt myself", "panic", "anxi", "eating disorder", "grief",
    "died", "death", "divorce", "abus", "trauma", "hopeless", "nightmare", "cry every", "afraid of home",
)  # fmt: skip
_TUTORING = ("homework", "maths", "exam", "grade", "essay", "spelling", "science test", "fail")


def route(need: str, words: str = "", topics: Sequence[str] = ()) -> str:
    """The kind of help to suggest. Words can raise it to counselling, never lower it; tutoring only if nothing else."""
    said = unicodedata.normalize("NFKC", words).lower()
    if NEEDS.get(need) == COUNSELLOR or any(begin in said for begin in _COUNSELLING):
        return COUNSELLOR
    if need:
        return NEEDS.get(need, MENTOR)
    only_study = bool(topics) and {t.lower() for t in topics} <= {"homework"}
    return TUTOR if only_study and any(begin in said for begin in _TUTORING) else MENTOR
