"""Words of the watch workflow."""

WORDS: dict[str, str] = {}
