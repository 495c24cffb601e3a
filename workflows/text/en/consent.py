"""Words of the consent workflow."""

WORDS: dict[str, str] = {}
