"""Graph's standing promises to tell us, one for each place we read.

Lifetimes are read from the answers (under 30 days for drives and lists, under 7 for mail and calendars) and renewed at
half-life. Graph may ask for a new authorisation before that, or drop the promise: the door keeps that like any other
notification, and whichever process works on the programme mends them. Losing all of them loses nothing: every source
is read from its cursor by the sweep.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from connectors.errors import ConnectorError
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.settings import FormSettings, MicrosoftSettings, Route, Store
from connectors.microsoft.webhook import CALENDAR, FORMS, MAIL, TABLE, client_state
from connectors.microsoft.zones import read_stamp, stamp
from connectors.ports import Subscription

# Graph's page "Set up notifications for changes in resource data", with an hour to spare for clocks that differ.
LONG_LIFE = timedelta(minutes=42_300 - 60)
SHORT_LIFE = timedelta(minutes=10_080 - 60)
LOOK_EVERY = timedelta(hours=6)
SOON = timedelta(minutes=10)
PATH = "/subscriptions"
Promise = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One promise that should stand: which source it wakes, what it is about, for how long it may be asked."""

    name: str
    source: str
    resource: str
    kinds: str = "updated"
    life: timedelta = LONG_LIFE


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise as this process last saw it; `identifier` is empty where there is none."""

    said: Subscription
    identifier: str = ""


def wanted(settings: MicrosoftSettings) -> tuple[Wanted, ...]:
    """Every promise that these settings call for, once each."""
    box = f"users/{settings.mailbox}"
    events = Wanted(
        name="calendar", source=CALENDAR, resource=f"{box}/events", kinds="created,deleted,updated", life=SHORT_LIFE
    )
    inbox = f"{box}/mailFolders('inbox')/messages"
    mail = Wanted(name="mail", source=MAIL, resource=inbox, kinds="created", life=SHORT_LIFE)
    found = [_of_form(form) for form in settings.forms.values() if form.route is not Route.FLOW]
    if settings.store is Store.WORKBOOK:
        found.append(Wanted(name="workbook", source=TABLE, resource=f"drives/{settings.drive_id}/root"))
    # Several forms may share a drive or a list: one promise tells of all of them.
    return tuple({(each.source, each.resource): each for each in [*found, events, mail]}.values())


def _of_form(form: FormSettings) -> Wanted:
    if form.route is Route.LIST:
        return Wanted(name=f"list of {form.kind}", source=FORMS, resource=f"sites/{form.site_id}/lists/{form.list_id}")
    return Wanted(name=f"results of {form.kind}", source=FORMS, resource=f"drives/{form.drive_id}/root")


class MicrosoftSubscriptions:
    """The promises of one school. Without a notification_url there are none, and the sweep finds everything."""

    def __init__(self, door: Door, settings: MicrosoftSettings) -> None:
        self._door, self._settings = door, settings
        self._one_at_a_time = Lock()  # two at once would make every missing promise twice
        self._known: dict[tuple[str, str], Standing] = {}
        self._looked_at: datetime | None = None

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        """Adopt what stands, create what is missing, renew what is due, delete what is left over from before."""
        return self._kept(now, renew=False)

    def mend(self, now: datetime) -> Sequence[Subscription]:
        """See `Mendable.mend`. A renewal authorises anew too (Graph's page "Reduce missing subscriptions")."""
        return self._kept(now, renew=True)

    def _kept(self, now: datetime, *, renew: bool) -> Sequence[Subscription]:
        if not self._settings.notification_url:
            return ()
        with self._one_at_a_time:
            if renew or not self._holds(now):
                try:
                    standing = self._listed()
                except ConnectorError as fault:
                    return [_broken(each.name, fault, now) for each in wanted(self._settings)]
                for each in wanted(self._settings):
                    self._known[each.source, each.resource] = self._see_to(each, standing, now, renew=renew)
                self._looked_at = now
            return [standing.said for standing in self._known.values()]

    def _holds(self, now: datetime) -> bool:
        """Whether nothing can be due yet, so that a beat every minute costs no calls."""
        due = any(one.said.renew_at is not None and one.said.renew_at <= now for one in self._known.values())
        return not due and self._looked_at is not None and timedelta(0) <= now - self._looked_at < LOOK_EVERY

    def _listed(self) -> dict[tuple[str, str], Promise]:
        """Ours that stand, by address and resource; doubles from lost answers and strays are deleted."""
        found: dict[tuple[str, str], Promise] = {}
        addresses = {self._address(each.source): each.source for each in wanted(self._settings)}
        resources = {(each.source, each.resource) for each in wanted(self._settings)}
        standing = standing_at(self._door, self._settings.notification_url)
        for one in sorted(standing, key=_expiry, reverse=True):
            source = addresses.get(str(one["notificationUrl"]), "")
            place = (source, str(one.get("resource", "")).strip("/"))
            if place in resources and place not in found:
                found[place] = one
            else:
                self._delete(str(one["id"]))
        return found

    def _see_to(self, each: Wanted, listed: dict[tuple[str, str], Promise], now: datetime, *, renew: bool) -> Standing:
        one = listed.get((each.source, each.resource))
        try:
            if one is None or _expiry(one) <= now:
                one = self._create(each, now)
            elif renew or _expiry(one) - now <= each.life / 2:
                one = self._renew(one, each, now) or self._create(each, now)
        except ConnectorError as fault:
            return Standing(_broken(each.name, fault, now))
        expires_at = _expiry(one)
        renew_at = max(now + (expires_at - now) / 2, now + SOON)
        said = Subscription(name=each.name, state="active", renew_at=renew_at, expires_at=expires_at)
        return Standing(said, str(one["id"]))

    def _create(self, each: Wanted, now: datetime) -> Promise:
        address = self._address(each.source)
        asked = {
            "changeType": each.kinds,
            "notificationUrl": address,
            # It can't be added later (Graph's page "Reduce missing subscriptions and change notifications").
            "lifecycleNotificationUrl": address,
            "resource": f"/{each.resource}",
            "expirationDateTime": stamp(now + each.life),
            "clientState": client_state(self._settings.notification_secret, each.source),
        }
        made: Promise = self._door.request("POST", PATH, json=asked, repeatable=False).body
        return made

    def _renew(self, one: Promise, each: Wanted, now: datetime) -> Promise | None:
        """The promise with its new end, which authorises it anew too; None when it is gone."""
        asked = {"expirationDateTime": stamp(now + each.life)}
        renewed: Promise | None = self._door.request(
            "PATCH", f"{PATH}/{quoted(str(one['id']))}", json=asked, expected=(404,)
        ).body
        return renewed

    def _delete(self, identifier: str) -> None:
        self._door.request("DELETE", f"{PATH}/{quoted(identifier)}", expected=(404,))

    def _address(self, source: str) -> str:
        """Where Graph knocks. Its last part changes with the secret, whose traces Graph never shows again."""
        secret = self._settings.notification_secret.encode()
        mark = hmac.new(secret, f"address for {source}".encode(), hashlib.sha256).hexdigest()[:12]
        return f"{self._settings.notification_url}?for={source}-{mark}"


def standing_at(door: Door, address: str) -> list[Promise]:
    """Every promise of this application's whose notifications go to an address that begins so."""
    body = door.request("GET", PATH).body
    found = list(body.get("value", ()))
    while link := body.get("@odata.nextLink"):
        body = door.request("GET", str(link)).body
        found += body.get("value", ())
    return [one for one in found if str(one.get("notificationUrl", "")).startswith(address)]


def _expiry(one: Promise) -> datetime:
    return read_stamp(str(one.get("expirationDateTime", "")))


def _broken(name: str, fault: ConnectorError, now: datetime) -> Subscription:
    word = f"not working: {fault}"[:200]
    return Subscription(name=name, state=word, renew_at=now + SOON, expires_at=None)
