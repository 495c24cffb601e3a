"""Takes a person out of what Microsoft keeps for the service: mails, meetings, and answers in the lists of flows.

What no program can take out is named for a person to do: Microsoft Forms keeps its answers to itself, SharePoint keeps
what was deleted in its recycle bin and in earlier versions of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from email import message_from_bytes
from typing import Any

from connectors.microsoft.bounces import is_report
from connectors.microsoft.client import Door, Reply, quoted
from connectors.microsoft.event_body import WITH_KNOWN, mentions, without
from connectors.microsoft.form_reading import Plan
from connectors.microsoft.form_results import ListResults
from connectors.microsoft.mail import FIND_FOR, address_id
from connectors.microsoft.raw import asking
from connectors.microsoft.settings import FormSettings, MicrosoftSettings, Route, Store
from connectors.microsoft.zones import instant

IMMUTABLE = 'IdType="ImmutableId"'
PREFER = {"Prefer": f'{IMMUTABLE}, outlook.timezone="UTC"'}
GONE = (404, 410)
# The clouds for governments have no permanent deletion (Graph's page "message: permanentDelete"), and say so in several
# ways; what is gone already says 404 to both.
NO_PURGE = (400, 404, 405, 501)
LISTED = "from,sender,toRecipients,ccRecipients"
MEETING = "start,end,subject,attendees,body,isOnlineMeeting"
PAGE = "200"


class MicrosoftEraser:
    """An `Eraser` over the programme's mailbox, its calendar and the lists that flows fill."""

    def __init__(self, door: Door, settings: MicrosoftSettings, plans: Callable[[], Mapping[str, Plan]]) -> None:
        self._door, self._settings, self._plans = door, settings, plans
        self._user = f"/users/{quoted(settings.mailbox)}"

    def erase(self, addresses: Sequence[str], response_ids: Sequence[str]) -> None:
        """See `Eraser.erase`. Of answers only those in lists go; `by_hand` names the others."""
        gone = tuple(dict.fromkeys(address.lower() for address in addresses if address))
        for address in gone:
            for message in {*self._drafts(address), *self._sent(address), *self._reports(address)}:
                self._purge("messages", message)
        if gone:
            self._erase_from_meetings(gone)
        if response_ids:
            self._erase_answers(frozenset(response_ids))

    # --- mail

    def _drafts(self, address: str) -> Iterator[str]:
        """Drafts are listed, for one whose making was cut short may bear no property of ours."""
        for message in self._pages(f"{self._user}/mailFolders/drafts/messages", {"$select": LISTED, "$top": PAGE}):
            if address in _recipients(message):
                yield str(message["id"])

    def _sent(self, address: str) -> Iterator[str]:
        """Mails of ours to this address in any folder, by the property that every draft gets."""
        named = f"ep/id eq '{FIND_FOR}' and ep/value eq '{address_id(address)}'"
        query = {"$filter": f"singleValueExtendedProperties/Any(ep: {named})", "$select": "id", "$top": PAGE}
        return (str(message["id"]) for message in self._pages(f"{self._user}/messages", query))

    def _reports(self, address: str) -> Iterator[str]:
        """Reports of mails that came back from this address. Exchange's search finds words, so the mail decides."""
        words = address.replace('"', "").replace("\\", "")
        query = {"$search": f'"{words}"', "$select": LISTED, "$top": PAGE}
        for message in self._pages(f"{self._user}/mailFolders/inbox/messages", query):
            if is_report(message) and (address in _recipients(message) or self._names(str(message["id"]), address)):
                yield str(message["id"])

    def _names(self, message: str, address: str) -> bool:
        path = f"{self._user}/messages/{quoted(message)}/$value"
        reply = self._door.call(asking("GET", path, b"", "", IMMUTABLE), expected=GONE)
        return reply.refusal is None and is_named(address, bytes(reply.body or b""))

    def _purge(self, kind: str, identifier: str) -> None:
        """For good where Microsoft lets us, else into the Deleted Items."""
        path = f"{self._user}/{kind}/{quoted(identifier)}"
        reply = self._door.request("POST", f"{path}/permanentDelete", headers=PREFER, expected=NO_PURGE)
        if reply.refusal:
            self._door.request("DELETE", path, headers=PREFER, expected=GONE)

    # --- meetings

    def _erase_from_meetings(self, addresses: Sequence[str]) -> None:
        """Meetings that are over go; those to come keep their time, without name or guest.

        Exchange writes to the guests of every meeting that is changed. Nobody should get a dozen mails about last
        year, so what is over is not changed but deleted from the programme's own calendar, for good.
        """
        query = {"$select": MEETING, "$top": PAGE, **WITH_KNOWN}
        listed = list(self._replies(f"{self._user}/events", query))
        named = [event for reply in listed for event in reply.body["value"] if mentions(event, addresses)]
        for event in named:
            path, same = f"{self._user}/events/{quoted(str(event['id']))}", {"If-Match": str(event["@odata.etag"])}
            if instant(event["end"]) <= listed[0].at:
                self._purge("events", str(event["id"]))
            else:
                self._door.request("PATCH", path, json=without(event, addresses), headers=PREFER | same, expected=GONE)

    # --- answers

    def _erase_answers(self, response_ids: frozenset[str]) -> None:
        results = ListResults(self._door)
        for plan in self._plans().values():
            if plan.form.route is Route.LIST:
                results.erase(plan, response_ids)

    def _pages(self, path: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        return (item for reply in list(self._replies(path, query)) for item in reply.body["value"])

    def _replies(self, path: str, query: Mapping[str, str]) -> Iterator[Reply]:
        reply = self._door.request("GET", path, query=query, headers=PREFER)
        yield reply
        while link := reply.body.get("@odata.nextLink"):
            reply = self._door.request("GET", str(link), headers=PREFER)
            yield reply


def is_named(address: str, content: bytes) -> bool:
    """Whether a mail has this address in its lines or in one of its parts, and not only a longer one that ends so."""
    parts = (part.get_payload(decode=True) for part in message_from_bytes(content).walk())
    texts = [content, *(part for part in parts if isinstance(part, bytes))]
    whole = re.compile(rb"(?<![\w.+-])" + re.escape(address.encode()) + rb"(?![\w-]|\.\w)", re.IGNORECASE)
    return any(whole.search(text) for text in texts)


def _recipients(message: Mapping[str, Any]) -> list[str]:
    listed = (one for part in ("toRecipients", "ccRecipients") for one in message.get(part) or ())
    return [str((one.get("emailAddress") or {}).get("address") or "").lower() for one in listed]


def by_hand(settings: MicrosoftSettings, addresses: Sequence[str]) -> Sequence[str]:
    """What a person has to take out of Microsoft 365 after an erasure, one sentence each."""
    who = " and ".join(addresses)
    search = " OR ".join(f'"{address}"' for address in addresses)
    rows = (
        "Lists: empty both recycle bins of the site; what was deleted stays there for 93 days."
        if settings.store is Store.LIST
        else "Workbook: earlier versions stay in File, Info, Version History, until the file itself is deleted."
    )
    return [
        *(_form_by_hand(form, who) for form in settings.forms.values()),
        f"Mailbox {settings.mailbox}: search all folders, Deleted Items too, for {search} and delete what they wrote "
        "themselves and meetings that were cancelled.",
        rows,
    ]


def _form_by_hand(form: FormSettings, who: str) -> str:
    opened = f"Form {form.kind}: open it in Forms, Responses, Review answers, and delete answers by or about {who}"
    if form.route is Route.WORKBOOK:
        return f"{opened}; then delete their rows in its results workbook."
    return f"{opened}; the flow's run history shows them for up to 28 days more."
