"""Subscriptions to changes: the handshake with the address, lifetimes, and the notifications themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from tests.emulators.microsoft.handlers import Answer, Request, handles
from tests.emulators.microsoft.identity import CLIENT, TENANT
from tests.emulators.microsoft.refused import Refused, invalid, missing
from tests.emulators.microsoft.world import Change, World

MINUTE = timedelta(minutes=1)
# Graph's page "Set up notifications for changes in resource data": the longest life of each kind of resource.
DRIVE_LIFE, LIST_LIFE, OUTLOOK_LIFE = 42_300 * MINUTE, 42_300 * MINUTE, 10_080 * MINUTE
SHORTEST = 45 * MINUTE
MOST_STATE = 128
TOKEN = "Validation: Testing client application reachability for subscription <b>&amp;</b> 17"


@dataclass(slots=True, kw_only=True)
class Standing:
    """One subscription."""

    identifier: str
    resource: str
    kinds: frozenset[str]
    url: str
    lifecycle_url: str
    state: str
    expires_at: datetime
    muted: bool = False  # between reauthorizationRequired and the reauthorisation nothing is told

    def body(self) -> dict[str, Any]:
        """As Graph shows it; the client's state is never shown again."""
        return {
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity",
            "id": self.identifier,
            "resource": self.resource,
            "changeType": ",".join(sorted(self.kinds)),
            "applicationId": CLIENT,
            "clientState": None,
            "notificationUrl": self.url,
            "lifecycleNotificationUrl": self.lifecycle_url or None,
            "expirationDateTime": _text(self.expires_at),
        }


Post = Callable[[str, dict[str, str], bytes], tuple[int, str, bytes]]


