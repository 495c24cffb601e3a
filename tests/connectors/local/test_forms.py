"""The local suite's forms: the port's promises, and files that survive crashes and bad lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from connectors.errors import Permanent
from connectors.local.files import Disk
from connectors.local.forms import LocalForms
from tests.connectors.contracts import APPLY, MINUTE, NOW, WORRY, FormSourceContract

DISK = Disk(durable=False)


def opened(folder: Path) -> LocalForms:
    forms = LocalForms(folder / "forms", "http://localhost:8080/", DISK)
    forms.ensure((APPLY, WORRY))
    return forms


def worry(forms: LocalForms, text: str) -> None:
    forms.submit("concern", {"text": (text,)}, now=NOW)


def texts(forms: LocalForms) -> list[str]:
    return [response.answers["text"][0] for response in forms.changes(None).responses]


class TestLocalForms(FormSourceContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path

    def open(self) -> LocalForms:
        return LocalForms(self.path / "forms", "http://localhost:8080/", DISK)

    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        self.open().submit(form, answers, now=at)

    def expired_cursor(self) -> str:
        forms = opened(self.path)
        worry(forms, "A worry")
        cursor = forms.changes(None).cursor
        (self.path / "forms" / "concern.jsonl").unlink()
        return cursor


def test_link_spells_the_answers(tmp_path: Path) -> None:
    link = opened(tmp_path).link("concern", {"text": "a b&c"})
    assert link == "http://localhost:8080/forms/concern?text=a+b%26c"


def test_remembered_form_is_shown_and_answered_before_it_is_made(tmp_path: Path) -> None:
    forms = LocalForms(tmp_path / "forms", "http://localhost:8080/", DISK)
    forms.remember((WORRY,))
    assert (forms.definition("concern"), forms.kinds()) == (WORRY, ("concern",))
    worry(forms, "early")
    forms.ensure((APPLY, WORRY))
    assert (texts(forms), len(forms.kinds())) == (["early"], 2)


def test_submit_says_whether_it_edited(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    first = forms.submit(APPLY.kind, {"name": ("Ada",), "email": ("Ada@School.example ",)}, now=NOW)
    second = forms.submit(APPLY.kind, {"name": ("Ada L",), "email": ("ada@school.example",)}, now=NOW)
    assert (first.edited, second.edited) == (False, True)
    assert (first.response_id == second.response_id, first.revision < second.revision) == (True, True)


def test_submit_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    forms.submit("concern", {"text": ("A\x00 worry\ud800",), "colour": ("red",)}, now=NOW)
    assert forms.changes(None).responses[0].answers == {"text": ("A worry�",), "?colour": ("red",)}


def test_submit_to_unknown_form_is_permanent(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match="no_form"):
        opened(tmp_path).submit("no_form", {}, now=NOW)


def test_torn_last_line_is_mended_by_the_next(tmp_path: Path) -> None:
    forms, path = opened(tmp_path), tmp_path / "forms" / "concern.jsonl"
    worry(forms, "one")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert texts(forms) == ["one"]
    worry(forms, "two")
    assert texts(forms) == ["one", "two"]
    assert forms.set_aside_lines() == {"concern": 1}


def test_whole_last_line_without_its_end_is_finished(tmp_path: Path) -> None:
    forms, path = opened(tmp_path), tmp_path / "forms" / "concern.jsonl"
    worry(forms, "one")
    path.write_bytes(path.read_bytes().rstrip())
    worry(forms, "two")
    assert texts(forms) == ["one", "two"]


def test_bad_middle_line_is_set_aside_once(tmp_path: Path) -> None:
    forms, path = opened(tmp_path), tmp_path / "forms" / "concern.jsonl"
    worry(forms, "one")
    path.write_bytes(path.read_bytes() + b"{half\n[1]\n")
    worry(forms, "two")
    assert texts(forms) == texts(forms) == ["one", "two"]
    assert forms.set_aside_lines() == {"concern": 2}
    assert b'"line":2' in (tmp_path / "forms" / "concern.bad").read_bytes()


def test_erase_blanks_every_version_and_keeps_cursors(tmp_path: Path) -> None:
    forms, path = opened(tmp_path), tmp_path / "forms" / f"{APPLY.kind}.jsonl"
    for minute in range(2):
        receipt = forms.submit(APPLY.kind, {"name": ("Ada",), "email": ("a@b.example",)}, now=NOW + minute * MINUTE)
    cursor = forms.changes(None).cursor
    assert forms.erase(APPLY.kind, receipt.response_id) == 2
    assert b"Ada" not in path.read_bytes()
    assert (forms.changes(None).responses, forms.changes(cursor).cursor) == ((), cursor)


def test_unreadable_definitions_are_set_aside(tmp_path: Path) -> None:
    forms, path = opened(tmp_path), tmp_path / "forms" / "definitions.json"
    path.write_bytes(b"{half")
    assert opened(tmp_path).kinds() == forms.kinds() == ("concern", "mentor_application")
    assert [kept.read_bytes() for kept in path.parent.glob("definitions.json.unreadable-*")] == [b"{half"]


def test_definition_reads_back_as_given(tmp_path: Path) -> None:
    opened(tmp_path)
    assert LocalForms(tmp_path / "forms", "", DISK).definition(APPLY.kind) == APPLY
    assert LocalForms(tmp_path / "forms", "", DISK).definition("other") is None


def test_ensure_refuses_a_kind_that_is_no_name(tmp_path: Path) -> None:
    with pytest.raises(Permanent, match=r"\.\./x"):
        opened(tmp_path).ensure((replace(WORRY, kind="../x"),))


def sent(forms: LocalForms, text: str, *, once: str) -> str:
    return forms.submit("concern", {"text": (text,)}, now=NOW, once=once).revision


def test_sending_that_is_tried_again_stores_nothing(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    first = sent(forms, "A worry", once="page 1")
    assert (sent(forms, "A worry", once="page 1"), texts(forms)) == (first, ["A worry"])


def test_same_words_from_another_page_are_another_response(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    for once in ("page 1", "page 2", "", ""):
        sent(forms, "A worry", once=once)
    assert texts(forms) == ["A worry"] * 4


def test_changed_answers_from_one_page_are_stored(tmp_path: Path) -> None:
    # A page left open at school is filled by the next pupil; and somebody goes back to the first words.
    forms = opened(tmp_path)
    for text in ("Mine", "Somebody else's", "Mine"):
        sent(forms, text, once="page 1")
    assert texts(forms) == ["Mine", "Somebody else's", "Mine"]


def test_return_to_earlier_answers_after_an_edit_is_an_edit(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    for name, once in (("Ada", "page 1"), ("Ada L.", "page 2"), ("Ada", "page 1"), ("Ada", "page 1")):
        forms.submit(APPLY.kind, {"name": (name,), "email": ("ada@oak.example",)}, now=NOW, once=once)
    assert [response.answers["name"][0] for response in forms.changes(None).responses] == ["Ada", "Ada L.", "Ada"]


def test_erased_sending_may_be_made_again(tmp_path: Path) -> None:
    forms = opened(tmp_path)
    receipt = forms.submit("concern", {"text": ("A worry",)}, now=NOW, once="page 1")
    forms.erase("concern", receipt.response_id)
    sent(forms, "A worry", once="page 1")
    assert texts(forms) == ["A worry"]
