"""Words of the checkins workflow."""

WORDS: dict[str, str] = {}
