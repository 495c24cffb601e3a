"""What SQLite's planner is told about rows that are not there yet.

Without statistics it takes any key for a good way to rows that stand in the order of their keys, and would read all
mails ever decided to find the few that wait. Figures of a school in its second year are told once, when the tables are
made, in the form of `sqlite_stat1` (https://www.sqlite.org/fileformat2.html#stat1tab): rows of the index, then rows to
each value of its first column, of its first two, and so on. PostgreSQL gathers its own.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

STATISTICS = (
    ("messages", "messages", "60000 60000 1"),
    ("messages", "ix_messages_programme_digest_key", "2000 2000 3"),
    ("messages", "ix_messages_programme_person_id", "6000 6000 20"),
    ("messages", "ix_messages_programme_sent_at", "6000 6000 1"),
    ("messages", "ix_messages_programme_urgency_due_at", "100 100 50 1"),
    ("messages", "ix_messages_due_at_programme", "100 1 1"),
)


def tell(connection: Connection) -> None:
    """Tell SQLite the figures; another database is left alone. Telling again changes nothing."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text("ANALYZE messages"))  # makes the table of statistics
    connection.execute(text("DELETE FROM sqlite_stat1 WHERE tbl = 'messages'"))
    told = [{"t": table, "i": index, "s": stat} for table, index, stat in STATISTICS]
    connection.execute(text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:t, :i, :s)"), told)
    connection.execute(text("ANALYZE sqlite_schema"))  # reads it again
