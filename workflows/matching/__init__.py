"""Matching: the best pairs under the school's rules, with a proof and a reason, steered from the sheet."""

from workflows.matching.workflow import decide

__all__ = ["decide"]
