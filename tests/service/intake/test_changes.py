"""What a suite showed, as events."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connectors.ports import Answer, Bounce, GuestAnswer, Response, TableReading
from service import codes
from service.intake import changes
from service.intake.changes import TableChanges
from service.storage.cells import Seen
from service.storage.events import NewEvent
from tests.builders import NOW
from workflows.events import CellEdited, FormAnswered, InvitationAnswered, MailBounced, RowDeleted

SECRET = b"key"
PERSONAL = frozenset({"consent"})


def response(**changed: Any) -> Response:
    """An answer to the consent form."""
    values: dict[str, Any] = {
        "form": "consent",
        "response_id": "r1",
        "revision": "2",
        "submitted_at": NOW,
        "respondent": None,
        "answers": {"decision": ("Yes",), "code": (codes.sign(SECRET, "consent", {"person": "p1"}),)},
    }
    return Response(**(values | changed))


def test_signed_code_tells_who_answered() -> None:
    event = FormAnswered(
        form="consent",
        response_id="r1",
        revision="2",
        submitted_at=NOW,
        respondent="",
        answers={"decision": ("Yes",)},
        personal={"person": "p1"},
    )
    assert changes.form_answered(response(), SECRET, PERSONAL) == (NewEvent(event, "form/consent/r1/2"), "")


def test_made_up_code_is_a_problem() -> None:
    forged = response(answers={"code": ("person:p2.x",)})
    assert changes.form_answered(forged, SECRET, PERSONAL) == (None, changes.MADE_UP)


def test_personal_form_without_code_is_a_problem() -> None:
    assert changes.form_answered(response(answers={}), SECRET, PERSONAL) == (None, changes.NO_CODE)


def test_open_form_needs_no_code() -> None:
    event, problem = changes.form_answered(response(form="concern", answers={"text": ("x",)}), SECRET, PERSONAL)
    assert (event is not None, problem) == (True, "")


@given(st.text(st.characters()))
def test_storable_text_can_be_stored(text: str) -> None:
    kept = changes.storable(text)
    assert "\0" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_storable_leaves_good_text_alone(text: str) -> None:
    assert changes.storable(text) == text


def reading(rows: dict[str, dict[str, dict[str, str]]]) -> TableReading:
    """A reading of the workbook."""
    return TableReading(revision="7", rows=rows)


def test_changed_cell_is_an_edit() -> None:
    shown = reading({"pairs": {"a~b": {"decision": "approve"}}})
    place = ("pairs", "a~b", "decision")
    event = CellEdited(tab="pairs", row="a~b", column="decision", value="approve", before="lock")
    found = changes.table_changes(shown, {place: Seen("lock", 1)}, frozenset(), frozenset())
    assert found == TableChanges((NewEvent(event, "cell/pairs/a~b/decision/2"),), ((place, Seen("approve", 2)),), ())


def test_unchanged_cell_is_nothing() -> None:
    shown = reading({"pairs": {"a~b": {"decision": "lock", "other": ""}}})
    seen = {("pairs", "a~b", "decision"): Seen("lock", 1)}
    assert changes.table_changes(shown, seen, frozenset(), frozenset()) == TableChanges((), (), ())


def test_row_that_is_gone_was_deleted() -> None:
    event = NewEvent(RowDeleted(tab="pairs", row="a~b"), "row/pairs/a~b/7")
    found = changes.table_changes(reading({"pairs": {}}), {}, {"pairs/a~b"}, {"pairs"})
    assert found == TableChanges((event,), (), (("pairs", "a~b"),))


def test_unread_tab_says_nothing_of_its_rows() -> None:
    assert changes.table_changes(reading({}), {}, {"pairs/a~b"}, {"pairs"}) == TableChanges((), (), ())


def test_machine_tab_says_nothing_of_its_rows() -> None:
    assert changes.table_changes(reading({"activity": {}}), {}, {"activity/1"}, {"pairs"}) == TableChanges((), (), ())


def test_guest_answer_names_version_and_time() -> None:
    answer = GuestAnswer(key="m", version=3, attendee="a@x", answer=Answer.DECLINED, answered_at=NOW)
    event = InvitationAnswered(meeting="m", version=3, address="a@x", answer="declined")
    assert changes.guest_answered(answer) == NewEvent(event, f"guest/m/3/a@x/declined/{NOW.isoformat()}")


def test_bounce_names_mail_and_address() -> None:
    bounce = Bounce(key="oak/x", to="a@x", reason="no such user", bounced_at=NOW)
    event = MailBounced(mail="oak/x", address="a@x", reason="no such user")
    assert changes.bounced(bounce) == NewEvent(event, f"bounce/oak/x/a@x/{NOW.isoformat()}")
