"""Tests of service/delivery."""
