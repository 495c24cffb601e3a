"""A whole school year on the local suite, with a stepping clock, faults by seed and an audit from the outside."""
