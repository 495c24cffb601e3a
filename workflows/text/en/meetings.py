"""Words of the meetings workflow."""

WORDS: dict[str, str] = {}
