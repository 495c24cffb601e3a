"""Tasters: small groups in which pupils meet before anybody commits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TasterPolicy:
    """Before anybody commits, every mentee meets some mentors for a few minutes each; both sides' favourites count."""

    slot: str = ""
    """The slot at which tasters are held, for example `Wed/Lunch`; empty for no tasters."""
    minutes: int = 10
    """How long one round lasts; as many rounds follow each other as the period has room for."""
    meet: int = 3
    """How many mentors every mentee meets."""
    mentees: int = 3
    """Most mentees who sit with one mentor at once."""
