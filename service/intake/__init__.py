"""From what the suite shows to events, and from events to committed decisions."""
