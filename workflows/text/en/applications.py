"""Words of the applications workflow."""

WORDS: dict[str, str] = {}
