"""People for the simulated year on suites that are not ours, played in the emulated suppliers."""
