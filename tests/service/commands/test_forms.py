"""`nearpeer forms` as a user calls it, against the emulated supplier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from service.commands.forms import as_yaml, forms_command
from tests.emulators.google.school import School, school

pytestmark = pytest.mark.slow
PROGRAMME = Path("service/demo/programme.yaml")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """A school whose programme file names the emulated Google."""
    with school(tmp_path) as opened:
        write(opened, opened.settings())
        monkeypatch.setenv("NEARPEER_PROGRAMMES", str(tmp_path / "school.yaml"))
        monkeypatch.setenv("NEARPEER_DATA", str(tmp_path / "data"))
        monkeypatch.setenv("NEARPEER_BASE_URL", "https://mentoring.school.example")
        monkeypatch.setenv("NEARPEER_SECRET", "s" * 64)
        yield opened


def write(house: School, settings: dict[str, str]) -> None:
    suite = "\n".join(f"  {name}: '{text}'" for name, text in {"name": "google", **settings}.items())
    text = PROGRAMME.read_text(encoding="utf-8") + f"\nsuite:\n{suite}\n"
    (house.folder / "school.yaml").write_text(text, encoding="utf-8")


def call(*words: str) -> Result:
    return CliRunner().invoke(forms_command, list(words))


def test_create_makes_the_forms_and_prints_their_settings(house: School) -> None:
    result = call("create")
    assert result.exit_code == 0, result.output
    printed = "\n".join(line for line in result.stdout.splitlines() if not line.startswith("#"))
    assert set(YAML(typ="safe").load(printed)["forms"]) == {
        form.info["documentTitle"].removeprefix("nearpeer ") for form in house.world.forms.files.values()
    }
    assert all(form.open for form in house.world.forms.files.values())


def test_printed_settings_stand_in_the_file_as_printed(house: School) -> None:
    printed = call("create").stdout
    file = house.folder / "school.yaml"
    own = "\n".join(line for line in printed.splitlines() if not line.startswith("#"))
    file.write_text(file.read_text(encoding="utf-8") + own + "\n", encoding="utf-8")
    house.world.ledger.clear()
    assert call("create").stdout == printed
    assert house.world.calls("drive.files") == 0


def test_script_knows_the_door_and_the_forms(house: School) -> None:
    result = call("script")
    assert result.exit_code == 0, result.output
    assert "https://mentoring.school.example/hooks/google-script/oakfield" in result.stdout
    assert all(form_id in result.stdout for form_id in house.world.forms.files)


def test_sign_in_is_not_offered_to_a_service_account(house: School) -> None:
    result = call("sign-in")
    assert (result.exit_code, "needs no sign-in" in result.output) == (3, True)


def test_refusal_is_told_in_words(house: School) -> None:
    house.world.identities.revoked = True
    result = call("create")
    assert (result.exit_code, "Traceback" in result.output) == (3, False)


def test_ids_that_look_like_numbers_stay_text() -> None:
    settings = {
        "forms.consent.id": "1F",
        "forms.consent.questions.12345678": "code",
        "forms.consent.questions.1e5": "x",
    }
    assert YAML(typ="safe").load(as_yaml(settings)) == {
        "forms": {"consent": {"id": "1F", "questions": {"12345678": "code", "1e5": "x"}}}
    }


def test_flow_prints_the_steps_with_the_door_and_the_secret(house: School) -> None:
    secret = "the-secret-that-the-flow-puts-in-its-header"
    write(
        house,
        {
            "name": "microsoft",
            "tenant_id": "t",
            "client_id": "c",
            "client_secret": "s",
            "mailbox": "mentoring@school.example",
            "drive_id": "d",
            "workbook_id": "w",
            "flow_secret": secret,
            "forms.concern.id": "F1",
        },
    )
    result = call("flow", "--form", "concern")
    assert result.exit_code == 0, result.output
    assert "https://mentoring.school.example/hooks/microsoft-flow/oakfield" in result.stdout
    assert secret in result.stdout


def test_flow_is_not_offered_by_another_suite(house: School) -> None:
    result = call("flow", "--form", "concern")
    assert (result.exit_code, "needs no flows" in result.output) == (3, True)


def test_questions_prints_what_a_form_asks(house: School) -> None:
    result = call("questions", "--form", "concern")
    assert result.exit_code == 0, result.output
    first, *lines = result.stdout.splitlines()
    assert first.startswith("concern: ")
    assert any(line.lstrip().startswith("1. ") for line in lines)
    assert house.world.ledger == []


def test_questions_of_an_unknown_form_are_refused(house: School) -> None:
    result = call("questions", "--form", "nonsense")
    assert (result.exit_code, "There is no form nonsense" in result.output) == (3, True)
