"""Words of the reports workflow."""

WORDS: dict[str, str] = {}
