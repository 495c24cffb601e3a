"""The part of `nearpeer init` that is about the school's suite: its settings, signing in, and forms it has already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import click

from connectors.errors import ConnectorError
from connectors.ports import FormDefinition
from connectors.setup import NOTHING, AskedQuestion, Setup, SetupQuestion, setup_of
from service.commands.questions import Ask
from service.programme import Programme
from service.settings.environment import kept_secret
from service.settings.programme_file import ProgrammeFile
from service.settings.suites import beside
from service.wiring import forms_of, lay_out, open_programme, to_definition
from workflows.forms import standard_forms

SHARED = frozenset({"route", "site_id", "list_id", "drive_id", "quiet_days"})  # offered for the next form too
LATER = "The answers are kept all the same; run `nearpeer init` again when that is mended."


@dataclass(kw_only=True)
class SuiteDialogue:
    """Asks about a suite. `ask` and `confirm` put questions to a person or to nobody; `known` are settings that stand.

    `online` says whether to call the supplier: to sign in, to read forms, to make what is missing.
    """

    file: ProgrammeFile
    known: Mapping[str, str]
    ask: Ask
    confirm: Callable[[str], bool]
    online: bool = True
    found: dict[str, str] = field(default_factory=dict)

    def run(self) -> Mapping[str, str]:
        """Every setting to be written; "" for one that should go."""
        setup = setup_of(self.file.suite)
        if setup is None:
            return {}
        self._ask_settings(setup)
        self._ask_forms(setup)
        if self.online:
            try:
                self._sign_in()
                self._adopt_forms(setup)
                self._make()
            except ConnectorError as error:
                click.echo(f"{error} {error.mend}".strip())
                click.echo(LATER)
        return self.found

    def _ask_settings(self, setup: Setup) -> None:
        policy = self.file.policy
        lead = next((member.email for member in policy.staff if member.id == policy.roles.lead), "")
        said = self._answers(setup.questions, setup.known(self.known, lead))
        self.found |= {name: text for name, text in said.items() if not name.startswith("_")}

    def _answers(self, questions: Sequence[SetupQuestion], known: Mapping[str, str]) -> Mapping[str, str]:
        """What is said to each question; "" to those that an earlier answer makes needless."""
        said = dict[str, str]()
        for question in questions:
            fits = question.when is None or said.get(question.when[0]) == question.when[1]
            known_answer = known.get(question.name, question.known)
            said[question.name] = self.ask(question.title, known_answer, question.read) if fits else ""
            if question.secret and said[question.name]:
                self._keep_secret(said[question.name])
        return said

    def _keep_secret(self, name: str) -> None:
        path = self.file.path.absolute().parent / name
        if not path.exists():
            kept_secret(path)
            click.echo(f"Made {path} with a fresh secret in it.")

    def _ask_forms(self, setup: Setup) -> None:
        """Where the forms are that people have made, for suites in which no program can make or read them."""
        if not setup.of_each_form:
            return
        kinds = [form.kind for form in standard_forms(self.file.policy)]
        title = f"Forms to set up, or to look at again ({', '.join(kinds)}; {NOTHING} for none)"
        usual = dict[str, str]()
        for kind in self.ask(title, NOTHING, kinds_of(kinds)):
            click.echo(f"The form {kind}:")
            start = f"forms.{kind}."
            stands = {name.removeprefix(start): text for name, text in self.known.items() if name.startswith(start)}
            said = self._answers(setup.of_each_form, {**usual, **stands})
            # One flow, list and silence is like another; links and files are each form's own.
            usual = {name: text for name, text in said.items() if name in SHARED and text}
            self.found |= {f"{start}{name}": text for name, text in setup.to_form(said).items()}

    def _programme(self) -> Programme:
        """The programme on its suite as known by now. Opened anew each time, for settings are read only then."""
        settings = {name: text for name, text in {**self.known, **self.found}.items() if text}
        settings = dict(beside(self.file.path, settings))
        return open_programme(self.file.policy, suite=self.file.suite, settings=settings, base_url="", secret=b"")

    def _sign_in(self) -> None:
        sign_in = self._programme().suite.offers.sign_in
        if sign_in is not None and self.confirm("Sign in with a browser on this machine now?"):
            sign_in()

    # --- forms -----------------------------------------------------------------------------------------

    def _adopt_forms(self, setup: Setup) -> None:
        """Forms that the school has already: where each is, and which question feeds which field."""
        programme = self._programme()
        if programme.suite.offers.asked is None:
            return
        definitions = {form.kind: to_definition(form, programme.policy) for form in forms_of(programme)}
        title = f"Forms of the school's own to use, or to look at again ({', '.join(definitions)}; {NOTHING} for none)"
        for kind in self.ask(title, NOTHING, kinds_of(definitions)):
            self._adopt(setup, definitions[kind])

    def _adopt(self, setup: Setup, form: FormDefinition) -> None:
        name = f"forms.{form.kind}"
        self.found[f"{name}.id"] = self.ask(
            f"Address of the form {form.kind!r}", self.known.get(f"{name}.id", ""), setup.form_id
        )
        self.found[f"{name}.identity"] = ",".join(form.identity)
        asked = self._programme().suite.offers.asked
        questions = asked(form) if asked else ()
        mapped = {question.id: question.field for question in questions}
        _show(form, questions)
        if not self.confirm("Is that right?"):
            read = field_of(form)
            mapped = {
                q.id: self.ask(f"What {q.title!r} feeds ({NOTHING} for nothing)", q.field or NOTHING, read)
                for q in questions
            }
        gone = (key for key in self.known if key.startswith(f"{name}.questions."))
        self.found |= dict.fromkeys(gone, "")
        self.found |= {f"{name}.questions.{question}": to for question, to in mapped.items() if to}

    def _make(self) -> None:
        """The forms and the workbook that are missing, so that their ids stand in the file from the beginning."""
        if self.confirm("Make what is missing now (forms, workbook)?"):
            programme = self._programme()
            lay_out(programme)
            described = programme.suite.offers.described
            self.found |= described() if described else {}


def kinds_of(definitions: Collection[str]) -> Callable[[str], Sequence[str]]:
    """Reads kinds of forms, with commas between."""

    def read(text: str) -> Sequence[str]:
        kinds = [part.strip() for part in text.split(",") if part.strip() not in {"", NOTHING}]
        unknown = [kind for kind in kinds if kind not in definitions]
        if unknown:
            raise ValueError(f"there is no form {', '.join(unknown)}; there are {', '.join(definitions)}")
        return kinds

    return read


def field_of(form: FormDefinition) -> Callable[[str], str]:
    """Reads the name of a field of this form, "" for none."""
    keys = [question.key for question in form.questions]

    def read(text: str) -> str:
        if text.strip() in {"", NOTHING}:
            return ""
        if text.strip() not in keys:
            raise ValueError(f"{text!r} is no field; there are {', '.join(keys)}")
        return text.strip()

    return read


def _show(form: FormDefinition, questions: Sequence[AskedQuestion]) -> None:
    """Which question feeds which field, and what nobody asks for."""
    for question in questions:
        click.echo(f"  {question.title!r} feeds {question.field or 'nothing; its answers are kept'}")
    fed = {question.field for question in questions}
    for missing in (question for question in form.questions if question.key not in fed):
        need = "needed" if missing.required else "may be left out"
        click.echo(f"  no question feeds {missing.key} ({missing.title!r}, {need})")
