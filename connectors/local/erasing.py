"""Takes a person out of the local suite's folder: answers, calendar, mail, and lines that tell of either."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from connectors.local.files import Disk, disk_errors, locked, safe_name
from connectors.local.forms import LocalForms
from connectors.local.lines import Lines
from connectors.local.mail import LocalMailer


class LocalEraser:
    """An `Eraser` over the folder."""

    def __init__(self, folder: Path, forms: LocalForms, mailer: LocalMailer, disk: Disk) -> None:
        self._calendars, self._mail = folder / "calendars", folder / "mail"
        self._forms, self._mailer, self._disk = forms, mailer, disk

    def erase(self, addresses: Sequence[str], response_ids: Sequence[str]) -> None:
        """See `Eraser.erase`."""
        for kind in self._forms.kinds():
            for response_id in response_ids:
                self._forms.erase(kind, response_id)
        for address in dict.fromkeys(address.lower() for address in addresses if address):
            with disk_errors(self._calendars), locked(self._calendars.parent / "calendars"):
                self._erase_calendar(address)
            with disk_errors(self._mail):
                self._erase_mail(address)

    def _erase_calendar(self, address: str) -> None:
        (self._calendars / f"{safe_name(address)}.ics").unlink(missing_ok=True)
        self._blank(self._calendars / ".answers.jsonl", "attendee", address)

    def _erase_mail(self, address: str) -> None:
        """The person's mail box, drafts to them, and notices that their mail came back."""
        own = self._mailer.box(self._mailer.sender.address)
        for name in self._blank(self._mail / ".bounces.jsonl", "to", address):
            for path in (*own.glob(f"new/{name}*"), *own.glob(f"cur/{name}*")):
                path.unlink()
        for draft in self._mailer.drafts_to(address):
            draft.unlink(missing_ok=True)
        if (box := self._mailer.box(address)) != own:
            shutil.rmtree(box, ignore_errors=not box.exists())

    def _blank(self, log: Path, field: str, address: str) -> list[str]:
        """Blank the lines about an address where they stand; the names of mails they tell of."""
        lines = Lines(path=log, disk=self._disk)
        found = [line for line in lines.read(0) if line.record and str(line.record.get(field)).lower() == address]
        for line in found:
            lines.blank(line)
        return [str(line.record["name"]) for line in found if line.record and "name" in line.record]
