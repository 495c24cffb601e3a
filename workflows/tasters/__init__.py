"""Tasters: before anybody commits, everybody meets some who could be theirs, and says whom they liked best."""

from workflows.tasters.deciding import decide

__all__ = ["decide"]
