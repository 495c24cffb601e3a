"""Words of the training workflow."""

WORDS: dict[str, str] = {}