def _reachable(url: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
    """An address that answers the handshake as it should and takes whatever else is sent."""
    return (200, "text/plain", TOKEN.encode()) if "validationToken=" in url else (202, "", b"")


@dataclass(slots=True)
class Subscriptions:
    """What stands, and what has been told. `post` is the internet between Graph and the school's address."""

    standing: dict[str, Standing] = field(default_factory=dict)
    waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    post: Post = _reachable

    def tell(self, change: Change, now: datetime) -> None:
        """A change happened: a notification for each subscription that it concerns."""
        for one in self.standing.values():
            if one.expires_at > now and not one.muted and one.resource == change.resource and change.kind in one.kinds:
                self.waiting.append((one.url, self._item(one, change)))

    def _item(self, one: Standing, change: Change) -> dict[str, Any]:
        named = change.data.get("id", change.resource)
        return {
            "subscriptionId": one.identifier,
            "subscriptionExpirationDateTime": _text(one.expires_at),
            "clientState": one.state,
            "changeType": change.kind,
            "resource": change.resource,
            "tenantId": TENANT,
            "resourceData": {"@odata.id": f"{change.resource}", "id": named, **change.data},
        }

    def lifecycle(self, identifier: str, event: str) -> None:
        """Graph says something about a subscription itself."""
        one = self.standing[identifier]
        item = {
            "subscriptionId": identifier,
            "subscriptionExpirationDateTime": _text(one.expires_at),
            "tenantId": TENANT,
            "clientState": one.state,
            "lifecycleEvent": event,
        }
        one.muted = event == "reauthorizationRequired"
        if event == "subscriptionRemoved":
            del self.standing[identifier]
        self.waiting.append((one.lifecycle_url, item))

    def take(self) -> dict[str, bytes]:
        """The bodies that go out now, one for each address."""
        found: dict[str, list[dict[str, Any]]] = {}
        for url, item in self.waiting:
            found.setdefault(url, []).append(item)
        self.waiting.clear()
        return {url: json.dumps({"value": items}).encode() for url, items in found.items()}


def subscriptions(world: World) -> Subscriptions:
    """The world's subscriptions; they listen from the first time they are asked for."""
    part = world.part(Subscriptions)
    if not any(getattr(listener, "subscriptions", None) is part for listener in world.listeners):
        world.listeners.append(_Listener(part, world))
    return part


@dataclass(slots=True)
class _Listener:
    subscriptions: Subscriptions
    world: World

    def __call__(self, change: Change) -> None:
        self.subscriptions.tell(change, self.world.now)


READERS = ("Files.Read.All", "Files.ReadWrite.All", "Sites.Read.All", "Sites.Selected", "Mail.Read", "Calendars.Read")


@handles("GET", "/subscriptions")
def _list(world: World, request: Request) -> dict[str, Any]:
    standing = subscriptions(world).standing.values()
    return {"value": [one.body() for one in standing if one.expires_at > world.now]}


@handles("POST", "/subscriptions")
def _create(world: World, request: Request) -> Answer:
    part, body = subscriptions(world), request.body
    absent = sorted({"changeType", "notificationUrl", "resource", "expirationDateTime"} - body.keys())
    if absent:
        raise invalid(f"Properties are missing: {absent}", "InvalidRequest")
    if len(body.get("clientState", "")) > MOST_STATE:
        raise invalid("clientState is too long.", "InvalidRequest")
    resource = body["resource"].strip("/")
    expires_at = _expiry(world, resource, body["expirationDateTime"])
    kinds = frozenset(body["changeType"].split(","))
    if life(resource) != OUTLOOK_LIFE and kinds != {"updated"}:
        raise invalid("This resource supports only 'updated'.", "InvalidRequest")
    for url in dict.fromkeys((body["notificationUrl"], body.get("lifecycleNotificationUrl") or "")):
        _shake_hands(part, url)
    one = Standing(
        identifier=f"sub-{next(world.numbers)}",
        resource=resource,
        kinds=kinds,
        url=body["notificationUrl"],
        lifecycle_url=body.get("lifecycleNotificationUrl") or "",
        state=body.get("clientState", ""),
        expires_at=expires_at,
    )
    part.standing[one.identifier] = one
    return Answer(status=201, body={**one.body(), "clientState": one.state})


@handles("GET", "/subscriptions/{subscription-id}")
def _get(world: World, request: Request) -> dict[str, Any]:
    return _find(world, request).body()


@handles("PATCH", "/subscriptions/{subscription-id}")
def _renew(world: World, request: Request) -> dict[str, Any]:
    one = _find(world, request)
    if request.body.keys() - {"expirationDateTime", "notificationUrl"}:
        raise invalid("Only expirationDateTime and notificationUrl can be changed.", "InvalidRequest")
    expires_at = _expiry(world, one.resource, request.body["expirationDateTime"])
    _shake_hands(subscriptions(world), one.url)
    one.expires_at, one.muted = expires_at, False
    return one.body()


@handles("POST", "/subscriptions/{subscription-id}/reauthorize")
def _reauthorize(world: World, request: Request) -> None:
    one = _find(world, request)
    _shake_hands(subscriptions(world), one.url)
    one.muted = False


@handles("DELETE", "/subscriptions/{subscription-id}")
def _delete(world: World, request: Request) -> None:
    del subscriptions(world).standing[_find(world, request).identifier]


def life(resource: str) -> timedelta:
    """The longest life of a subscription to this resource. Raises 400 for one that cannot be subscribed to."""
    parts = resource.split("/")
    if resource.startswith("drives/") and len(parts) == 3 and parts[2] == "root":
        return DRIVE_LIFE
    if resource.startswith("sites/") and len(parts) == 4 and parts[2] == "lists":
        return LIST_LIFE
    if resource.startswith("users/") and {"events", "messages"} & set(parts):
        return OUTLOOK_LIFE
    raise invalid(f"Subscriptions to '{resource}' are not supported.", "InvalidRequest")


def _expiry(world: World, resource: str, text: str) -> datetime:
    asked = datetime.fromisoformat(text)
    if asked > world.now + life(resource):
        raise invalid("Subscription expiration can only be so far in the future.", "InvalidRequest")
    return max(asked, world.now + SHORTEST)


def _shake_hands(part: Subscriptions, url: str) -> None:
    """Graph asks the address to say the token back, as plain text, before it believes in it."""
    if not url:
        return
    joined = "&" if "?" in url else "?"
    asked = f"{url}{joined}validationToken={quote(TOKEN, safe='')}"
    status, kind, body = part.post(asked, {"Content-Type": "text/plain; charset=utf-8"}, b"")
    if status != 200 or not kind.startswith("text/plain") or not _says(body):
        raise Refused(400, "ValidationError", f"Subscription validation request failed: {status} {kind}")


def _says(body: bytes) -> bool:
    # The token is plain text; an address that escapes it for HTML says the same.
    return body.decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") in {TOKEN, _unescaped(TOKEN)}


def _unescaped(text: str) -> str:
    return text.replace("&amp;", "&")


def _find(world: World, request: Request) -> Standing:
    one = subscriptions(world).standing.get(request.path["subscription-id"])
    if one is None or one.expires_at <= world.now:
        raise missing(request.path["subscription-id"], "ResourceNotFound")
    return one


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"
