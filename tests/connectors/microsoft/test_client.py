from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from connectors.errors import AuthExpired, CursorExpired, Permanent, Retryable, Unclear
from connectors.microsoft.client import quoted
from connectors.microsoft.loop import end_loop, the_loop
from connectors.microsoft.vendor import load
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import NOTIFY, School
from tests.emulators.microsoft.world import START

pytestmark = pytest.mark.slow
LIST, MAKE = "GET /subscriptions", "POST /subscriptions"


def body(house: School) -> dict[str, object]:
    """A subscription that Graph takes."""
    ends = (house.world.now + timedelta(days=2)).isoformat()
    return {
        "changeType": "updated",
        "notificationUrl": NOTIFY,
        "resource": "drives/D/root",
        "expirationDateTime": ends,
        "clientState": "x",
    }


def test_request_gives_body_status_and_microsofts_clock(house: School) -> None:
    reply = house.door().request("POST", "/subscriptions", json=body(house))
    assert (reply.status, reply.at, reply.body["clientState"]) == (201, START, "x")


def test_call_gives_the_sdks_model(house: School) -> None:
    subscription = load("msgraph.generated.models.subscription").Subscription
    asked = subscription(change_type="updated", notification_url=NOTIFY, resource="drives/D/root")
    asked.expiration_date_time = house.world.now + timedelta(days=2)
    reply = house.door().call(lambda graph: graph.subscriptions.post(asked))
    assert (reply.status, reply.body.notification_url) == (201, NOTIFY)


@pytest.mark.parametrize(("repeatable", "kind"), [(True, Retryable), (False, Unclear)])
@pytest.mark.parametrize("fault", [Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.LATE])
def test_lost_answer_is_never_repeated_here(house: School, fault: Kind, repeatable: bool, kind: type) -> None:
    house.world.faults.plan(MAKE, fault)
    with pytest.raises(kind):
        house.door().request("POST", "/subscriptions", json=body(house), repeatable=repeatable)
    assert house.world.by_method()[MAKE] == 1


@pytest.mark.parametrize("status", [429, 503])
def test_throttle_names_its_wait_and_is_asked_once(house: School, status: int) -> None:
    house.world.faults.plan(LIST, Kind.REFUSE, refusal=Refused(status, "", "Slower.", {"Retry-After": "170"}))
    with pytest.raises(Retryable) as caught:
        house.door().request("GET", "/subscriptions")
    assert (caught.value.after, house.world.calls()) == (timedelta(seconds=170), 1)


def test_expected_refusal_comes_back(house: School) -> None:
    reply = house.door().request("GET", "/subscriptions/none", expected=(404,))
    assert (reply.status, reply.refusal and reply.refusal.code) == (404, "ResourceNotFound")


def test_expected_code_does_not_excuse_another(house: School) -> None:
    with pytest.raises(Permanent):
        house.door().request("GET", "/subscriptions/none", expected=((404, "AnotherCode"),))


def test_what_the_sdk_does_not_know_is_refused(house: School) -> None:
    with pytest.raises(Permanent, match="does not exist on type 'Subscription'"):
        house.door().request("POST", "/subscriptions", json={**body(house), "colour": "blue"})
    with pytest.raises(Permanent, match="not known to"):
        house.door().request("GET", "/subscriptions", query={"$sort": "x"})
    with pytest.raises(Permanent, match="Resource not found"):
        house.door().request("GET", "/subscriptionz")


@pytest.mark.parametrize(
    "link", ["https://evil.example/v1.0/x", "http://graph.microsoft.com/v1.0/x", "https://graph.microsoft.com@evil/x"]
)
def test_link_to_another_host_is_not_followed(house: School, link: str) -> None:
    with pytest.raises(CursorExpired):
        house.door().request("GET", link)
    assert house.world.identities.asked == []


def test_token_goes_to_graph_only(house: School) -> None:
    door = house.door()
    door.request("GET", "/subscriptions")
    # A builder of the SDK follows any address; the token must not go along.
    with pytest.raises(Permanent):
        door.call(lambda graph: graph.subscriptions.with_url("https://evil.example/v1.0/subscriptions").get())
    assert len(house.world.ledger) == 1


def test_token_is_asked_for_once(house: School) -> None:
    door = house.door()
    for _ in range(3):
        door.request("GET", "/subscriptions")
    assert len(house.world.identities.asked) == 1


def test_withdrawn_token_pauses_the_connection(house: School) -> None:
    door = house.door()
    door.request("GET", "/subscriptions")
    house.world.identities.revoke()
    with pytest.raises(AuthExpired):
        door.request("GET", "/subscriptions")


def test_missing_permission_pauses_the_connection(house: School) -> None:
    house.world.identities.granted = frozenset({"Mail.Send"})
    with pytest.raises(AuthExpired):
        house.door().request("GET", "/drives/D/items/root/delta()")


def test_many_threads_share_one_door(house: School) -> None:
    door = house.door()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: door.request("GET", "/subscriptions").status, range(40)))
    assert (statuses, house.world.calls()) == ([200] * 40, 40)


def test_door_opens_anew_after_the_loop_has_ended(house: School) -> None:
    door = house.door()
    door.request("GET", "/subscriptions")
    first = the_loop()
    end_loop()
    assert (door.request("GET", "/subscriptions").status, the_loop() is first) == (200, False)


def test_unreachable_graph_is_tried_again(house: School) -> None:
    house.extra["api_endpoint"] = "http://127.0.0.1:9"
    with pytest.raises(Retryable):
        house.door().request("POST", "/subscriptions", json={}, repeatable=False)


def test_part_of_a_path_is_quoted() -> None:
    assert quoted("b!x/y z") == "b%21x%2Fy%20z"


def test_missing_package_names_the_extra() -> None:
    with pytest.raises(Permanent) as caught:
        load("msgraph.no_such_module")
    assert "nearpeer[microsoft]" in caught.value.mend
