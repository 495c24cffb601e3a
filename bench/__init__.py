"""Measurements: `python -m bench.NAME [--quick] [--json]` prints each figure beside its limit; `make bench` runs all."""
