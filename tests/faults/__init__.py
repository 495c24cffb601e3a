"""Faults from outside: the service is killed, starved or lied to, and judged by the files it leaves."""
