from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from service.storage.database import Database
from service.storage.tables import cursors, events, inbox
from service.web.queues import Queues, read_queues
from tests.service.web.houses import NOW, SmallHouse

HOUR = timedelta(hours=1)


def event_row(identity: str, due_at: datetime | None, parked_reason: str | None = None) -> Mapping[str, object]:
    return {
        "programme": "oak",
        "kind": "MailBounced",
        "payload": "{}",
        "identity": identity,
        "occurred_at": NOW,
        "due_at": due_at,
        "parked_reason": parked_reason,
    }


def put_work(database: Database) -> None:
    """One delivery not looked at, one event overdue, one parked, one source read an hour ago."""
    delivery = {"programme": "oak", "source": "forms", "delivery_id": "d1", "received_at": NOW}
    read = {"programme": "oak", "source": "forms", "read_at": NOW - HOUR}
    with database.write() as connection:
        connection.execute(insert(inbox).values(delivery))
        connection.execute(
            insert(events), [event_row("late", NOW - HOUR), event_row("poison", None, "It cannot be read.")]
        )
        connection.execute(insert(cursors).values(read))


def test_healthz_answers_without_the_database(house: SmallHouse, client: FlaskClient) -> None:
    house.database.close()
    assert client.get("/healthz").json == {"alive": True}


def test_readyz_is_ready_when_all_is_well(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "working": True, "problems": {}})


def test_readyz_names_a_scheduler_that_stands_still(house: SmallHouse, client: FlaskClient) -> None:
    house.pass_time(timedelta(minutes=3))
    late = client.get("/readyz")
    assert [late.status_code, list(late.json["problems"])] == [503, ["scheduler"]]  # type: ignore[index] # a JSON object


def test_readyz_names_a_start_that_a_supplier_holds_up(house: SmallHouse, client: FlaskClient) -> None:
    house.beat = None
    house.pass_time(timedelta(minutes=3))
    stuck = client.get("/readyz")
    assert [stuck.status_code, list(stuck.json["problems"])] == [503, ["start"]]  # type: ignore[index] # a JSON object


def test_readyz_is_ready_to_store_before_the_first_beat(house: SmallHouse, client: FlaskClient) -> None:
    house.beat = None
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "working": False, "problems": {}})


def test_readyz_names_an_outbox_that_does_not_move(house: SmallHouse, client: FlaskClient) -> None:
    put_work(house.database)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (
        503,
        {
            "ready": False,
            "working": True,
            "problems": {"outbox": "Due work is not being delivered; look at /status for the reason."},
        },
    )


def test_readyz_names_a_database_that_is_away(house: SmallHouse, client: FlaskClient) -> None:
    with house.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE timers")
    answer = client.get("/readyz")
    assert (answer.status_code, list(answer.json["problems"])) == (503, ["database"])  # type: ignore[index]  # as above


def test_queues_count_what_waits(house: SmallHouse) -> None:
    put_work(house.database)
    assert read_queues(house.database, "oak", NOW) == Queues(
        depths={"inbox": 1, "events": 1, "rows and meetings": 0, "mails": 0, "questions": 0, "timers": 0},
        parked=1,
        oldest_due=NOW - HOUR,
        read_at={"forms": NOW - HOUR},
    )


def test_queues_are_one_programmes_own(house: SmallHouse) -> None:
    put_work(house.database)
    other = read_queues(house.database, "elm", NOW)
    assert (sum(other.depths.values()), other.parked, other.oldest_due, other.read_at) == (0, 0, None, {})


def test_metrics_tell_the_queues(house: SmallHouse, client: FlaskClient) -> None:
    put_work(house.database)
    families = text_string_to_metric_families(client.get("/metrics").text)
    told = {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}
    assert told == {
        ("nearpeer_queue_depth", "oak", "inbox"): 1.0,
        ("nearpeer_queue_depth", "oak", "events"): 1.0,
        ("nearpeer_queue_depth", "oak", "rows and meetings"): 0.0,
        ("nearpeer_queue_depth", "oak", "mails"): 0.0,
        ("nearpeer_queue_depth", "oak", "questions"): 0.0,
        ("nearpeer_queue_depth", "oak", "timers"): 0.0,
        ("nearpeer_parked", "oak"): 1.0,
        ("nearpeer_oldest_due_seconds", "oak"): 3600.0,
        ("nearpeer_source_lag_seconds", "oak", "forms"): 3600.0,
    }
