"""Words of the agreements workflow."""

WORDS: dict[str, str] = {}
