"""Mail into a Maildir per address (`mail/<address>/{tmp,new,cur}`), or out through SMTP when a server is set.

A draft is `mail/.drafts/<id>.eml`, its id made from the key. While it is being sent it is called `<id>.sending`; once
sent there is `mail/.sent/<id>`, so that a mail which the reader deletes is not sent again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from connectors.errors import ConnectorError, Permanent, Unclear
from connectors.local.bounces import BounceLog
from connectors.local.files import Disk, digest, disk_errors, safe_name
from connectors.local.mime import Sender, build, checked_address
from connectors.local.smtp import SmtpCarrier
from connectors.ports import BouncePage, MailState, OutgoingMail

ENVELOPE = b"Delivered-To: "  # the first line of every draft


class LocalMailer:
    """A `Mailer` over a folder. `carrier` None keeps mail in the folder. Safe for many threads and processes."""

    def __init__(
        self, folder: Path, sender: Sender, disk: Disk, *, carrier: SmtpCarrier | None, now: Callable[[], datetime]
    ) -> None:
        self._folder, self._drafts, self._sent = folder, folder / ".drafts", folder / ".sent"
        self.sender = sender
        self._disk = disk
        self._carrier = carrier
        self.now = now
        self._bounces = BounceLog(folder / ".bounces.jsonl", self.box(sender.address), disk, sender.domain)

    def draft(self, mail: OutgoingMail) -> str:
        """See `Mailer.draft`. The same key gives the same draft; one that was sent is not drafted again."""
        return self.store(mail.key, mail.to, lambda: build(mail, self.sender, self.now()))

    def store(self, key: str, to: str, content: Callable[[], bytes]) -> str:
        """Store a finished mail as a draft under its key, unless there is one already."""
        draft_id, address = digest(key), checked_address(to)
        with disk_errors(self._drafts):
            if self.state(draft_id) is MailState.ABSENT:
                data = ENVELOPE + address.encode() + b"\n" + content()
                self._disk.replace(self._drafts / f"{draft_id}.eml", data)
        return draft_id

    def send(self, draft_id: str) -> None:
        """See `Mailer.send`. After a line that broke behind the content a mail counts as sent: at most once ever."""
        with disk_errors(self._folder):
            if self._is_sent(draft_id):
                return
            if self._carrier:
                self._send_by_smtp(draft_id, self._carrier)
            else:
                self._send_by_folder(draft_id)

    def state(self, draft_id: str) -> MailState:
        """See `Mailer.state`."""
        if not draft_id.isalnum():
            return MailState.ABSENT
        if self._is_sent(draft_id):
            return MailState.SENT
        if (self._drafts / f"{draft_id}.eml").exists():
            return MailState.DRAFTED
        sending = self._drafts / f"{draft_id}.sending"
        if not sending.exists():
            return MailState.ABSENT
        if self._carrier or self._arrived(self.box(_recipient(sending.read_bytes())), draft_id):
            return MailState.SENT
        return MailState.DRAFTED

    def bounces(self, cursor: str | None) -> BouncePage:
        """See `Mailer.bounces`. Looks at what lies in the sender's own mail box."""
        with disk_errors(self._folder):
            return self._bounces.page(cursor)

    def box(self, address: str) -> Path:
        """The Maildir of an address."""
        return self._folder / safe_name(address)

    # --- sending

    def _send_by_folder(self, draft_id: str) -> None:
        sending = self._drafts / f"{draft_id}.sending"
        resumed = sending.exists()
        if not resumed:
            self._start(draft_id)
        box = self.box(_recipient(sending.read_bytes()))
        if not (resumed and self._arrived(box, draft_id)):
            self._link(sending, box, draft_id)
        self._finish(draft_id)

    def _send_by_smtp(self, draft_id: str, carrier: SmtpCarrier) -> None:
        draft, sending = self._drafts / f"{draft_id}.eml", self._drafts / f"{draft_id}.sending"
        if sending.exists():
            self._finish(draft_id)
            raise Unclear("An earlier attempt broke off while this mail was being sent; it counts as sent.")
        data = self._read(draft)
        try:
            to, content = _recipient(data), data.partition(b"\n")[2]
            carrier.deliver(self.sender.address, to, content, committed=lambda: self._start(draft_id))
        except Unclear:
            self._finish(draft_id)
            raise
        except ConnectorError:
            with suppress(FileNotFoundError):
                os.rename(sending, draft)
            raise
        self._finish(draft_id)

    def _read(self, draft: Path) -> bytes:
        try:
            return draft.read_bytes()
        except FileNotFoundError as error:
            raise _unknown() from error

    def _start(self, draft_id: str) -> None:
        try:
            os.rename(self._drafts / f"{draft_id}.eml", self._drafts / f"{draft_id}.sending")
        except FileNotFoundError as error:
            raise _unknown() from error
        self._disk.sync_folder(self._drafts)

    def _link(self, sending: Path, box: Path, draft_id: str) -> None:
        new = box / "new"
        if not new.is_dir():
            for name in ("tmp", "new", "cur"):
                (box / name).mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.link(sending, new / f"{draft_id}.nearpeer")
        self._disk.sync_folder(new)

    def _finish(self, draft_id: str) -> None:
        self._sent.mkdir(parents=True, exist_ok=True)
        (self._sent / draft_id).touch()
        self._disk.sync_folder(self._sent)
        (self._drafts / f"{draft_id}.sending").unlink(missing_ok=True)

    def _is_sent(self, draft_id: str) -> bool:
        return (self._sent / draft_id).exists()

    def _arrived(self, box: Path, draft_id: str) -> bool:
        """Whether the mail lies in the reader's box, read or not."""
        name = f"{draft_id}.nearpeer"
        return (box / "new" / name).exists() or any((box / "cur").glob(f"{name}*"))


def _recipient(data: bytes) -> str:
    return data.partition(b"\n")[0].removeprefix(ENVELOPE).decode()


def _unknown() -> Permanent:
    return Permanent("There is no such draft.", mend="Draft the mail again.")
