"""The clock that calls: every job is one call, due work is read from tables."""
