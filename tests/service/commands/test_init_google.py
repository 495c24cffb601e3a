"""`nearpeer init` for a school on Google: settings, forms that are there already, and what is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.init import init_command
from service.config import ProgrammeFile, load_programme
from tests.emulators.google.forms_model import FormFile
from tests.emulators.google.school import School, school
from tests.emulators.google.world import ROBOT

pytestmark = pytest.mark.slow
ROLES = ("lead", "safeguarding_lead", "safeguarding_deputy", "head")
ANA, BEN = "Ana Silva <ana@school.example>", "Ben Okafor <ben@school.example>"
BASE = "\n" * 11  # the questions about the programme, all as they stand
ALL = BASE + "\n" * 9 + "y\n"  # and those about the suite


@pytest.fixture
def house(tmp_path: Path) -> Iterator[School]:
    with school(tmp_path) as opened:
        yield opened


def run(house: School, *arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(init_command, arguments, input=said, env={"NEARPEER_DATA": str(house.folder)})


def begun(house: School, **settings: str) -> Result:
    """A file written without questions; its key file stands beside it."""
    given = {**dict.fromkeys(ROLES, ANA), "safeguarding_deputy": BEN, "head": BEN, "key": "oak", "suite": "google"}
    suite = {"credentials_file": "../key.json", "subject": ROBOT, "api_endpoint": house.gateway, **settings}
    pairs = [*given.items(), *((f"suite.{name}", text) for name, text in suite.items())]
    return run(house, "--yes", *(part for name, text in pairs for part in ("--set", f"{name}={text}")))


def written(house: School) -> ProgrammeFile:
    return load_programme(house.folder / "programmes" / "oak.yaml")


def own_form(house: School, **titles: str) -> None:
    items = [
        {"itemId": f"i{name}", "title": title, "questionItem": {"question": {"questionId": name, "textQuestion": {}}}}
        for name, title in titles.items()
    ]
    form = FormFile(form_id="1OwnFormOfTheSchool0001", info={"title": "Join us"}, items=items)
    house.world.forms.files[form.form_id] = form


def test_without_questions_the_settings_are_written(house: School) -> None:
    assert begun(house).exit_code == 0
    settings = written(house).suite_settings
    assert (settings["subject"], settings["share_with"], settings["create_forms"]) == (
        ROBOT,
        "ana@school.example",
        "yes",
    )
    assert house.world.calls() == 0


def test_missing_answer_is_named(house: School) -> None:
    result = begun(house, subject="")
    assert (result.exit_code, "write for example mentoring@school.example" in result.output) == (2, True)


def test_what_is_missing_is_made_and_named_in_the_file(house: School) -> None:
    begun(house)
    result = run(house, said=ALL)
    settings = written(house).suite_settings
    assert settings["spreadsheet_id"].startswith("1Made"), result.output
    assert {f"forms.{kind}.id" for kind in ("consent", "check_in", "concern")} <= settings.keys()


def test_own_form_is_mapped_by_its_titles_and_confirmed(house: School) -> None:
    begun(house, spreadsheet_id="1BookOfTheSchool")
    own_form(house, aa="YOUR full name? ", bb="Shoe size")
    address = "https://docs.google.com/forms/d/1OwnFormOfTheSchool0001/edit"
    result = run(house, said=f"{BASE}\n\n\n\n\n\nmentor_application\n{address}\ny\nn\ny\n")
    settings = written(house).suite_settings
    assert "'Shoe size' feeds nothing; its answers are kept" in result.output
    assert "no question feeds email" in result.output
    assert settings["forms.mentor_application.id"] == "1OwnFormOfTheSchool0001", result.output
    assert settings["forms.mentor_application.questions.aa"] == "name"


def test_map_that_is_not_right_is_asked_question_by_question(house: School) -> None:
    begun(house, spreadsheet_id="1BookOfTheSchool")
    own_form(house, aa="Who are you?", bb="Shoe size")
    said = "mentor_application\n1OwnFormOfTheSchool0001\nn\nnme\nname\n-\nn\ny\n"
    result = run(house, said=f"{BASE}\n\n\n\n\n\n{said}")
    assert "'nme' is no field" in result.output
    questions = {n: v for n, v in written(house).suite_settings.items() if ".questions." in n}
    assert questions == {"forms.mentor_application.questions.aa": "name"}


def test_second_run_offers_what_was_said_and_changes_nothing(house: School) -> None:
    begun(house)
    run(house, said=ALL)
    before = (house.folder / "programmes" / "oak.yaml").read_text()
    run(house, said=BASE + "\n" * 8)
    assert (house.folder / "programmes" / "oak.yaml").read_text() == before


def test_supplier_that_refuses_is_told_and_the_answers_stay(house: School) -> None:
    house.world.identities.revoked = True
    begun(house)
    result = run(house, said=BASE + "\n" * 9)
    assert "Google refused the sign-in" in result.output
    assert "run `nearpeer init` again" in result.output
    assert written(house).suite_settings["subject"] == ROBOT
