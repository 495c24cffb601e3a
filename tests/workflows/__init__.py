"""The workflows, tested with plain values."""
