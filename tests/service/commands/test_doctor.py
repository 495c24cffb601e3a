"""`nearpeer doctor`: every problem at once, each with its mend, and an exit code that says whether there is one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

from connectors.errors import Permanent
from connectors.ports import Finding, Suite
from service.commands.checkup import OpenSuite, Patient, examine
from service.commands.doctor import as_text, doctor_command
from service.config import ProgrammeFile, Settings, ensure_secret
from service.storage.database import migrate, open_database
from tests.service.settings.test_programme_file import SHORTEST

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)
PROBED = (
    Finding(check="workbook", ok=True, detail="can be written"),
    Finding(check="mail", ok=False, detail="is refused", mend="sign in again"),
)


class ProbeOnly:
    """A suite of which only the probe can be used."""

    name = "local"

    def __init__(self, findings: tuple[Finding, ...] = PROBED[:1]) -> None:
        self._findings = findings

    @property
    def probe(self) -> ProbeOnly:
        return self

    def findings(self) -> tuple[Finding, ...]:
        return self._findings


def opening(suite: ProbeOnly) -> OpenSuite:
    return lambda _file, _settings: cast("Suite", suite)


def refuse(_file: ProgrammeFile, _settings: Settings) -> Suite:
    raise Permanent("The folder is not there.", mend="Make it.")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A healthy installation."""
    ensure_secret(tmp_path)
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "oakfield.yaml").write_text(SHORTEST)
    database = open_database(f"sqlite:///{tmp_path / 'nearpeer.db'}")
    migrate(database)
    database.close()
    return {"NEARPEER_DATA": str(tmp_path)}


def bad(environ: dict[str, str], *, now: datetime = NOW, open_suite: OpenSuite | None = None) -> dict[str, str]:
    patient = Patient(environ=environ, now=now, open_suite=open_suite or opening(ProbeOnly()))
    return {finding.check: finding.mend for finding in examine(patient) if not finding.ok}


def test_healthy_installation_has_nothing_to_mend(environ: dict[str, str]) -> None:
    assert bad(environ) == {}


def test_many_problems_are_listed_at_once(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "secret").chmod(0o644)
    (tmp_path / "programmes" / "broken.yaml").write_text("programme: [")
    (tmp_path / "programmes" / "twin.yaml").write_text(SHORTEST)
    more = {"NEARPEER_DATABASE_URL": f"sqlite:///{tmp_path}/none.db", "NEARPEER_BASE_URL": "http://mentoring.example"}
    assert list(bad({**environ, **more}, open_suite=refuse)) == [
        f"key file {tmp_path / 'secret'}",
        "address http://mentoring.example",
        "database",
        f"{tmp_path}/programmes/broken.yaml:1",
        f"{tmp_path}/programmes/twin.yaml",
        "oakfield: local",
    ]


def test_settings_problems_come_with_their_mend(environ: dict[str, str]) -> None:
    found = bad({**environ, "NEARPEER_LOG": "xml", "NEARPEER_LISTEN": "x"})
    assert found == {"environment": "write auto, console or json"}


def test_no_programme_file_names_init(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "programmes" / "oakfield.yaml").unlink()
    assert bad(environ) == {
        "programme files": "write one with `nearpeer init`, or name its folder in NEARPEER_PROGRAMMES"
    }


def test_empty_database_names_migrate(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    found = bad({**environ, "NEARPEER_DATABASE_URL": f"sqlite:///{tmp_path}/empty.db"})
    assert found == {"database": "run `nearpeer migrate`"}


def test_unreachable_database_shows_no_password(environ: dict[str, str]) -> None:
    url = "postgresql://u:hidden@127.0.0.1:1/nearpeer"
    patient = Patient(environ={**environ, "NEARPEER_DATABASE_URL": url}, now=NOW, open_suite=opening(ProbeOnly()))
    found = [finding for finding in examine(patient) if not finding.ok]
    assert [finding.check for finding in found] == ["database"]
    assert "hidden" not in str(found)


def test_last_term_over_asks_for_the_next_year(environ: dict[str, str]) -> None:
    found = bad(environ, now=datetime(2027, 8, 1, tzinfo=UTC))
    assert found == {"oakfield: terms": "add the next school year's terms and holidays"}


def test_wrong_clock_is_named(environ: dict[str, str]) -> None:
    assert bad(environ, now=datetime(1970, 1, 1, tzinfo=UTC)) == {"clock": "set the machine's clock and keep it by NTP"}


def test_suite_tells_what_it_probed(environ: dict[str, str]) -> None:
    assert bad(environ, open_suite=opening(ProbeOnly(PROBED))) == {"oakfield: local: mail": "sign in again"}


def test_missing_data_folder_is_named(tmp_path: Path) -> None:
    found = bad({"NEARPEER_DATA": str(tmp_path / "none"), "NEARPEER_SECRET": "s" * 40})
    assert found[f"data folder {tmp_path / 'none'}"] == "make it, or set NEARPEER_DATA to a folder that exists"


def test_text_puts_problems_last_with_their_mend() -> None:
    assert as_text(PROBED[::-1]).splitlines() == [
        "\x1b[32mok  \x1b[0m workbook: can be written",
        "\x1b[31mMEND\x1b[0m mail: is refused; sign in again",
        "1 to mend (2 checks).",
    ]


def test_command_prints_json_and_exits_by_health(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "programmes" / "oakfield.yaml").unlink()
    result = CliRunner().invoke(doctor_command, ["--json"], env=environ)
    told = json.loads(result.output)
    assert (result.exit_code, told["ok"]) == (1, False)
    assert told["findings"][-1] == {
        "check": "programme files",
        "ok": False,
        "detail": "there is none",
        "mend": "write one with `nearpeer init`, or name its folder in NEARPEER_PROGRAMMES",
    }


def test_command_finds_a_healthy_local_school_without_colours(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "programmes" / "oakfield.yaml").write_text(SHORTEST.replace("2026", "2199"))  # never over
    result = CliRunner().invoke(doctor_command, env=environ)
    assert (result.exit_code, "\x1b" in result.output) == (0, False), result.output
