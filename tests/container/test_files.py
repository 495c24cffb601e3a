"""What the container's files promise, as far as it can be read from them; `run_steps.sh` runs the rest."""

from __future__ import annotations

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.house.figures import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = YAML(typ="safe", pure=True).load(ROOT / "compose.yaml")
OURS = ("migrate", "web", "worker")
EXACT = re.compile(r"\d+\.\d+(?:\.\d+)?-[a-z-]*bookworm")


def test_base_images_are_exact_slim_tags() -> None:
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(images) == 3
    assert all(EXACT.fullmatch(image.removeprefix("python:")) and "slim" in image for image in images)


def test_packages_are_checked_against_hashes_and_never_built() -> None:
    installs = [line for line in DOCKERFILE.splitlines() if "pip install" in line]
    assert [("--require-hashes --only-binary :all:" in line, "--no-index" in line) for line in installs] == [
        (True, False),
        (False, True),
    ]


def test_last_stage_installs_nothing_and_leaves_root() -> None:
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert "pip install" not in last
    assert "apt-get" not in last
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert last.index("USER ") < last.index("HEALTHCHECK ") < last.index("ENTRYPOINT ")


def test_health_check_needs_no_other_program() -> None:
    assert re.search(r'^ +CMD \["python", "-c", ".*/healthz.*"\]$', DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("name", OURS)
def test_our_containers_are_closed(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [tmp.split(":")[0] for tmp in service["tmpfs"]] == ["/tmp"]
    assert service["command"] == [name]


def test_secrets_come_from_files_only() -> None:
    for service in COMPOSE["services"].values():
        named = [key for key in service.get("environment", {}) if re.search("PASSWORD|SECRET|DATABASE_URL", key)]
        assert all(key.endswith("_FILE") for key in named)
        assert set(service["secrets"]) <= COMPOSE["secrets"].keys()


def test_database_is_not_reachable_from_outside() -> None:
    database = COMPOSE["services"]["database"]
    assert database["image"].startswith("postgres:16")
    assert (database["networks"], "ports" in database) == (["inside"], False)
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_only_the_web_is_published_and_only_on_this_machine() -> None:
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:8080:8080"]}
