"""Training sessions: filled, put into calendars, attended by a word, made up for when missed."""

from __future__ import annotations

from workflows.sessions.deciding import decide

__all__ = ["decide"]
