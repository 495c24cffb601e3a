"""Which method does what in the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.emulators.google import forms_edit, sheets_requests
from tests.emulators.google.identity import SERVICE_ACCOUNT
from tests.emulators.google.refused import invalid
from tests.emulators.google.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that was found to be valid."""

    asked: Mapping[str, Any]  # path and query
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    subject: str


Handler = Callable[[World, Request], dict[str, Any]]
HANDLERS: dict[str, Handler] = {}


def handles(method: str) -> Callable[[Handler], Handler]:
    """Register the handler of a method."""

    def keep(handler: Handler) -> Handler:
        HANDLERS[method] = handler
        return handler

    return keep


# --- Forms and Drive -----------------------------------------------------------------------------


@handles("forms.forms.get")
def _form(world: World, request: Request) -> dict[str, Any]:
    return world.forms.get(request.asked["formId"]).resource()


@handles("forms.forms.create")
def _create_form(world: World, request: Request) -> dict[str, Any]:
    return world.forms.create(request.body, unpublished=request.asked.get("unpublished", True)).resource()


@handles("forms.forms.batchUpdate")
def _edit_form(world: World, request: Request) -> dict[str, Any]:
    form = world.forms.get(request.asked["formId"])
    answer = forms_edit.batch_update(form, request.body, world.forms.number)
    world.forms.notify(form.form_id, "SCHEMA", world.now, world.publish)
    return answer


@handles("forms.forms.setPublishSettings")
def _publish_form(world: World, request: Request) -> dict[str, Any]:
    return world.forms.set_publish(request.asked["formId"], request.body)


@handles("forms.forms.responses.list")
def _responses(world: World, request: Request) -> dict[str, Any]:
    return world.forms.list_responses(request.asked["formId"], request.asked)


@handles("forms.forms.watches.create")
def _create_watch(world: World, request: Request) -> dict[str, Any]:
    return world.forms.create_watch(request.asked["formId"], request.body, world.now, topics=world.queues.topics)


@handles("forms.forms.watches.list")
def _watches(world: World, request: Request) -> dict[str, Any]:
    return world.forms.list_watches(request.asked["formId"], world.now)


@handles("forms.forms.watches.renew")
def _renew_watch(world: World, request: Request) -> dict[str, Any]:
    return world.forms.renew_watch(request.asked["formId"], request.asked["watchId"], world.now)


# --- Sheets --------------------------------------------------------------------------------------


@handles("sheets.spreadsheets.get")
def _book(world: World, request: Request) -> dict[str, Any]:
    return world.workbooks.resource(world.workbooks.get(request.asked["spreadsheetId"]))


@handles("sheets.spreadsheets.batchUpdate")
def _change_book(world: World, request: Request) -> dict[str, Any]:
    book = world.workbooks.writable(request.asked["spreadsheetId"])
    return world.workbooks.change(book, request.body, sheets_requests.carry_out)


@handles("sheets.spreadsheets.values.batchGetByDataFilter")
def _cells(world: World, request: Request) -> dict[str, Any]:
    return world.workbooks.by_filters(world.workbooks.get(request.asked["spreadsheetId"]), request.body)


# --- Calendar ------------------------------------------------------------------------------------


@handles("calendar.events.insert")
def _insert(world: World, request: Request) -> dict[str, Any]:
    person = request.subject != SERVICE_ACCOUNT
    return world.calendars.insert(request.body, request.asked, world.now, person=person)


@handles("calendar.events.get")
def _event(world: World, request: Request) -> dict[str, Any]:
    return world.calendars.get(request.asked["eventId"])


@handles("calendar.events.update")
def _update(world: World, request: Request) -> dict[str, Any]:
    etag = request.headers.get("if-match", "")
    name = request.asked["eventId"]
    return world.calendars.change(name, request.body, request.asked, world.now, etag=etag, whole=True)


@handles("calendar.events.patch")
def _patch(world: World, request: Request) -> dict[str, Any]:
    etag = request.headers.get("if-match", "")
    name = request.asked["eventId"]
    return world.calendars.change(name, request.body, request.asked, world.now, etag=etag, whole=False)


@handles("calendar.events.list")
def _events(world: World, request: Request) -> dict[str, Any]:
    return world.calendars.listed(request.asked)


@handles("calendar.freebusy.query")
def _busy(world: World, request: Request) -> dict[str, Any]:
    return world.calendars.free_busy(request.body)


# --- Gmail ---------------------------------------------------------------------------------------


@handles("gmail.users.getProfile")
def _profile(world: World, request: Request) -> dict[str, Any]:
    return {"emailAddress": request.subject, "historyId": str(world.mail.history)}


@handles("gmail.users.drafts.create")
def _draft(world: World, request: Request) -> dict[str, Any]:
    return world.mail.create_draft(request.body, world.now)


@handles("gmail.users.drafts.get")
def _get_draft(world: World, request: Request) -> dict[str, Any]:
    return world.mail.get_draft(request.asked["id"], request.asked.get("format", "full"))


@handles("gmail.users.drafts.list")
def _drafts(world: World, request: Request) -> dict[str, Any]:
    found = [{"id": name} for name, draft in world.mail.drafts.items() if draft.matches(request.asked.get("q", ""))]
    return {"drafts": found, "resultSizeEstimate": len(found)}


@handles("gmail.users.drafts.delete")
def _delete_draft(world: World, request: Request) -> dict[str, Any]:
    world.mail.delete_draft(request.asked["id"])
    return {}


@handles("gmail.users.messages.trash")
def _trash(world: World, request: Request) -> dict[str, Any]:
    return world.mail.trash(request.asked["id"])


@handles("gmail.users.drafts.send")
def _send(world: World, request: Request) -> dict[str, Any]:
    if set(request.body) != {"id"}:
        raise invalid("Sending takes the draft's id only")
    return world.mail.send_draft(request.body["id"], world.now)


@handles("gmail.users.messages.list")
def _messages(world: World, request: Request) -> dict[str, Any]:
    return world.mail.search(request.asked.get("q", ""))


@handles("gmail.users.messages.get")
def _message(world: World, request: Request) -> dict[str, Any]:
    asked = request.asked
    return world.mail.get_message(asked["id"], asked.get("format", "full"), asked.get("metadataHeaders", []))


@handles("gmail.users.threads.get")
def _thread(world: World, request: Request) -> dict[str, Any]:
    return world.mail.get_thread(request.asked["id"])


@handles("gmail.users.history.list")
def _history(world: World, request: Request) -> dict[str, Any]:
    return world.mail.list_history(int(request.asked["startHistoryId"]))


# --- Pub/Sub -------------------------------------------------------------------------------------


@handles("pubsub.projects.subscriptions.get")
def _queue(world: World, request: Request) -> dict[str, Any]:
    return world.queues.get(request.asked["subscription"])


@handles("pubsub.projects.subscriptions.create")
def _create_queue(world: World, request: Request) -> dict[str, Any]:
    return world.queues.create(request.asked["name"], request.body)


@handles("pubsub.projects.subscriptions.pull")
def _pull(world: World, request: Request) -> dict[str, Any]:
    world.tell()
    return world.queues.pull(request.asked["subscription"], request.body["maxMessages"])


@handles("pubsub.projects.subscriptions.acknowledge")
def _acknowledge(world: World, request: Request) -> dict[str, Any]:
    world.queues.acknowledge(request.asked["subscription"], request.body["ackIds"])
    return {}
