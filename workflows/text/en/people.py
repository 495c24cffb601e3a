"""Words of the people workflow."""

WORDS: dict[str, str] = {}
