"""What pupils and guardians read of the programme's modules, one file for each language beside English."""

from workflows.text.modules import ar, es, fr, ur, zh

__all__ = ["ar", "es", "fr", "ur", "zh"]
