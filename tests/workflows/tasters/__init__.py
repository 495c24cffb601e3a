"""Tasters."""
