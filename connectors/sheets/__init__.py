"""Tabs of a shared workbook as they stand, and what must change in them. Pure; knows no suite and calls nobody."""
