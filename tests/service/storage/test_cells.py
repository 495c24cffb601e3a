"""What staff typed into a row that we took away does not stand in the way of the next row under its key."""

from __future__ import annotations

from service.storage import cells
from service.storage.cells import Seen
from service.storage.database import Database

PLACE = ("applications", "p-1:mentor", "decision")
OTHER = ("applications", "p-2:mentor", "decision")


def test_blank_rows_are_empty_and_their_edits_counted(database: Database) -> None:
    with database.write() as connection:
        cells.save(connection, "oak", [(PLACE, Seen("accept", 2)), (OTHER, Seen("decline", 1))])
        cells.blank_rows(connection, "oak", [PLACE[:2]])
        assert cells.seen(connection, "oak") == {PLACE: Seen("", 2), OTHER: Seen("decline", 1)}
