from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from connectors.microsoft.subscriptions import MicrosoftSubscriptions, wanted
from connectors.microsoft.webhook import NotificationVerifier, client_state
from connectors.promises import PROMISES
from tests.connectors.contracts import NOW
from tests.connectors.microsoft.test_contracts import item
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.identity import TENANT
from tests.emulators.microsoft.school import DRIVE, NOTIFY, NOTIFY_SECRET, SITE, School
from tests.emulators.microsoft.subscriptions_part import Subscriptions, subscriptions
from tests.emulators.microsoft.world import MAILBOX

pytestmark = pytest.mark.slow
DAY = timedelta(days=1)


@pytest.fixture
def told(house: School) -> School:
    """A school that Graph can reach."""
    house.extra |= {"notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
    return house


def keeper(house: School) -> MicrosoftSubscriptions:
    return MicrosoftSubscriptions(house.door(), house.read())


def standing(house: School) -> Subscriptions:
    return subscriptions(house.world)


def states(house: School, now: datetime = NOW) -> set[str]:
    return {one.state for one in keeper(house).keep_alive(now)}


def test_wanted_is_one_promise_for_each_place(told: School) -> None:
    told.extra |= {"forms.a.route": "workbook", "forms.a.drive_id": DRIVE, "forms.a.file_id": "01A"}
    told.extra |= {"forms.b.route": "workbook", "forms.b.drive_id": DRIVE, "forms.b.file_id": "01B"}
    told.extra |= {"forms.c.route": "list", "forms.c.site_id": SITE, "forms.c.list_id": "L"}
    assert [(each.source, each.resource) for each in wanted(told.read())] == [
        ("forms", f"drives/{DRIVE}/root"),
        ("forms", f"sites/{SITE}/lists/L"),
        ("table", f"drives/{DRIVE}/root"),
        ("calendar", f"users/{MAILBOX}/events"),
        ("mail", f"users/{MAILBOX}/mailFolders('inbox')/messages"),
    ]


def test_keep_alive_without_an_address_makes_no_call(house: School) -> None:
    assert (keeper(house).keep_alive(NOW), house.world.ledger) == ((), [])


def test_keep_alive_gives_each_its_own_state(told: School) -> None:
    assert states(told) == {"active"}
    assert {one.state for one in standing(told).standing.values()} == {
        client_state(NOTIFY_SECRET, source) for source in ("table", "calendar", "mail")
    }


def test_keep_alive_costs_nothing_while_nothing_is_due(told: School) -> None:
    kept = keeper(told)
    kept.keep_alive(NOW)
    before = told.world.calls()
    kept.keep_alive(NOW + timedelta(hours=1))
    assert told.world.calls() == before


def test_keep_alive_renews_at_half_life(told: School) -> None:
    kept = keeper(told)
    kept.keep_alive(NOW)
    for days in range(1, 8):
        told.world.now = NOW + days * DAY
        kept.keep_alive(told.world.now)
    # The calendar's and the mail's seven days are renewed when half of them are over, the drive's thirty are not.
    assert told.world.by_method()["PATCH /subscriptions/{subscription-id}"] == 2
    assert told.world.by_method()["POST /subscriptions"] == 3


def test_keep_alive_adopts_after_a_restart(told: School) -> None:
    states(told)
    assert (states(told), told.world.by_method()["POST /subscriptions"]) == ({"active"}, 3)


def test_keep_alive_after_a_changed_secret_makes_new_ones(told: School) -> None:
    states(told)
    told.extra["notification_secret"] = "another-secret-for-what-graph-carries-back"
    states(told)
    new = client_state(told.extra["notification_secret"], "table")
    assert (len(standing(told).standing), new in {one.state for one in standing(told).standing.values()}) == (3, True)


def test_keep_alive_deletes_the_double_of_a_lost_answer(told: School) -> None:
    told.world.faults.plan("POST /subscriptions", Kind.DROP_AFTER)
    assert "active" in states(told)
    assert (states(told, NOW + timedelta(minutes=11)), len(standing(told).standing)) == ({"active"}, 3)
    told.world.faults.plan("POST /subscriptions", Kind.DUPLICATE)
    standing(told).standing.clear()
    states(told)
    states(told)
    assert len(standing(told).standing) == 3


def test_keep_alive_says_that_the_address_cannot_be_reached(told: School) -> None:
    standing(told).post = lambda url, headers, body: (403, "text/html", b"")
    [state] = states(told)
    assert state.startswith("not working: Microsoft answered 400 ValidationError")


def test_keep_alive_makes_a_dead_one_again(told: School) -> None:
    states(told)
    standing(told).standing.clear()
    assert (states(told), len(standing(told).standing)) == ({"active"}, 3)


def test_reauthorisation_that_graph_asks_for_is_given_by_another_process(told: School) -> None:
    states(told)
    [drive] = [one for one in standing(told).standing.values() if one.resource.startswith("drives")]
    standing(told).lifecycle(drive.identifier, "reauthorizationRequired")
    [body] = standing(told).take().values()
    judge = NotificationVerifier(secret=NOTIFY_SECRET, tenant=TENANT)
    found = judge.verify({"content-type": "application/json"}, body, NOW)
    keeper(told).mend(NOW + timedelta(minutes=1))
    assert ([look.source for look in found], drive.muted) == (["table", PROMISES], False)


def test_removed_subscription_is_made_again_at_once(told: School) -> None:
    kept = keeper(told)
    kept.keep_alive(NOW)
    [mail] = [one for one in standing(told).standing.values() if "messages" in one.resource]
    standing(told).lifecycle(mail.identifier, "subscriptionRemoved")
    kept.mend(NOW + timedelta(minutes=1))
    assert len(standing(told).standing) == 3


def test_what_cannot_be_mended_now_is_said(told: School) -> None:
    kept = keeper(told)
    kept.keep_alive(NOW)
    told.world.faults.plan("GET /subscriptions", Kind.REFUSE)
    assert {one.expires_at for one in kept.mend(NOW)} == {None}


def test_nineteen_good_notifications_of_twenty_are_kept() -> None:
    judge = NotificationVerifier(secret=NOTIFY_SECRET, tenant=TENANT)
    items = [item(NOW, id=str(number)) for number in range(19)] + [item(NOW, clientState="table.forged")]
    found = judge.verify({"content-type": "application/json"}, json.dumps({"value": items}).encode(), NOW)
    assert len({delivery.delivery_id for delivery in found}) == 19


@pytest.mark.parametrize("changed", [{"tenantId": "another"}, {"clientState": None}, {"subscriptionId": 7}])
def test_notification_of_somebody_else_is_dropped(changed: dict[str, Any]) -> None:
    judge = NotificationVerifier(secret=NOTIFY_SECRET, tenant=TENANT)
    items = [item(NOW, id="1"), item(NOW, id="2", **changed)]
    found = judge.verify({"content-type": "application/json"}, json.dumps({"value": items}).encode(), NOW)
    assert len(found) == 1


def test_knocks_of_one_drive_are_told_apart_after_some_minutes() -> None:
    judge, body = NotificationVerifier(secret=NOTIFY_SECRET), json.dumps({"value": [item(NOW)]}).encode()
    times = [NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=6)]
    found = [judge.verify({"content-type": "application/json"}, body, now)[0].delivery_id for now in times]
    assert (found[0] == found[1], found[1] == found[2]) == (True, False)


def test_handshake_says_the_token_back() -> None:
    judge = NotificationVerifier(secret=NOTIFY_SECRET)
    assert (judge.answer({"validationToken": "a b", "for": "x"}), judge.answer({"for": "x"})) == ("a b", None)
