"""The shared tabs as Microsoft Lists, for tenants that keep applications out of workbooks: one list for each tab.

Items have ids and versions, so nothing staff move can make us hit the wrong row; feeds of changes tell what they edit.
In return each row is a call of its own, twenty to a request.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock

from connectors.clock import utc_now
from connectors.errors import Permanent, Retryable, SourceEmptied, Unclear
from connectors.microsoft import list_layout as layout
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.list_layout import Item, Mirror
from connectors.microsoft.site_lists import Part, Said, Site, from_link
from connectors.ports import RowWrite, TabLayout, TableReading
from connectors.sheets.changes import Rows, Wanted, merge

TRIES = 4
OVERTAKEN = frozenset({404, 409, 412})  # somebody else was faster
AGAIN = "Nothing to do: nearpeer tries again by itself."
MEND_TAB = "Restore the list from the site's recycle bin, or restart nearpeer to make it again."
MEND_ROWS = "Restore the items from the site's recycle bin."


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One row to be sent. `item` stands for it already, or None; `cells` None takes it out."""

    mirror: Mirror
    key: str
    cells: Mapping[str, str] | None
    item: Item | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look could not bring up to date: lists that are gone, and why others must wait, by tab."""

    gone: frozenset[str]
    later: Mapping[str, Retryable]


class ListTable:
    """The lists of one site. Lists are found by the mark in their description, columns by their internal names."""

    def __init__(self, door: Door, site_id: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self._site = Site(door, site_id, now=now)
        self._layouts: tuple[TabLayout, ...] = ()
        self._mirrors: dict[str, Mirror] = {}
        self._refused: list[Said] = []  # of the last round: what neither time nor a fresh look will change
        self._lock = RLock()  # mirrors are changed by whoever reads and whoever writes

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """Make the lists and columns that are missing, and bring the choices up to date."""
        with self._lock:
            self._layouts = tuple(tabs)
            self._discover()
            missing = [tab for tab in tabs if tab.key not in self._mirrors]
            for tab in missing:
                self._make(tab)
            if missing:
                self._discover()
            parts = [part for tab in tabs if tab not in missing for part in self._mended(tab)]
            self._refuse(self._site.batch(parts))
            if parts:
                self._discover()

    def write(self, batch: Sequence[RowWrite]) -> None:
        """Look what changed in the lists, then send what differs, twenty rows to a request."""
        wanted, lost = merge(batch), dict[str, str]()
        with self._lock:
            for _ in range(TRIES):
                wanted = self._write_once(wanted, lost)
                if not wanted:
                    break
        if wanted:
            self._refuse(self._refused)
            raise Retryable("The rows of a list keep changing while we write", mend=AGAIN)
        if lost:
            raise Permanent(" ".join(lost.values()), mend=MEND_TAB)

    def read(self, since: str | None) -> TableReading | None:
        """One request that asks the feeds of all lists staff decide in."""
        with self._lock:
            staffed = self._staffed()
            looked = self._look(staffed)
            if looked.later and len(looked.later) == len(staffed):
                raise _longest(looked.later.values())
            # A feed that is busy just now leaves its tab as last seen, and never holds up the others.
            unseen = frozenset(tab for tab in looked.later if not self._mirrors[tab].link)
            shown = [tab for tab in staffed if tab not in looked.gone | unseen]
            rows = {tab: _staff_cells(self._mirrors[tab]) for tab in shown}
        problems = self._problems(staffed, looked.gone, unseen)
        count = sum(len(keyed) for keyed in rows.values())
        if count == 0 and not problems and _count(since) > 0:
            raise SourceEmptied("Every row of the lists is gone", mend=MEND_ROWS)
        revision = f"{count}-{_digest(rows, problems)}"
        return None if revision == since else TableReading(revision=revision, rows=rows, problems=tuple(problems))

    def _problems(self, tabs: Sequence[str], gone: frozenset[str], unseen: frozenset[str]) -> list[str]:
        """Sentences for staff about tabs that are not shown."""
        told = [f"Tab {self._title(tab)} cannot be read. {MEND_TAB}" for tab in tabs if tab in gone]
        return told + [f"Tab {self._title(tab)} cannot be read yet. {AGAIN}" for tab in tabs if tab in unseen]

    # --- looking

    def _discover(self) -> None:
        """Our lists by the mark in their description, with their columns; what is known of their items is forgotten."""
        marked = {tab: one for one in self._site.lists() if (tab := layout.tab_of(str(one.get("description") or "")))}
        parts = [Part(verb="GET", path=f"{self._site.list_path(str(one['id']))}/columns") for one in marked.values()]
        self._mirrors = {}
        for (tab, one), said in zip(marked.items(), self._refuse(self._site.batch(parts)), strict=True):
            shown = said.body.get("value", ())
            columns, staff = layout.columns_of(shown)
            self._mirrors[tab] = Mirror(
                tab=tab, list_id=str(one["id"]), columns=columns, staff=staff, choices=layout.choices_of(shown)
            )

    def _staffed(self) -> list[str]:
        """The tabs staff decide in."""
        if not self._mirrors:
            self._discover()
        named = [tab.key for tab in self._layouts if any(column.staff for column in tab.columns)]
        return named or [tab for tab, mirror in self._mirrors.items() if mirror.staff]

    def _look(self, tabs: Collection[str]) -> Looked:
        """Bring the mirrors of these tabs up to date, each by itself."""
        if any(tab not in self._mirrors for tab in tabs):
            self._discover()
        known = [self._mirrors[tab] for tab in tabs if tab in self._mirrors]
        # The feed's place is marked before the items are read, so that nothing falls between the two.
        parts = [
            Part(verb="GET", path=from_link(mirror.link)) if mirror.link else self._site.latest(mirror.list_id)
            for mirror in known
        ]
        later: dict[str, Retryable] = {}
        for mirror, said in zip(known, self._site.batch(parts), strict=True):
            try:
                self._take_in(mirror, said)
            except Retryable as delay:
                later[mirror.tab] = delay
        return Looked(gone=frozenset(tab for tab in tabs if tab not in self._mirrors), later=later)

    def _take_in(self, mirror: Mirror, said: Said) -> None:
        if said.status == 404:
            del self._mirrors[mirror.tab]
            return
        if said.status == 410:  # the feed no longer knows our place in it
            mirror.link = ""
            [said] = self._site.batch([self._site.latest(mirror.list_id)])
        self._refuse([said])
        fresh, (found, link) = not mirror.link, self._site.rest(said.body)
        if fresh:
            mirror.items.clear()
            found = self._site.items(mirror.list_id)
        mirror.note(found)
        mirror.link = link

    # --- writing

    def _write_once(self, wanted: Wanted, lost: dict[str, str]) -> Wanted:
        """One round over all lists; what is still wanted, which is nothing unless somebody else changed it too.

        Tabs staff decide in go first, for a small tenant's share of calls may be used up before the last row.
        """
        later = self._check(wanted, lost)
        ready = {tab: rows for tab, rows in wanted.items() if tab not in lost and tab not in later}
        order = sorted(ready, key=lambda tab: not self._mirrors[tab].staff)
        jobs = [job for tab in order for job in _jobs(self._mirrors[tab], ready[tab])]
        said = self._done(jobs)
        left: dict[str, dict[str, Mapping[str, str] | None]] = {}
        for job, answer in zip(jobs, said, strict=True):
            if not answer.is_later and not _settled(job, answer):
                left.setdefault(job.mirror.tab, {})[job.key] = ready[job.mirror.tab][job.key]
        delays = [*later.values(), *(_delay(answer) for answer in said if answer.is_later)]
        if delays:
            raise _longest(delays)
        self._refused = [answer for answer in said if answer.status >= 400 and answer.status not in OVERTAKEN]
        return left

    def _done(self, jobs: Sequence[Job]) -> Sequence[Said]:
        """What the site says to the jobs, one answer for each."""
        try:
            return self._site.batch([self._part(job) for job in jobs])
        except (Retryable, Unclear):
            for job in jobs:
                job.mirror.link = ""  # part of it may have been done; feeds lag, so all is read again
            raise

    def _check(self, wanted: Wanted, lost: dict[str, str]) -> Mapping[str, Retryable]:
        """Look at the lists to be written; which of them must wait.

        What staff deleted is made anew where its layout is known, else it is lost.
        """
        looked = self._look(wanted)
        gone = looked.gone | {tab for tab, rows in wanted.items() if self._lacks(tab, rows)}
        if gone & {tab.key for tab in self._layouts}:
            self.ensure(self._layouts)
            looked = self._look(wanted)
        lost |= {
            tab: f"Tab {self._title(tab)} or a column of it is gone."
            for tab, rows in wanted.items()
            if self._lacks(tab, rows)
        }
        return looked.later

    def _lacks(self, tab: str, rows: Rows) -> bool:
        named = {column for cells in rows.values() for column in cells or ()}
        return tab not in self._mirrors or not named <= self._mirrors[tab].columns.keys()

    def _part(self, job: Job) -> Part:
        items = f"{self._site.list_path(job.mirror.list_id)}/items"
        if job.item is None:
            fields = {**job.mirror.fields(job.cells or {}), layout.KEY: job.key}
            return Part(verb="POST", path=items, body={"fields": fields})
        path = f"{items}/{quoted(job.item.item_id)}"
        if job.cells is None:
            return Part(verb="DELETE", path=path, tag=job.item.tag)
        return Part(verb="PATCH", path=f"{path}/fields", body=job.mirror.fields(job.cells), tag=job.item.tag)

    def _refuse(self, said: Sequence[Said]) -> Sequence[Said]:
        """The answers, all of them good. Raises `Retryable` for the longest wait, `Permanent` for what will not do."""
        if later := [_delay(one) for one in said if one.is_later]:
            raise _longest(later)
        for one in said:
            if not one.is_done:
                error = one.body.get("error") or {}
                text = f"Microsoft Lists answered {one.status} {error.get('code', '')}: {error.get('message', '')}"
                raise Permanent(text[:300], mend="Run nearpeer doctor: it names the permission that is missing.")
        return said

    # --- layout

    def _make(self, tab: TabLayout) -> None:
        """A list for the tab; staff may have a list of their own by that name."""
        for title in (tab.title, f"{tab.title} (nearpeer)"):
            if self._site.new_list(layout.new_list(tab, title)).refusal is None:
                return
        raise Permanent(f"There are two lists called {tab.title} already", mend=f"Rename one of the lists {tab.title}.")

    def _mended(self, tab: TabLayout) -> list[Part]:
        """The calls that bring a standing list's columns up to date."""
        mirror = self._mirrors[tab.key]
        path = f"{self._site.list_path(mirror.list_id)}/columns"
        missing = [column for column in tab.columns if column.key not in mirror.columns]
        parts = [Part(verb="POST", path=path, body=layout.new_column(column)) for column in missing]
        for column in tab.columns:
            identifier, choices = mirror.choices.get(column.key, ("", column.options))
            if choices != column.options:
                body = {"choice": layout.choice(column)}
                parts.append(Part(verb="PATCH", path=f"{path}/{quoted(identifier)}", body=body))
        return parts

    def _title(self, tab: str) -> str:
        return next((known.title for known in self._layouts if known.key == tab), tab)


