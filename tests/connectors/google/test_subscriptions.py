"""Watches are made, renewed daily, healed; and losing them all loses no answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.google.form_making import question_id
from connectors.ports import Subscription, Suite
from tests.connectors.contracts import APPLY, HOUR, MINUTE, NOW, WORRY
from tests.emulators.google.faults import Kind
from tests.emulators.google.forms_model import FormFile
from tests.emulators.google.identity import PUSH_ACCOUNT
from tests.emulators.google.school import PUSH_URL, QUEUE, TOPIC, School

pytestmark = pytest.mark.slow
DAY = timedelta(days=1)


def watching(house: School) -> Suite:
    """A school that is told, with one form."""
    house.extra = house.pushed()
    suite = house.open()
    suite.forms.ensure((WORRY,))
    return suite


def keep(house: School, suite: Suite, after: timedelta) -> dict[str, Subscription]:
    """What stands after a beat at this time."""
    house.world.now = NOW + after
    return {item.name: item for item in suite.subscriptions.keep_alive(house.world.now)}


def form(house: School) -> FormFile:
    [only] = house.world.forms.files.values()
    return only


def worry(house: School) -> None:
    """A pupil sends the form, and Google tells."""
    file = form(house)
    house.world.forms.submit(file.form_id, {question_id(WORRY.kind, "text"): ("Help",)}, house.world.now)
    house.world.forms.notify(file.form_id, "RESPONSES", house.world.now, house.world.publish)


def test_new_form_gets_both_watches(house: School) -> None:
    standing = keep(house, watching(house), timedelta())
    assert {name: item.state for name, item in standing.items()} == {
        "pubsub": "active",
        "concern responses": "active",
        "concern schema": "active",
    }
    assert standing["concern responses"].expires_at == NOW + 7 * DAY
    assert standing["concern responses"].renew_at == NOW + DAY


def test_queue_is_made_so_that_no_summer_deletes_it(house: School) -> None:
    keep(house, watching(house), timedelta())
    queue = house.world.queues.subscriptions[QUEUE]
    assert queue["expirationPolicy"] == {}
    token = {"serviceAccountEmail": PUSH_ACCOUNT, "audience": PUSH_URL}
    assert queue["pushConfig"] == {"pushEndpoint": PUSH_URL, "oidcToken": token}


def test_watches_are_renewed_daily(house: School) -> None:
    suite = watching(house)
    for hour in range(10 * 24):
        standing = keep(house, suite, hour * HOUR)
        assert standing["concern responses"].expires_at
        assert standing["concern responses"].expires_at > house.world.now + 5 * DAY
    assert house.world.calls("forms.forms.watches.renew") == 2 * 9


def test_quiet_day_costs_few_calls(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    before = house.world.calls()
    for minute in range(1, 24 * 60):
        keep(house, suite, minute * MINUTE)
    assert house.world.calls() - before <= 20


def test_watch_that_expired_is_made_again(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    standing = keep(house, suite, 30 * DAY)
    assert standing["concern responses"].expires_at == NOW + 37 * DAY


def test_suspended_watch_is_shown_and_healed_when_its_cause_is_gone(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    watch = form(house).watches["nearpeer-responses"]
    watch.update(state="SUSPENDED", errorType="NO_USER_ACCESS")
    assert "NO_USER_ACCESS" in keep(house, suite, DAY)["concern responses"].state
    watch.update(state="ACTIVE")
    assert keep(house, suite, DAY + HOUR)["concern responses"].state == "active"


def test_deleted_queue_is_made_again(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    house.world.queues.subscriptions.clear()
    keep(house, suite, DAY)
    assert QUEUE in house.world.queues.subscriptions


@pytest.mark.parametrize("kind", [Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.REFUSE])
def test_lost_answer_makes_no_second_watch(house: School, kind: Kind) -> None:
    suite = watching(house)
    house.world.faults.plan("forms.forms.watches.create", kind)
    keep(house, suite, timedelta())
    standing = keep(house, suite, 11 * MINUTE)
    assert standing["concern responses"].state == "active"
    assert sorted(form(house).watches) == ["nearpeer-responses", "nearpeer-schema"]


def test_missing_topic_is_said_and_breaks_nothing(house: School) -> None:
    suite = watching(house)
    house.world.queues.topics.clear()
    assert all(item.state.startswith("not working") for item in keep(house, suite, timedelta()).values())


def test_school_without_topic_has_no_watches(house: School) -> None:
    assert list(house.open().subscriptions.keep_alive(NOW)) == []
    assert house.world.calls() == 0


def test_pushes_come_often_and_in_any_order_and_mean_look(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    for minute in range(20):
        house.world.now = NOW + minute * MINUTE
        worry(house)
    token = {"Authorization": f"Bearer {house.world.identities.push_token(PUSH_URL, PUSH_ACCOUNT, house.world.now)}"}
    bodies = house.world.queues.pushes(QUEUE)
    door = suite.verifiers["google-forms"]
    names = [item.delivery_id for body in bodies for item in door.verify(token, body, house.world.now)]
    assert len(names) == len(bodies) > len(set(names)) == 20
    assert len(suite.forms.changes(None).responses) == 20


def test_thirty_days_without_a_word_lose_nothing(house: School) -> None:
    suite = watching(house)
    keep(house, suite, timedelta())
    cursor = suite.forms.changes(None).cursor
    for day in range(30):
        house.world.now = NOW + day * DAY
        worry(house)
    house.world.queues.pushes(QUEUE)
    restarted = house.open()
    restarted.forms.ensure((WORRY,))
    assert len(restarted.forms.changes(cursor).responses) == 30
    assert keep(house, restarted, 30 * DAY)["concern responses"].state == "active"


def test_fetching_passes_over_what_is_not_ours(house: School) -> None:
    house.extra = house.pulled()
    suite = house.open()
    suite.subscriptions.keep_alive(NOW)
    house.world.queues.publish(TOPIC, {"eventType": "OTHER"}, NOW)
    assert suite.puller
    assert list(suite.puller.pull()) == []
    assert house.world.queues.waiting[QUEUE] == []


def test_unknown_forms_are_not_watched(house: School) -> None:
    suite = watching(house)
    suite.forms.ensure((APPLY,))
    names = {name.split()[0] for name in keep(house, suite, timedelta())}
    assert names == {"pubsub", "concern", "mentor_application"}
