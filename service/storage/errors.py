"""What storage may raise."""

from __future__ import annotations


class StorageError(Exception):
    """Root of the tree."""


class StorageUnavailable(StorageError):
    """Nothing was stored: the disk is full or the database is locked or away. The caller should try again later."""
