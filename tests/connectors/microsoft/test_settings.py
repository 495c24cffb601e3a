from __future__ import annotations

from pathlib import Path

import pytest

from connectors.errors import Permanent
from connectors.microsoft.settings import FormSettings, Route, Store, read_settings

GOOD = {
    "tenant_id": "t",
    "client_id": "c",
    "client_secret": "s",
    "mailbox": "Mentoring@School.example",
    "drive_id": "d",
    "workbook_id": "w",
}
LONG = "x" * 32


def problems(**changed: str) -> str:
    """What is said of the good settings with these changes."""
    with pytest.raises(Permanent) as caught:
        read_settings({**GOOD, **changed})
    return caught.value.mend


def test_settings_that_are_good_are_read() -> None:
    read = read_settings(GOOD)
    assert (read.mailbox, read.store, read.cloud.graph) == (
        "mentoring@school.example",
        Store.WORKBOOK,
        "graph.microsoft.com",
    )


def test_every_problem_is_named_at_once() -> None:
    said = problems(client_id="", mailbox="nobody", drive_id="", timeout_seconds="soon", colour="blue")
    for word in ("client_id", "mailbox", "drive_id", "timeout_seconds", "colour"):
        assert word in said


@pytest.mark.parametrize("extra", ["certificate_file", "federated_token_file", "managed_identity"])
def test_two_identities_are_one_too_many(extra: str) -> None:
    assert "one identity only" in problems(**{extra: "yes"})


def test_no_identity_is_a_problem() -> None:
    assert "Name an identity" in problems(client_secret="")


def test_managed_identity_needs_no_ids() -> None:
    named = {"managed_identity": "yes", "client_secret": "", "client_id": "", "tenant_id": ""}
    assert read_settings({**GOOD, **named}).identities == ("managed_identity",)


def test_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    given = {**GOOD, "client_secret": "", "client_secret_file": str(tmp_path / "secret")}
    assert read_settings(given).client_secret == "from the file"


def test_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "client_secret_file cannot be read" in problems(client_secret="", client_secret_file=str(tmp_path / "no"))


def test_secret_given_twice_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    assert "not both" in problems(client_secret_file=str(tmp_path / "secret"))


def test_secrets_are_never_shown() -> None:
    read = read_settings({**GOOD, "client_secret": "hush-hush", "flow_secret": LONG})
    assert "hush-hush" not in repr(read)
    assert LONG not in repr(read)


def test_cloud_without_workbooks_asks_for_lists() -> None:
    assert "table: list" in problems(cloud="china")
    read = read_settings({**GOOD, "cloud": "china", "table": "list", "site_id": "s"})
    assert (read.cloud.authority, read.store) == ("login.chinacloudapi.cn", Store.LIST)


def test_unknown_cloud_is_named_with_the_known_ones() -> None:
    assert "us-government" in problems(cloud="mars")


def at_one_list(*ids: str) -> dict[str, str]:
    """Forms whose flows fill the same list, each with its id."""
    place = {"route": "list", "site_id": "s", "list_id": "l"}
    forms = zip("ab", ids, strict=True)
    return {f"forms.{kind}.{name}": text for kind, one in forms for name, text in {**place, "id": one}.items()}


def test_forms_may_share_a_list_when_their_ids_tell_them_apart() -> None:
    assert len(read_settings({**GOOD, **at_one_list("f1", "f2")}).forms) == 2


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"notification_url": "http://plain.example"}, "https://"),
        ({"notification_url": "https://fine.example"}, "notification_secret"),
        ({"table": "list"}, "site_id"),
        ({"forms.a.route": "flow", "forms.a.id": "x"}, "flow_secret"),
        ({"forms.a.route": "flow", "forms.a.id": "x", "flow_secret": f"{LONG} short"}, "flow_secret"),
        ({"forms.a.route": "pigeon"}, "forms.a: Set route"),
        ({"forms.a.route": "workbook"}, "forms.a: Set drive_id"),
        ({"forms.a.route": "list", "forms.a.list_id": "l"}, "forms.a: Set site_id"),
        (at_one_list("f1", ""), "forms.b: Set id, for its list holds answers to other forms too"),
        (at_one_list("f1", "f1"), "forms.a and forms.b: Set"),
        ({"forms.a.id": "x", "forms.b.id": "x", "flow_secret": LONG}, "forms.a and forms.b: Set"),
        ({"forms.a.colour": "blue", "forms.a.id": "x", "flow_secret": LONG}, "forms.a: Setting colour"),
    ],
)
def test_settings_that_do_not_fit_are_named(changed: dict[str, str], word: str) -> None:
    assert word in problems(**changed)


def test_form_is_read_with_its_questions() -> None:
    named = {
        "forms.concern.route": "workbook",
        "forms.concern.drive_id": "d",
        "forms.concern.file_id": "f",
        "forms.concern.questions.What is it? (v. 2)": "text",
        "forms.concern.identity": "email, name",
        "forms.concern.quiet_days": "10",
    }
    assert read_settings({**GOOD, **named}).forms["concern"] == FormSettings(
        kind="concern",
        route=Route.WORKBOOK,
        drive_id="d",
        file_id="f",
        questions={"What is it? (v. 2)": "text"},
        identity=("email", "name"),
        quiet_days=10,
    )
