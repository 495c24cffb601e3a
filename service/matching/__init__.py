"""Matching from files alone: reads lists and score tables, drafts, and shows a draft as text, JSON, sheet, picture."""
