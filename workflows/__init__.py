"""Workflows: what nearpeer knows of mentoring. Pure functions of state, event, policy and the given time."""
