"""`nearpeer forms`: make the standard forms in the school's suite, and what tells us of their answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

import click

from connectors.errors import Permanent
from connectors.ports import FormDefinition, QuestionKind, Suite
from service.commands.outbox import programme_option
from service.commands.site import only_programme, problems_ended, this_site
from service.programme import Programme
from service.wiring import forms_of, lay_out, to_definition

EXAMPLE = """\b
Examples:
  nearpeer forms sign-in              for a school without an administrator
  nearpeer forms create
  nearpeer forms script > told.gs     paste it into script.google.com
  nearpeer forms questions            what each form asks, to type it in by hand
  nearpeer forms flow --form concern  build it in make.powerautomate.com

Exit code 0 when done, 3 when the suite could not do it."""
DOOR = "google-script"
FLOW_DOOR = "microsoft-flow"
KINDS: Mapping[QuestionKind, str] = {
    QuestionKind.TEXT: "text",
    QuestionKind.PARAGRAPH: "long text",
    QuestionKind.EMAIL: "text: a mail address",
    QuestionKind.NUMBER: "text: a number",
    QuestionKind.DATE: "date",
    QuestionKind.CHOICE: "choice",
    QuestionKind.CHOICES: "choice, several answers",
    QuestionKind.SCALE: "rating",
    QuestionKind.HIDDEN: "text: filled by the personal link, leave it last",
}
Offered = TypeVar("Offered")


@click.group("forms", epilog=EXAMPLE)
def forms_command() -> None:
    """Make the programme's forms in the school's suite and let it tell the service of answers."""


@forms_command.command("create")
@programme_option
def create_command(programme: str | None) -> None:
    """Make the forms that are missing, publish them, and print the settings that name them."""
    with problems_ended():
        chosen = _programme(programme)
        addresses = lay_out(chosen)
        described = _offered(chosen.suite, "settings for forms", chosen.suite.offers.described)()
    for kind, address in addresses.items():
        click.echo(f"# {kind}: {address}")
    click.echo("# Put this under suite in the programme file, so that the forms are found without looking for them:")
    click.echo(as_yaml(described))


@forms_command.command("script")
@programme_option
def script_command(programme: str | None) -> None:
    """Print the script that tells the service of each answer; its first lines say where to paste it."""
    with problems_ended():
        chosen = _programme(programme)
        lay_out(chosen)
        click.echo(_offered(chosen.suite, "script", chosen.suite.offers.script)(door_address(chosen)))


@forms_command.command("questions")
@click.option("--form", default="", help="One form's kind; all forms without it.")
@programme_option
def questions_command(form: str, programme: str | None) -> None:
    """Print what each form asks, for suites in which a person must make the forms."""
    with problems_ended():
        chosen = _programme(programme)
        asked = [to_definition(each, chosen.policy) for each in forms_of(chosen) if form in ("", each.kind)]
        if not asked:
            raise Permanent(f"There is no form {form}.", mend="Leave out --form to see all of them.")
        click.echo("\n\n".join(map(as_told, asked)))


@forms_command.command("flow")
@click.option("--form", required=True, help="The form's kind, for example mentor_application.")
@programme_option
def flow_command(form: str, programme: str | None) -> None:
    """Print, step by step, the flow that brings a form's answers. It holds a secret: keep what is printed private."""
    with problems_ended():
        chosen = _programme(programme)
        steps = _offered(chosen.suite, "flows", chosen.suite.offers.flows)
        click.echo(steps(form, door_address(chosen, FLOW_DOOR)))


@forms_command.command("sign-in")
@programme_option
def sign_in_command(programme: str | None) -> None:
    """Sign in to the suite with a browser on this machine and store the consent."""
    with problems_ended():
        chosen = _programme(programme)
        _offered(chosen.suite, "sign-in", chosen.suite.offers.sign_in)()
    click.echo("Signed in. `nearpeer doctor` shows what the service may do now.")


def _programme(wanted: str | None) -> Programme:
    site = this_site()
    key = only_programme(site, wanted)
    return next(programme for programme in site.programmes if programme.key == key)


def _offered(suite: Suite, what: str, offer: Callable[..., Offered] | None) -> Callable[..., Offered]:
    if offer is None:
        raise Permanent(f"The suite {suite.name} needs no {what}.", mend="Nothing to do.")
    return offer


def door_address(programme: Programme, door: str = DOOR) -> str:
    """Where the script or the flow knocks."""
    return f"{programme.base_url}/hooks/{door}/{programme.key}"


def as_told(form: FormDefinition) -> str:
    """What a form asks, line by line, as a person types it into the supplier's editor."""
    lines = [f"{form.kind}: {form.title}", f"  {form.description}"]
    for number, question in enumerate(form.questions, start=1):
        must = ", required" if question.required else ""
        lines.append(f"  {number}. {question.title} ({KINDS[question.kind]}{must})")
        lines += [f"       {question.help}"] if question.help else []
        lines += [f"     - {option}" for option in question.options]
    return "\n".join(lines)


def as_yaml(settings: Mapping[str, str]) -> str:
    """Settings named `section.setting` as nested lines; all texts quoted, for an id may look like a number."""
    lines: list[str] = []
    above: list[str] = []
    for name, text in sorted(settings.items()):
        *sections, last = name.split(".")
        shared = next((depth for depth, (a, b) in enumerate(zip(above, sections, strict=False)) if a != b), None)
        shared = min(len(above), len(sections)) if shared is None else shared
        lines += [f"{'  ' * (depth + 1)}{_key(sections[depth])}:" for depth in range(shared, len(sections))]
        lines.append(f"{'  ' * (len(sections) + 1)}{_key(last)}: {json.dumps(text)}")
        above = sections
    return "\n".join(lines)


def _key(name: str) -> str:
    return name if name.isidentifier() and not name[0].isdigit() else json.dumps(name)
