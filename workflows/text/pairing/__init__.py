"""What matching and tasters say in the languages beside English; staff and pupils read it in theirs."""

from workflows.text.pairing import ar, es, fr, ur, zh

__all__ = ["ar", "es", "fr", "ur", "zh"]
