"""Words for rules by their name, so that a new rule speaks at once: by its name until somebody words it better."""

from __future__ import annotations

from workflows.text.say import say


def why_not(rule: str, language: str) -> str:
    """The hard rule as a reason against a pair."""
    return _worded(f"matching.rule.{rule}", rule, language)


def meaning_of(rule: str, language: str) -> str:
    """What the soft rule gives points for."""
    return _worded(f"matching.meaning.{rule}", rule, language)


def _worded(key: str, rule: str, language: str) -> str:
    try:
        return say(language, key)
    except KeyError:
        return rule.replace("_", " ")
