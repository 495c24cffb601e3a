"""`nearpeer init` for a school on Microsoft 365: settings, secrets that are made, and forms that people have made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from connectors.microsoft.setup import QUESTIONS
from service.commands.init import init_command
from service.config import ProgrammeFile, load_programme
from tests.connectors.microsoft.workbook_staff import fresh_book
from tests.emulators.microsoft.school import School, school
from tests.emulators.microsoft.workbook_model import Drives

pytestmark = pytest.mark.slow
ROLES = ("lead", "safeguarding_lead", "safeguarding_deputy", "head")
ANA, BEN = "Ana Silva <ana@school.example>", "Ben Okafor <ben@school.example>"
BASE = "\n" * 11  # the questions about the programme, all as they stand
ID = "DQSIkWdsW0yxEjajBLZtrQAAAAAAAAAAAAN"
LINK = f"https://forms.office.com/Pages/ResponsePage.aspx?id={ID}"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        fresh_book(opened)
        (tmp_path / "programmes").mkdir()
        (tmp_path / "programmes" / "secret.txt").write_text(opened.settings()["client_secret"])
        yield opened


def run(house: School, *arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(init_command, arguments, input=said, env={"NEARPEER_DATA": str(house.folder)})


def begun(house: School, **settings: str) -> Result:
    """A file written without questions; the client secret's file stands beside it."""
    given = {**dict.fromkeys(ROLES, ANA), "safeguarding_deputy": BEN, "head": BEN, "key": "oak", "suite": "microsoft"}
    plain = {name: text for name, text in house.settings().items() if name not in {"client_secret", "site_id"}}
    suite = {**plain, "client_secret_file": "secret.txt", **settings}
    pairs = [*given.items(), *((f"suite.{name}", text) for name, text in suite.items())]
    return run(house, "--yes", *(part for name, text in pairs for part in ("--set", f"{name}={text}")))


def written(house: School) -> ProgrammeFile:
    return load_programme(house.folder / "programmes" / "oak.yaml")


def test_without_questions_the_settings_are_written_and_nobody_is_called(house: School) -> None:
    result = begun(house)
    settings = written(house).suite_settings
    assert (result.exit_code, settings["mailbox"], settings["table"]) == (0, "mentoring@school.example", "workbook")
    assert house.world.calls() == 0


def test_missing_answer_is_named(house: School) -> None:
    result = begun(house, tenant_id="")
    assert (result.exit_code, "the tenant id is needed" in result.output) == (2, True)


def test_secret_that_is_missing_is_made_and_kept(house: School) -> None:
    begun(house, flow_secret_file="flow.txt")
    made = (house.folder / "programmes" / "flow.txt").read_text()
    begun(house, flow_secret_file="flow.txt")
    assert (len(made.strip()) >= 32, (house.folder / "programmes" / "flow.txt").read_text()) == (True, made)


def test_form_is_set_up_and_the_workbook_is_laid_out(house: School) -> None:
    begun(house, flow_secret_file="flow.txt")
    form = f"consent\nflow\n{LINK}\n{LINK}\n{LINK}&r1a2b3c4d=X\n10\n"
    result = run(house, said=f"{BASE}{enters()}{form}y\ny\n")
    settings = written(house).suite_settings
    found = {name: text for name, text in settings.items() if name.startswith("forms.")}
    named = {"route": "flow", "address": LINK, "id": ID, "quiet_days": "10", "questions.r1a2b3c4d": "code"}
    assert found == {f"forms.consent.{name}": text for name, text in named.items()}, result.output
    assert "These forms have no address yet" in result.output
    [book] = house.world.part(Drives).books.values()
    assert "Applications" in {sheet.title for sheet in book.sheets}


def test_second_run_offers_what_was_said_and_changes_nothing(house: School) -> None:
    begun(house)
    before = (house.folder / "programmes" / "oak.yaml").read_text()
    result = run(house, said=f"{BASE}{enters()}\nn\n")
    assert (house.folder / "programmes" / "oak.yaml").read_text() == before, result.output


def enters() -> str:
    """Each question of the suite's that fits answered with what is offered."""
    left_out = {"certificate_file", "certificate_password_file", "federated_token_file", "site_id"}
    told = {"notification_url", "notification_secret_file"}
    return "\n" * sum(one.name not in left_out | told for one in QUESTIONS)
