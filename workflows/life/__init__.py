"""The life of pairs beside their meetings: ideas, goals, help for mentors, help from elsewhere, what pupils run."""

from __future__ import annotations

from workflows.life.deciding import decide

__all__ = ["decide"]
