"""`nearpeer serve`: the whole service in one process."""

from __future__ import annotations

import signal
from types import FrameType

import click

from service.app import create_app
from service.commands.site import problems_ended, this_site
from service.memory import set_loaded_aside
from service.processes import EmbeddedProcess
from service.web.server import make_server

SERVE_EXAMPLE = """\b
Example:
  NEARPEER_DATA=/srv/nearpeer nearpeer serve

Settings come from NEARPEER_* variables; `nearpeer doctor` checks them."""


@click.command("serve", epilog=SERVE_EXAMPLE)
def serve_command() -> None:
    """Run everything for one school in one process: pages, doors, work and reminders."""
    site = this_site()
    process = EmbeddedProcess(site, once_at_work=set_loaded_aside)
    with problems_ended():
        server = make_server(create_app(process.house), host=site.settings.host, port=site.settings.port)
        process.start()
    click.echo(f"Serving {', '.join(p.key for p in site.programmes)} at {site.settings.base_url}. Stop with Ctrl-C.")
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopping: what is being done is finished first.")
    finally:
        process.stop()


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt
