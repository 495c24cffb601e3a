"""Tests of the simulation: the people, the driver, the audit."""
