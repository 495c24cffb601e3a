"""The commands of `nearpeer`, one module each."""
