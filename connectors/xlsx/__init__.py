"""The bytes of an .xlsx workbook: its parts, its cells, and how a fresh tab of ours looks. Knows no suite."""
