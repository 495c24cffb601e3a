"""The command `nearpeer`. Each command's module is imported when it is asked for, so that help is quick."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

import click

COMMANDS: Mapping[str, str] = {
    "demo": "service.commands.demo:demo_command",
    "serve": "service.commands.serve:serve_command",
    "web": "service.commands.district:web_command",
    "worker": "service.commands.district:worker_command",
    "init": "service.commands.init:init_command",
    "doctor": "service.commands.doctor:doctor_command",
    "forms": "service.commands.forms:forms_command",
    "simulate": "service.commands.simulate:simulate_command",
    "match": "service.commands.match:match_command",
    "status": "service.commands.status:status_command",
    "outbox": "service.commands.outbox:outbox_command",
    "import-roster": "service.commands.imports:roster_command",
    "import-attendance": "service.commands.imports:attendance_command",
    "export-person": "service.commands.persons:export_command",
    "erase-person": "service.commands.persons:erase_command",
    "migrate": "service.commands.migrate:migrate_command",
}


class LazyGroup(click.Group):
    """A group whose commands are named in a table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the table's order, then those defined here."""
        del ctx
        return [*COMMANDS, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        try:
            command = getattr(_loaded(module), name)
        except ModuleNotFoundError as error:
            raise click.ClickException(_missing(cmd_name, error)) from error
        return command if isinstance(command, click.Command) else None


def _loaded(module: str) -> ModuleType:
    """Import it and all that it needs. Of what modules make nothing is garbage, now or later: nobody looks for it."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def _missing(command: str, error: ModuleNotFoundError) -> str:
    extra = "postgres" if command in {"web", "worker"} else "all"
    return f"`nearpeer {command}` needs the package {error.name}, which is missing: pip install 'nearpeer[{extra}]'."


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Run a school's student-to-student mentoring programme through the suite the school already has.

    Start with `nearpeer demo`. A school starts with `nearpeer init`, then `nearpeer doctor`, then `nearpeer serve`.
    """


@main.command("version")
def version_command() -> None:
    """Print the version."""
    click.echo(version("nearpeer"))
