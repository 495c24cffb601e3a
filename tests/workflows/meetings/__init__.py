"""Tests of the meetings workflow."""
