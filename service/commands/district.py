"""`nearpeer web` and `nearpeer worker`: the service in many processes on one PostgreSQL."""

from __future__ import annotations

import os
import signal
import sys
from threading import Event

import click
from flask import Flask

from service.app import create_app
from service.commands.site import problems_ended, this_site
from service.district_processes import WebProcess, WorkerProcess, as_district
from service.memory import set_loaded_aside
from service.processes import Site

# Without an access log: addresses in it bear one-time tokens.
GUNICORN = ("--worker-class", "gthread", "--keep-alive", "30", "--log-level", "warning", "--limit-request-line", "8190")
WEB_EXAMPLE = """\b
Example:
  NEARPEER_DATABASE_URL_FILE=/run/secrets/database nearpeer web --processes 4

Needs PostgreSQL, and at least one `nearpeer worker` beside it."""
WORKER_EXAMPLE = """\b
Example:
  NEARPEER_DATABASE_URL_FILE=/run/secrets/database nearpeer worker

Needs PostgreSQL. Any number may run; one that dies is replaced within seconds by the others."""


@click.command("web", epilog=WEB_EXAMPLE)
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
def web_command(processes: int, threads: int) -> None:
    """Answer pages and doors only, in several processes."""
    site = _district_site()
    address = f"{site.settings.host}:{site.settings.port}"
    site.database.close()
    options = ["--bind", address, "--workers", str(processes), "--threads", str(threads), *GUNICORN]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, f"{__name__}:load_app()"])  # noqa: S606 -- no shell


def load_app() -> Flask:
    """The app of one web process; gunicorn calls it after the fork, so that no connection is shared."""
    return create_app(WebProcess(_district_site()).house)


@click.command("worker", epilog=WORKER_EXAMPLE)
def worker_command() -> None:
    """Do the work only: read, decide, deliver, remind."""
    process = WorkerProcess(_district_site())
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with problems_ended():
        process.start()
        set_loaded_aside()
    click.echo(f"Working for {', '.join(p.key for p in process.site.programmes)}. Stop with Ctrl-C.")
    stopped.wait()
    click.echo("Stopping: the jobs in hand are finished first.")
    process.stop()


def _district_site() -> Site:
    with problems_ended():
        return as_district(this_site())
