"""The calls that read and write one Excel workbook, one at a time and in one session.

Microsoft asks for one request at a time per workbook ("Best practices for working with the Excel API"), and two
sessions that write at once have been merged wrongly (opengovsg/plumber#369). A write without a session has echoed new
values and dropped them (Softeria/ms-365-mcp-server#369), so nothing is ever sent without one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

from connectors.errors import Conflict, Retryable
from connectors.microsoft.client import Ask, Door, Expected, Reply, quoted
from connectors.microsoft.ranges import Area, Places, fill, read_area, read_values
from connectors.microsoft.vendor import load

IDLE = timedelta(minutes=4)  # sessions end after about five minutes without a call (opengovsg/plumber)
LOST_SESSION = "invalidSessionReCreatable"
# "Error handling for Excel APIs" says not to send these again as they are; graph-explorer#4031 and n8n#25067 saw them
# come at random. A new session and a fresh look are what helped.
ODD = ("GenericFileOpenError", "invalidResourceId", "generalException", "internalServerErrorUncategorized")
ODD_EXPECTED: tuple[Expected, ...] = tuple((status, code) for status in (400, 404, 409, 500) for code in ODD)
LOST_EXPECTED: tuple[Expected, ...] = tuple((status, LOST_SESSION) for status in (400, 401, 404, 409, 410))
AGAIN = "Nothing to do: nearpeer tries again by itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet. Its id outlives renaming and moving."""

    sheet_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The file as the drive lists it. `content_tag` changes with every saved change of its content."""

    tag: str
    content_tag: str


class Workbook:
    """One workbook. Safe for many threads; their calls are made one after the other."""

    def __init__(self, door: Door, *, drive_id: str, item_id: str, now: Callable[[], datetime]) -> None:
        self._door, self._now = door, now
        self._path = f"/drives/{quoted(drive_id)}/items/{quoted(item_id)}"
        self._lock = RLock()
        self._session, self._used_at = "", now()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else in this process uses the workbook until the end of the block."""
        with self._lock:
            yield

    def item(self) -> Item:
        """How the file stands in its drive. One call, the cheapest there is, and no session."""
        query = {"$select": "id,eTag,cTag"}
        body = self._plain("GET", "", query=query).body
        return Item(tag=body.get("eTag", ""), content_tag=body.get("cTag", body.get("eTag", "")))

    def sheets(self) -> list[Sheet]:
        """Every worksheet, from the left."""
        body = self._call("GET", "/worksheets", query={"$select": "id,name,position"}).body
        listed = sorted(body["value"], key=lambda one: int(one.get("position", 0)))
        return [Sheet(sheet_id=one["id"], title=one["name"]) for one in listed]

    def cells(self, sheet_id: str) -> dict[tuple[int, int], str] | None:
        """Everything that stands in a worksheet; None when it is gone."""
        path = f"{_sheet(sheet_id)}/usedRange(valuesOnly=true)"
        reply = self._call("GET", path, query={"$select": "address,values"}, expected=(404,))
        return None if reply.refusal else _block(reply.body)

    def put(self, sheet_id: str, places: Places, area: Area, marker: str) -> dict[tuple[int, int], str]:
        """Write these places of the area, all or none, and give the area as it stands right afterwards.

        Raises `Conflict` when the worksheet went away meanwhile.
        """
        body = {"values": fill(places, area, marker)}
        reply = self._call("PATCH", f"{_sheet(sheet_id)}/{_range(area.a1)}", json=body, expected=(404,))
        if reply.refusal:
            raise Conflict("A worksheet went away while we wrote")
        return _block(reply.body)

    def take_out(self, sheet_id: str, first: int, last: int) -> None:
        """Delete rows, these two included; what is below moves up."""
        path = f"{_sheet(sheet_id)}/{_range(f'{first + 1}:{last + 1}')}/delete"
        self._call("POST", path, json={"shift": "Up"}, expected=(404,))

    def add(self, title: str) -> Sheet:
        """A new worksheet at the end. Raises `Conflict` when the title is taken."""
        reply = self._call("POST", "/worksheets/add", json={"name": title}, expected=(400, 409))
        if reply.refusal:
            raise Conflict(f"Excel refused the worksheet {title}: {reply.refusal.message}")
        return Sheet(sheet_id=reply.body["id"], title=reply.body["name"])

    def shape(self, sheet_id: str, span: str, part: str, wish: Mapping[str, Any]) -> None:
        """Set how a range looks: `part` is "" or `/format`, `/format/fill` and so on. Repeating is harmless."""
        self._call("PATCH", f"{_sheet(sheet_id)}/{_range(span)}{part}", json=wish)

    # --- the whole file

    def download(self) -> bytes:
        """The file's bytes as last saved."""
        with self._lock:
            return bytes(self._door.call(self._file("GET", None, {})).body or b"")

    def upload(self, data: bytes, tag: str) -> None:
        """Replace the file if it is still the version with this tag. Raises `Retryable` when it is not, or is open."""
        with self._lock:
            self.close()
            try:
                self._door.call(self._file("PUT", data, {"If-Match": tag}))
            except Conflict as fault:
                raise Retryable("Somebody saved the workbook while we laid it out", mend=AGAIN) from fault

    def _file(self, verb: str, data: bytes | None, headers: Mapping[str, str]) -> Ask:
        """The file's content, past the SDK's builder: that loads every model a drive can have, some 20 MB."""

        async def ask(graph: Any) -> Any:
            info = load("kiota_abstractions.request_information").RequestInformation()
            info.http_method = load("kiota_abstractions.method").Method(verb)
            info.url, info.content = f"{graph.request_adapter.base_url}{self._path}/content", data
            for name, text in {"Content-Type": "application/octet-stream", **headers}.items():
                info.headers.add(name, text)
            errors = {"XXX": load("msgraph.generated.models.o_data_errors.o_data_error").ODataError}
            return await graph.request_adapter.send_primitive_async(info, "bytes", errors)

        return ask

    def close(self) -> None:
        """End the session, which saves what it holds. A session that is gone already is ended."""
        with self._lock:
            session, self._session = self._session, ""
            if session:
                headers = {"workbook-session-id": session}
                path = "/workbook/closeSession"
                self._plain("POST", path, json={}, headers=headers, expected=(400, 401, 404, 409, 410, 500, 503, 504))

    # --- sessions

    def _call(
        self,
        verb: str,
        path: str,
        *,
        json: object = None,
        query: Mapping[str, str] | None = None,
        expected: Collection[Expected] = (),
    ) -> Reply:
        """One call in our session; in a new one when the old is lost, once."""
        with self._lock:
            expects = (*LOST_EXPECTED, *ODD_EXPECTED, *expected)
            reply = self._in_session(verb, path, json=json, query=query, expected=expects)
            if _says(reply, (LOST_SESSION,)):
                self._session = ""
                reply = self._in_session(verb, path, json=json, query=query, expected=expects)
            if _says(reply, (LOST_SESSION, *ODD)):
                self._session = ""
                raise Retryable(f"Excel lost the workbook: {reply.refusal}"[:300], mend=AGAIN)
            return reply

    def _in_session(self, verb: str, path: str, **details: Any) -> Reply:
        if self._now() - self._used_at >= IDLE:
            self._session = ""
        if not self._session:
            # A retried opening leaves at most an idle session behind, which ends by itself.
            body = self._plain("POST", "/workbook/createSession", json={"persistChanges": True}).body
            self._session = str(body["id"])
        headers = {"workbook-session-id": self._session}
        reply = self._plain(verb, f"/workbook{path}", headers=headers, **details)
        self._used_at = self._now()
        return reply

    def _plain(self, verb: str, path: str, **details: Any) -> Reply:
        """One call. After any failure the session is not trusted any more; a lost answer is looked after by a read."""
        try:
            with self._lock:
                return self._door.request(verb, self._path + path, **details)
        except Conflict as fault:
            self._session = ""
            raise Retryable(str(fault), mend=AGAIN) from fault
        except Retryable as fault:
            if fault.after is None:  # a throttle that names its wait has nothing against the session
                self._session = ""
            raise


def _says(reply: Reply, codes: Sequence[str]) -> bool:
    return reply.refusal is not None and any(code in reply.refusal.codes for code in codes)


def _sheet(sheet_id: str) -> str:
    return f"/worksheets/{quoted(sheet_id)}"


def _range(span: str) -> str:
    return f"range(address='{span}')"


def _block(body: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    return read_values(read_area(body["address"]), body["values"])