def _staff_cells(mirror: Mirror) -> dict[str, dict[str, str]]:
    """The staff's columns by row."""
    return {
        key: {column: item.cells.get(column, "").strip() for column in sorted(mirror.staff)}
        for key, item in mirror.by_key().items()
    }


def _delay(said: Said) -> Retryable:
    return Retryable("Microsoft Lists is busy", after=said.after, mend=AGAIN)


def _longest(delays: Iterable[Retryable]) -> Retryable:
    return max(delays, key=lambda delay: delay.after or timedelta(0))


def _jobs(mirror: Mirror, rows: Rows) -> list[Job]:
    """What must be sent so that a list's rows read as they should."""
    standing = mirror.by_key()
    wanted = layout.changes(mirror, rows)
    return [Job(mirror=mirror, key=key, cells=cells, item=standing.get(key)) for key, cells in wanted.items()]


def _settled(job: Job, said: Said) -> bool:
    """Whether the row reads as it should now; the mirror learns what the answer tells."""
    mirror, item = job.mirror, job.item
    if said.is_done and item is None:
        mirror.note([said.body])
        return True
    if item and (said.is_done or said.status == 404) and job.cells is None:
        mirror.items.pop(item.item_id, None)
        return True
    if said.is_done and item and job.cells is not None:
        tag = str(said.body.get("@odata.etag") or item.tag)
        cells = {**item.cells, **job.cells}
        mirror.items[item.item_id] = Item(item_id=item.item_id, tag=tag, key=job.key, cells=cells)
        return True
    # 400 and 409: the key is taken, by a write whose answer we never saw. 404 and 412: staff were faster.
    mirror.link = ""
    return False


def _count(revision: str | None) -> int:
    """How many rows an earlier reading had; 0 for a revision that is not ours."""
    number = (revision or "").partition("-")[0]
    return int(number) if number.isdigit() else 0


def _digest(rows: Mapping[str, object], problems: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([rows, problems], sort_keys=True).encode()).hexdigest()[:24]
