"""Opens the database: SQLite in one file, or PostgreSQL, behind the same three methods."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, create_engine, event, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from service.storage import planner
from service.storage.aggregate_tables import DATABASE
from service.storage.errors import StorageUnavailable
from service.storage.tables import speak_postgresql

BUSY_TIMEOUT_MS = 8_000
"""How long SQLite waits for another writer: under the ten seconds a sender waits for an answer."""

# What is deleted is overwritten: an erased pupil's name must not stay behind in free pages of the file.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")

MOST_COMPACTED = 1_000_000_000
"""Bytes of a database that is compacted: writing this much takes about as long as a waiting writer has patience."""

Wake = Callable[[Connection, str, Collection[str]], None]
"""Called inside a transaction with the programme and its parts that have new work, to wake other processes."""


# The revision of the newest migration; a test holds it against the migrations. Revisions are numbers of four digits.
NEWEST = "0001"

# As Alembic makes it, which reads it before every migration.
_REVISION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


@dataclass(frozen=True)
class Database:
    """An open database. `wake`, when there is one, is part of every transaction that makes work."""

    engine: Engine
    wake: Wake | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """One transaction that may write; on SQLite it holds the writer's lock from its start.

        One that need not be `lasting` spares the disk: a power cut may take it back, a crash of the process not.
        Use it for what is done again harmlessly. Raises `StorageUnavailable` when the database cannot take it now.
        """
        with _unavailable(self.engine), self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                # A transaction that begins by reading and then writes fails at once when another wrote in between.
                _raw(connection, f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}", "BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent look. Raises `StorageUnavailable` when the database cannot be read now."""
        with _unavailable(self.engine), self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                _raw(connection, "BEGIN")
            yield connection

    def woken(self, connection: Connection, programme: str, parts: Collection[str]) -> None:
        """Say within the transaction that there is new work for these parts of the programme."""
        if self.wake is not None and parts:
            self.wake(connection, programme, parts)

    def settle(self) -> None:
        """Fold SQLite's log of changes into its file and empty it, so that what was erased is in neither."""
        if self.is_sqlite:
            with _unavailable(self.engine), self.engine.connect() as connection:
                _raw(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> None:
        """Give back what deleted and emptied rows took in SQLite's file, while it is small enough to do so in a moment.

        PostgreSQL does so by itself. Raises `StorageUnavailable` when the disk has no room for a second copy.
        """
        if self.is_sqlite:
            with _unavailable(self.engine), self.engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                (pages,), (size,) = (
                    driver.execute(f"PRAGMA {asked}").fetchone() for asked in ("page_count", "page_size")
                )
                if pages * size <= MOST_COMPACTED:
                    _raw(connection, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _unavailable(engine: Engine) -> Iterator[None]:
    driver: Any = engine.dialect.loaded_dbapi
    try:
        yield
    # A broken rule (IntegrityError) or a bad value is our mistake and stays what it is.
    except (driver.OperationalError, driver.InternalError) as error:
        raise StorageUnavailable(str(error)) from error
    except DBAPIError as error:
        if not isinstance(error.orig, driver.OperationalError | driver.InternalError):
            raise
        raise StorageUnavailable(str(error.orig)) from error


def _raw(connection: Connection, *statements: str) -> None:
    """Statements around a transaction, by the driver itself: the detour through SQLAlchemy costs more than they do."""
    driver: Any = connection.connection.driver_connection
    for statement in statements:
        driver.execute(statement)


def open_database(url: str) -> Database:
    """Open `sqlite:///file` or `postgresql://user@host/name`. Touches nothing until the first use."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_sqlite(url))
    speak_postgresql()
    # Times come back in the session's zone; UTC spares every reader the conversion.
    options = {"options": "-c timezone=UTC -c lock_timeout=10s"}
    engine = create_engine(parsed.set(drivername="postgresql+psycopg"), connect_args=options, pool_pre_ping=True)
    return Database(engine)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, by us
        cursor = connection.cursor()
        for pragma in (*PRAGMAS, f"busy_timeout={BUSY_TIMEOUT_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def migrate(database: Database) -> None:
    """Bring the tables to the newest shape. Repeating changes nothing; two processes may call it at once.

    Tables that a newer version has changed are left as they are: within one release they only ever grow by what this
    version need not know, so that a process of the old version can be started again while the new one rolls out.
    """
    found = revision_of(database)
    if (found is not None and found >= NEWEST) or _made_from_nothing(database):
        return
    # Alembic is big and seldom needed: a service whose tables are new or in shape starts without it.
    from service.storage.migrating import upgrade

    upgrade(database)


def hold_migrations(connection: Connection) -> None:
    """Let nobody else change tables until the transaction ends. On SQLite every writer holds that anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(726431)"))


def _made_from_nothing(database: Database) -> bool:
    """Make the newest tables at once where there are none; a test holds them against what the migrations make."""
    with database.write() as connection:
        hold_migrations(connection)
        if inspect(connection).get_table_names():
            return False
        DATABASE.create_all(connection)
        _REVISION.create(connection)
        connection.execute(_REVISION.insert().values(version_num=NEWEST))
        planner.tell(connection)
        return True


def revision_of(database: Database) -> str | None:
    """The newest migration that ran; None in a database without tables."""
    with database.read() as connection:
        if not inspect(connection).has_table(_REVISION.name):
            return None
        return connection.execute(select(_REVISION.c.version_num)).scalar()
