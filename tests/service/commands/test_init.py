"""`nearpeer init`: writes a file that loads, keeps what others wrote, and never overwrites in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.init import init_command
from service.commands.programme_text import TEMPLATE, Adult, Answers, short_name, write_programme
from service.commands.questions import as_adult, as_slots, as_suite, as_terms, usual
from service.config import load_programme, parse_programme
from workflows.policy import Roles

ANA, BEN = "Ana Silva <ana@school.example>", "Ben Okafor <ben@school.example>"
ADULTS = {"lead": ANA, "safeguarding_lead": ANA, "safeguarding_deputy": BEN, "head": BEN}
ANSWERS = Answers(
    key="oakfield",
    name="Oakfield: mentoring",
    suite="local",
    zone="Europe/Paris",
    terms={"Autumn": "2026-09-01..2026-12-18"},
    periods={"Lunch": "12:30-13:10"},
    slots=("Mon/Lunch", "Tue/Lunch"),
    adults={role: as_adult(adult) for role, adult in ADULTS.items()},
)


def run(data: Path, *arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(init_command, arguments, input=said, env={"NEARPEER_DATA": str(data)})


def given(**answers: str) -> list[str]:
    return [part for name, value in (ADULTS | answers).items() for part in ("--set", f"{name}={value}")]


def test_template_with_answers_is_a_programme() -> None:
    policy = parse_programme(Path("p.yaml"), write_programme(ANSWERS).encode()).policy
    assert (policy.key, policy.name, policy.school.zone) == ("oakfield", "Oakfield: mentoring", "Europe/Paris")
    assert policy.roles == Roles(lead="ana", safeguarding_lead="ana", safeguarding_deputy="ben", head="ben")


def test_writing_the_same_answers_again_changes_nothing() -> None:
    once = write_programme(ANSWERS)
    assert write_programme(ANSWERS, once) == once


def test_comments_and_other_sections_stay() -> None:
    mine = write_programme(ANSWERS) + "# ours\nmeetings:\n  every_days: 14  # fortnightly\n"
    again = write_programme(ANSWERS, mine.replace("Europe/Paris", "Europe/London"))
    assert again == mine
    assert TEMPLATE.splitlines()[0] in again


def test_without_questions_writes_a_file_that_loads(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", *given(key="oakfield"))
    file = tmp_path / "programmes" / "oakfield.yaml"
    assert (result.exit_code, load_programme(file).policy.key) == (0, "oakfield")
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_without_questions_needs_the_adults(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes")
    assert result.exit_code == 2
    assert "write it as Ana Silva <ana@school.example>" in result.output
    assert list(tmp_path.iterdir()) == []


def test_questions_are_asked_again_until_answered(tmp_path: Path) -> None:
    said = f"Oak Field\noakfield\n\n\nEurope/Londn\n\n\n\n\n{ANA}\n{ANA}\n{BEN}\n{BEN}\n"
    result = run(tmp_path, said=said)
    assert "did you mean `Europe/London`?" in result.output
    assert load_programme(tmp_path / "programmes" / "oakfield.yaml").policy.school.zone == "Europe/London"


def test_second_run_offers_the_answers_and_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, "--yes", *given(key="oakfield"))
    result = run(tmp_path, said="\n" * 11)
    assert "stays as it is" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(("answer", "expected"), [("n", "Oak"), ("y", "Elm")])
def test_second_run_shows_the_change_and_asks(tmp_path: Path, answer: str, expected: str) -> None:
    run(tmp_path, "--yes", *given(key="oakfield", name="Oak"))
    result = run(tmp_path, "--set", "name=Elm", said="\n" * 11 + answer + "\n")
    assert "-name: Oak\n+name: Elm" in result.output
    assert load_programme(tmp_path / "programmes" / "oakfield.yaml").policy.name == expected


def test_broken_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("name: [")
    result = run(tmp_path, "--yes", str(file), *given())
    assert (result.exit_code, file.read_text()) == (1, "name: [")
    assert "it was not touched" in result.output


def test_file_that_would_still_be_wrong_is_not_written(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", *given(safeguarding_deputy=ANA))
    assert "nothing was written" in result.output
    assert not (tmp_path / "programmes").exists()


def test_unknown_answer_is_named(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", "--set", "nmae=x")
    assert (result.exit_code, "--set does not know nmae" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Ána María", frozenset(), "ana"),
        ("Ана Ив", frozenset({"adult"}), "adult2"),
        ("Ana", frozenset({"ana"}), "ana2"),
    ],
)
def test_short_name_is_plain_and_free(name: str, taken: frozenset[str], expected: str) -> None:
    assert short_name(name, taken=taken) == expected


def test_period_alone_means_every_weekday() -> None:
    read = as_slots({"Lunch": "12:30-13:10", "Tea": "15:00-15:30"})
    assert read("Lunch, Mon/Tea")[3:] == ("Thu/Lunch", "Fri/Lunch", "Mon/Tea")


def test_usual_terms_follow_the_school_year() -> None:
    assert as_terms(usual(date(2026, 6, 30))["terms"])["Autumn"] == "2025-09-01..2025-12-18"
    assert as_terms(usual(date(2026, 7, 1))["terms"])["Autumn"] == "2026-09-01..2026-12-18"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("", "at least one is needed; write for example Autumn 2026-09-01..2026-12-18"),
        ("2026-09-01..2026-12-18", "'2026-09-01..2026-12-18' has no name; write for example Autumn"),
        ("Autumn 2026-12-18..2026-09-01", "ends before it begins; put the earlier day first"),
    ],
)
def test_terms_are_refused_with_the_mend(text: str, mend: str) -> None:
    with pytest.raises(ValueError, match=mend):
        as_terms(text)


def test_slots_are_refused_without_a_bell_schedule_for_them() -> None:
    with pytest.raises(ValueError, match="Mon/Tea is in no bell schedule; write for example Mon/Lunch"):
        as_slots({"Lunch": "12:30-13:10"})("Mon/Tea")


def test_suite_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="did you mean `google`"):
        as_suite("gogle")


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    result = run(tmp_path / "taken", "--yes", *given())
    assert (result.exit_code, "set NEARPEER_DATA to a folder" in result.output) == (1, True)


@pytest.mark.parametrize("text", ["Ana", "Ana <ana>", "<ana@school.example>", "", "Ana <a b@c>"])
def test_adult_needs_name_and_address(text: str) -> None:
    with pytest.raises(ValueError, match="write it as"):
        as_adult(text)


def test_adult_is_shown_as_it_is_asked_for() -> None:
    assert str(Adult(name="Ana Silva", email="ana@school.example")) == ANA
