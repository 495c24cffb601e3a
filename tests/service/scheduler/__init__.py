"""Tests of service/scheduler."""
