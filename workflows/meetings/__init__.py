"""Meetings: the first one, the series, and everything that can happen to them.

`planning` knows what is taken, `booking` chooses, `planned`, `replanning`, `settling` and `ending` decide, `telling`
says it to the world.
"""

from workflows.meetings.deciding import decide

__all__ = ["decide"]
