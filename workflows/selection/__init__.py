"""Choosing among applicants: references, interviews, scores and the school's own rules. A person decides."""
