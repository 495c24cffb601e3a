"""The parts of the emulator: a line for each file that registers handlers."""

from __future__ import annotations

from importlib import import_module

PARTS = ("calendar_part", "mail_part", "subscriptions_part", "workbook_part", "lists_part", "forms_part")


def register() -> None:
    """Import every part, so that its handlers are known. Repeating is harmless."""
    for part in PARTS:
        import_module(f"tests.emulators.microsoft.{part}")
