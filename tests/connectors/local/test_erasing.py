"""A person goes out of the folder; everybody else stays as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.local.files import digest
from connectors.local.forms import LocalForms
from connectors.local.suite import open_suite
from connectors.ports import Eraser, Suite
from tests.connectors.contracts import APPLY, MAIL, MEETING, NOW, EraserContract


def opened(folder: Path) -> Suite:
    return open_suite({"folder": str(folder), "base_url": "http://localhost:8080", "durable": "no"}, now=lambda: NOW)


class TestLocalEraser(EraserContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path
        self.suite = opened(tmp_path)
        self.suite.forms.ensure((APPLY,))

    def open(self) -> Eraser:
        eraser = opened(self.path).eraser
        assert eraser is not None
        return eraser

    def keep(self, address: str) -> str:
        mail = replace(MAIL, to=address, to_name="")
        self.suite.mailer.send(self.suite.mailer.draft(replace(mail, key=f"sent/{address}")))
        self.suite.mailer.draft(replace(mail, key=f"draft/{address}"))
        entry = replace(
            MEETING, key=f"meeting/{digest(address)}", organiser="lead@oak.example", attendees=(address,), room=""
        )
        self.suite.calendar.put((entry,))
        assert isinstance(self.suite.forms, LocalForms)
        answers = {"name": ("Somebody",), "email": (address,)}
        return self.suite.forms.submit(APPLY.kind, answers, now=NOW, respondent=address).response_id

    def kept(self) -> str:
        files = (path for path in sorted(self.path.rglob("*")) if path.is_file() and "lead@" not in path.name)
        return "\n".join(f"{path}\n{path.read_text('utf-8', 'replace')}" for path in files)
