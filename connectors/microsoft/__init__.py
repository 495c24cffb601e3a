"""Microsoft 365 as a school's suite."""
