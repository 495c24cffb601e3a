"""`nearpeer demo`: the fictional school on this machine, for anybody with a browser."""

from __future__ import annotations

import logging
import secrets
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from service.app import create_app
from service.clock import SystemClock
from service.demo.room import DemoRoom
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.log import configure_log
from service.web.server import make_server
from workflows.policy.matching import CLASSIC, MODES

EXAMPLE = """\b
Example:
  nearpeer demo --port 8080 --folder demo-school

Everything is made up and stays on this machine. Stop it with Ctrl-C; start it again for a fresh school."""


@click.command("demo", epilog=EXAMPLE)
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Only this machine unless you say otherwise.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo-school"), show_default=True
)
@click.option("--pupils", type=click.IntRange(10, 2_000), default=120, show_default=True)
@click.option(
    "--mode", type=click.Choice(MODES), default=CLASSIC, show_default=True, help="Older with younger pupils, or equals."
)
def demo_command(*, port: int, host: str, folder: Path, **asked: Any) -> None:
    """Start a fictional school and watch a mentoring programme run."""
    configure_log("auto", level=logging.ERROR)
    _fresh(folder)
    base_url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 -- compared, not bound
    room = DemoRoom(folder=folder.absolute(), base_url=base_url, secret=secrets.token_bytes(32), **asked)
    click.echo(f"Making a school of {room.pupils} pupils in {folder}/ and living its first weeks.")
    room.open()
    with click.progressbar(length=1000, label="  September", file=sys.stderr) as bar:
        room.prelude(lambda share: bar.update(round(share * 1000) - bar.pos))
    server = make_server(create_app(house(room)), host=host, port=port)
    room.start()
    click.echo(_welcome(room))
    try:
        server.run()
    except KeyboardInterrupt:
        room.stop()
        click.echo("The demo has stopped.")


def house(room: DemoRoom) -> RunningHouse:
    """The demo as its pages see it."""
    database = room.inside.database
    return RunningHouse(
        programmes={room.programme.key: room.programme},
        database=database,
        inbox=Inbox(database),
        base_url=room.base_url,
        secret=room.secret,
        wake_up=room.wake,
        last_beat=SystemClock().now,
        clock=room.clock,
        demo=room,
    )


def _fresh(folder: Path) -> None:
    """An earlier demo's folder is replaced; anything else is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "nearpeer.db").exists():
        raise click.UsageError(f"{folder} holds something else. Name another folder with --folder.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _welcome(room: DemoRoom) -> str:
    steps = "\n".join(f"  {number}. {step.text}" for number, step in enumerate(room.story(), 1))
    return (
        f"\nOpen {click.style(f'{room.base_url}/demo', bold=True)} in a browser.\n"
        f"The staff's workbook is {room.workbook_path}\n\nWhat to do first:\n{steps}\n\nStop with Ctrl-C."
    )
