"""Opens the installation for a command, or ends it with every problem and its mend."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from connectors.errors import ConnectorError
from service.config import ConfigError, Settings
from service.log import configure_log
from service.processes import Site, open_site
from service.storage.errors import StorageUnavailable

WRONG_SETTINGS = 2
UNAVAILABLE = 3


@contextmanager
def problems_ended() -> Iterator[None]:
    """Turn every foreseen problem into lines a person can act on, and an exit code."""
    try:
        yield
    except ConfigError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(WRONG_SETTINGS) from error
    except ConnectorError as error:
        click.echo(f"{error} {error.mend}".strip(), err=True)
        raise SystemExit(UNAVAILABLE) from error
    except StorageUnavailable as error:
        click.echo(f"The database cannot be used: {error}. Run `nearpeer doctor`.", err=True)
        raise SystemExit(UNAVAILABLE) from error


def read_settings() -> Settings:
    """The settings of this environment, with logging set up. Ends the command on a mistake."""
    with problems_ended():
        settings = Settings.from_env(os.environ)
    configure_log(settings.log)
    return settings


def this_site() -> Site:
    """The installation this environment describes. Ends the command on a mistake."""
    with problems_ended():
        return open_site(read_settings())


def only_programme(site: Site, wanted: str | None) -> str:
    """The key of the programme meant: the one named, or the only one there is."""
    keys = [programme.key for programme in site.programmes]
    if wanted in keys or (wanted is None and len(keys) == 1):
        return wanted or keys[0]
    raise click.UsageError(f"Say which programme with --programme; there are: {', '.join(keys)}.")
