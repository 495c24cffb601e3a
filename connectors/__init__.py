"""Connectors: what nearpeer says to a suite and hears from it. They know suites, not mentoring."""
