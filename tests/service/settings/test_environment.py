"""Settings from the environment: defaults, secrets from files, and every mistake at once."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from service.config import ConfigError, Settings, ensure_secret

SECRET = "s" * 43
KEY = "whsec_" + base64.b64encode(b"k" * 24).decode()


def mistakes(environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        Settings.from_env(environ)
    return [str(problem) for problem in caught.value.problems]


def test_defaults_need_only_a_data_folder_and_a_secret(tmp_path: Path) -> None:
    settings = Settings.from_env({"NEARPEER_DATA": str(tmp_path), "NEARPEER_SECRET": SECRET, "HOME": "/x"})
    assert settings == Settings(
        data=tmp_path,
        programmes=(tmp_path / "programmes",),
        database_url=f"sqlite:///{tmp_path / 'nearpeer.db'}",
        base_url="http://127.0.0.1:8080",
        secret=SECRET.encode(),
    )


def test_everything_given_is_taken(tmp_path: Path) -> None:
    environ = {
        "NEARPEER_DATA": str(tmp_path),
        "NEARPEER_PROGRAMMES": f"{tmp_path}/a.yaml:{tmp_path}/more",
        "NEARPEER_DATABASE_URL": "postgresql+psycopg://u:p@db/nearpeer",
        "NEARPEER_BASE_URL": "https://mentoring.school.example/",
        "NEARPEER_SECRET": SECRET,
        "NEARPEER_WEBHOOK_SECRETS": f"{KEY} {KEY}",
        "NEARPEER_SMTP_PASSWORD": "p",
        "NEARPEER_LISTEN": "[::]:9000",
        "NEARPEER_LOG": "json",
    }
    assert Settings.from_env(environ) == Settings(
        data=tmp_path,
        programmes=(tmp_path / "a.yaml", tmp_path / "more"),
        database_url="postgresql+psycopg://u:p@db/nearpeer",
        base_url="https://mentoring.school.example",
        secret=SECRET.encode(),
        webhook_secrets=(KEY, KEY),
        smtp_password="p",
        host="::",
        port=9000,
        log="json",
    )


def test_secret_comes_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET + "\n")
    settings = Settings.from_env({"NEARPEER_DATA": str(tmp_path), "NEARPEER_SECRET_FILE": str(tmp_path / "key")})
    assert settings.secret == SECRET.encode()


def test_secret_in_the_data_folder_is_made_once_and_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = ensure_secret(data)
    assert (ensure_secret(data), len(made)) == (made, 43)
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
    assert Settings.from_env({"NEARPEER_DATA": str(data)}).secret == made


def test_empty_environment_names_the_missing_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert mistakes({}) == [
        "environment: NEARPEER_SECRET: is not set and there is no key in the data folder; run `nearpeer init` once"
    ]


def test_every_mistake_is_listed_at_once(tmp_path: Path) -> None:
    environ = {
        "NEARPEER_BASE_URL": "mentoring.example",
        "NEARPEER_DATABASE_URL": "mysql://u:hidden@h/d",
        "NEARPEER_DATBASE_URL": "x",
        "NEARPEER_LISTEN": "8080",
        "NEARPEER_LOG": "xml",
        "NEARPEER_SECRET": "short",
        "NEARPEER_SMTP_PASSWORD_FILE": str(tmp_path / "none"),
        "NEARPEER_WEBHOOK_SECRETS": "whsec_hidden",
    }
    found = mistakes(environ)
    assert [line.split(": ")[1] for line in found] == [f"NEARPEER_{n}" for n in (
        "BASE_URL", "DATABASE_URL", "DATBASE_URL", "LISTEN", "LOG", "SECRET", "SMTP_PASSWORD", "WEBHOOK_SECRETS"
    )]  # fmt: skip
    assert "did you mean `NEARPEER_DATABASE_URL`?" in found[2]
    assert "hidden" not in "".join(found)


def test_secret_given_twice_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET)
    environ = {"NEARPEER_SECRET": SECRET, "NEARPEER_SECRET_FILE": str(tmp_path / "key")}
    assert mistakes(environ) == [
        "environment: NEARPEER_SECRET: is given twice, also by NEARPEER_SECRET_FILE; unset one of them"
    ]


def test_more_than_two_signing_keys_are_a_mistake() -> None:
    assert "holds 3 keys" in mistakes({"NEARPEER_SECRET": SECRET, "NEARPEER_WEBHOOK_SECRETS": f"{KEY} {KEY} {KEY}"})[0]


@pytest.mark.parametrize(("listen", "url"), [("0.0.0.0:80", "http://127.0.0.1:80"), ("[::1]:80", "http://[::1]:80")])
def test_base_url_defaults_to_where_it_listens(listen: str, url: str) -> None:
    assert Settings.from_env({"NEARPEER_SECRET": SECRET, "NEARPEER_LISTEN": listen}).base_url == url


def test_secrets_are_not_in_the_printed_form() -> None:
    environ = {"NEARPEER_SECRET": SECRET, "NEARPEER_WEBHOOK_SECRETS": KEY, "NEARPEER_SMTP_PASSWORD": "hidden"}
    printed = repr(Settings.from_env(environ))
    assert all(word not in printed for word in (SECRET, KEY, "hidden"))


def test_programme_files_are_those_named_and_those_in_folders(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "note.txt"):
        (tmp_path / name).write_text("")
    paths = f"{tmp_path / 'x.yaml'}:{tmp_path}"
    settings = Settings.from_env({"NEARPEER_SECRET": SECRET, "NEARPEER_PROGRAMMES": paths})
    assert settings.programme_files() == (tmp_path / "x.yaml", tmp_path / "a.yml", tmp_path / "b.yaml")
