"""Whether the service is alive, whether it is ready, and its figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.storage.errors import StorageUnavailable
from service.web.house import House, the_house
from service.web.queues import Queues, read_queues

BEAT_WITHIN = timedelta(minutes=2)
"""The scheduler ticks every few seconds; past this something holds it up."""
OUTBOX_WITHIN = timedelta(minutes=30)
"""Effects that are due longer than this are not moving; retries in their waiting time are not due."""

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Alive: the process answers. Touches nothing."""
    return jsonify(alive=True)


@health.get("/readyz")
def readyz() -> Response:
    """Ready: what comes in is kept, and worked on. 503 names what does not answer, tick or move.

    A process is ready before it works: while it makes forms and tabs, it stores what comes in. `working` tells.
    """
    house = the_house()
    problems = dict(_problems(house))
    response = jsonify(ready=not problems, working=house.beat_at() is not None, problems=problems)
    response.status_code = 503 if problems else 200
    return response


def _problems(house: House) -> Iterator[tuple[str, str]]:
    beat, now = house.beat_at(), house.wall_clock.now()
    if beat is None and now - house.opened_at > BEAT_WITHIN:
        yield "start", "Forms and tabs are still being made: the supplier does not answer; run `nearpeer doctor`."
    elif beat is not None and now - beat > BEAT_WITHIN:
        yield "scheduler", "The scheduler has not ticked lately; restart the service or start a worker."
    try:
        queues = [read_queues(house.database, key, house.clock.now()) for key in house.programmes]
    except StorageUnavailable:
        yield "database", "The database does not answer; look at its disk space and its connection."
        return
    if any(q.oldest_due is not None and house.clock.now() - q.oldest_due > OUTBOX_WITHIN for q in queues):
        yield "outbox", "Due work is not being delivered; look at /status for the reason."


@health.get("/metrics")
def metrics() -> Response:
    """Queue figures, read from the tables at scrape time, so that any number of processes tell the same."""
    registry = CollectorRegistry()
    registry.register(_Figures(the_house()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Figures(Collector):
    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """See `Collector.collect`."""
        depth = GaugeMetricFamily("nearpeer_queue_depth", "Items waiting", labels=["programme", "queue"])
        parked = GaugeMetricFamily("nearpeer_parked", "Items set aside for a person", labels=["programme"])
        age = GaugeMetricFamily("nearpeer_oldest_due_seconds", "Age of the oldest due item", labels=["programme"])
        lag = GaugeMetricFamily("nearpeer_source_lag_seconds", "Since the last look", labels=["programme", "source"])
        for programme in self._house.programmes:
            queues = read_queues(self._house.database, programme, self._house.clock.now())
            for queue, count in queues.depths.items():
                depth.add_metric([programme, queue], count)
            parked.add_metric([programme], queues.parked)
            age.add_metric([programme], self._age(queues))
            for source, read_at in queues.read_at.items():
                lag.add_metric([programme, source], (self._house.clock.now() - read_at).total_seconds())
        yield from (depth, parked, age, lag)

    def _age(self, queues: Queues) -> float:
        return (self._house.clock.now() - queues.oldest_due).total_seconds() if queues.oldest_due else 0.0
