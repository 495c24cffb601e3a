"""Mail into a Maildir per address (`mail/<address>/{tmp,new,cur}`), or out through SMTP when a server is set.

A draft is `mail/.drafts/<id>.eml`, its id made from the key. A mail is sent when there is a mark `mail/.sent/<id>` and
no draft any more: the mark comes first, then the draft itself moves into the reader's box, so a crash between the two
is seen and finished. The mark stays, so that a mail which the reader deletes is not sent again. While a draft goes out
through SMTP it is called `<id>.sending`.
"""

from __future__ import annotations

import errno
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
        """See `Mailer.draft`. The same key gives the same draft, in its newest words; what was sent stays sent."""
        return self.store(mail.key, mail.to, lambda: build(mail, self.sender, self.now()))

    def store(self, key: str, to: str, content: Callable[[], bytes]) -> str:
        """Store a finished mail as the draft under its key, unless it was sent."""
        draft_id, address = digest(key), checked_address(to)
        with disk_errors(self._drafts):
            # A draft that stands may be a dead process's: the link in it that signs staff in was never stored.
            if self.state(draft_id) is not MailState.SENT:
                data = ENVELOPE + address.encode() + b"\n" + content()
                self._disk.replace(self._drafts / f"{draft_id}.eml", data)
        return draft_id

    def send(self, draft_id: str) -> None:
        """See `Mailer.send`. After a line that broke behind the content a mail counts as sent: at most once ever."""
        with disk_errors(self._folder):
            if self._carrier:
                self._send_by_smtp(draft_id, self._carrier)
            else:
                self._send_by_folder(draft_id)

    def state(self, draft_id: str) -> MailState:
        """See `Mailer.state`. A mail that broke off while going out through SMTP counts as sent."""
        if not draft_id.isalnum():
            return MailState.ABSENT
        if (self._drafts / f"{draft_id}.eml").exists():
            return MailState.DRAFTED
        if (self._sent / draft_id).exists() or (self._drafts / f"{draft_id}.sending").exists():
            return MailState.SENT
        return MailState.ABSENT

    def bounces(self, cursor: str | None) -> BouncePage:
        """See `Mailer.bounces`. Looks at what lies in the sender's own mail box."""
        with disk_errors(self._folder):
            return self._bounces.page(cursor)

    def box(self, address: str) -> Path:
        """The Maildir of an address."""
        return self._folder / safe_name(address)

    def drafts_to(self, address: str) -> list[Path]:
        """The files of drafts to an address, in small letters."""
        drafts = self._drafts.glob("*.eml") if self._drafts.is_dir() else ()
        return [path for path in drafts if _recipient(path.read_bytes()).lower() == address]

    # --- sending

    def _send_by_folder(self, draft_id: str) -> None:
        draft = self._drafts / f"{draft_id}.eml"
        data = self._read(draft, draft_id)
        if data is None:
            return
        new = self.box(_recipient(data)) / "new"
        if not new.is_dir():
            for name in ("tmp", "new", "cur"):
                (new.parent / name).mkdir(parents=True, exist_ok=True)
        self._mark(draft_id)
        os.rename(draft, new / f"{draft_id}.nearpeer")
        self._disk.sync_folder(new)

    def _send_by_smtp(self, draft_id: str, carrier: SmtpCarrier) -> None:
        draft, sending = self._drafts / f"{draft_id}.eml", self._drafts / f"{draft_id}.sending"
        if sending.exists():
            self._finish(draft_id)
            raise Unclear("An earlier attempt broke off while this mail was being sent; it counts as sent.")
        data = self._read(draft, draft_id)
        if data is None:
            return
        to, content = _recipient(data), data.partition(b"\n")[2]
        try:
            carrier.deliver(self.sender.address, to, content, committed=lambda: self._start(draft_id))
        except Unclear:
            self._finish(draft_id)
            raise
        except ConnectorError:
            with suppress(FileNotFoundError):
                os.rename(sending, draft)
            raise
        self._finish(draft_id)

    def _read(self, draft: Path, draft_id: str) -> bytes | None:
        """The draft; None when it was sent. Raises `Permanent` when there never was one."""
        try:
            return draft.read_bytes()
        except FileNotFoundError as error:
            if self.state(draft_id) is MailState.SENT:
                return None
            raise Permanent("There is no such draft.", mend="Draft the mail again.") from error

    def _start(self, draft_id: str) -> None:
        os.rename(self._drafts / f"{draft_id}.eml", self._drafts / f"{draft_id}.sending")
        self._disk.sync_folder(self._drafts)

    def _finish(self, draft_id: str) -> None:
        self._mark(draft_id)
        (self._drafts / f"{draft_id}.sending").unlink(missing_ok=True)

    def _mark(self, draft_id: str) -> None:
        """Say that a mail is sent: a name more for one empty file, which is cheaper than a file of its own."""
        mark = self._sent / ".mark"
        with suppress(FileExistsError):
            try:
                os.link(mark, self._sent / draft_id)
            except OSError as error:
                # the file is not there yet, or has as many names as the file system allows
                if error.errno not in {errno.ENOENT, errno.EMLINK, errno.EPERM, errno.ENOTSUP}:
                    raise
                self._disk.replace(mark, b"")
                (self._sent / draft_id).touch()
        self._disk.sync_folder(self._sent)


def _recipient(data: bytes) -> str:
    return data.partition(b"\n")[0].removeprefix(ENVELOPE).decode()
