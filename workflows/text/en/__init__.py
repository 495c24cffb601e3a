"""English. One module per workflow; every key starts with the name of its module."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.text.en import applications, common, consent, people, training

WORDS: Mapping[str, str] = {
    **common.WORDS,
    **applications.WORDS,
    **consent.WORDS,
    **people.WORDS,
    **training.WORDS,
}
