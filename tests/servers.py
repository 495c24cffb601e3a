"""A PostgreSQL of our own, for tests and benches: on a socket file, in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

ROOT_UID = 0


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server that is installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return found[-1].parent if found else None


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """A server from the binaries in that folder; its address with `{name}` for the database's."""
    home = Path(tempfile.mkdtemp(prefix="np-pg-", dir="/tmp"))  # a socket's path must be short
    if os.getuid() == ROOT_UID:
        shutil.chown(home, "postgres", "postgres")
    data = str(home / "data")
    _as_postgres(str(folder / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    # Clients are killed here, never the server: it need not wait for the disk.
    options = f"-k {home} -c listen_addresses='' -c max_connections=60 -c fsync=off"
    _as_postgres(str(folder / "pg_ctl"), "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={home}"
    finally:
        _as_postgres(str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


def administer(server: str, statement: str) -> None:
    """Run a statement that no transaction may hold, such as CREATE DATABASE."""
    engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _as_postgres(*command: str) -> None:
    """Run a server command; PostgreSQL refuses to run as root, and CI is root."""
    user = "postgres" if os.getuid() == ROOT_UID else None
    subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin"})
