"""Measurements: `python -m bench.NAME [--quick] [--json]` prints each figure beside its limit."""
