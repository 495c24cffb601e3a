"""The local suite, opened: one folder that holds forms, workbook, calendars and mail, and a probe of all of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from connectors.errors import ConnectorError
from connectors.local.auth import LocalSettings, read_settings
from connectors.local.calendar import LocalCalendar
from connectors.local.erasing import LocalEraser
from connectors.local.files import Disk, to_connector_error
from connectors.local.forms import LocalForms
from connectors.local.mail import LocalMailer
from connectors.local.smtp import SmtpCarrier
from connectors.local.tables import LocalTable
from connectors.local.webhook import SignedWebhookVerifier
from connectors.offers import Offers
from connectors.ports import Finding, Subscription, Suite

LOW_DISK = 200_000_000  # bytes free below which staff are warned
SIGNED = "signed"  # the door whose senders sign; its path names the source


def utc_now() -> datetime:
    """The time, for dates in mails and calendar files."""
    return datetime.now(UTC)


def open_suite(settings: Mapping[str, str], *, now: Callable[[], datetime] = utc_now) -> Suite:
    """Open the suite over its folder. Raises `Permanent` that lists every setting that is missing or wrong."""
    read = read_settings(settings)
    disk, carrier = Disk(durable=read.durable), SmtpCarrier(read.server) if read.server else None
    forms = LocalForms(read.folder / "forms", read.base_url, disk)
    table = LocalTable(read.folder / "workbook.xlsx", disk)
    mailer = LocalMailer(read.folder / "mail", read.sender, disk, carrier=carrier, now=now)
    calendar = LocalCalendar(
        read.folder / "calendars",
        read.folder / "replies",
        disk,
        mailer=mailer if read.invitation_mail else None,
        now=now,
    )
    return Suite(
        name="local",
        forms=forms,
        table=table,
        calendar=calendar,
        mailer=mailer,
        subscriptions=NoSubscriptions(),
        probe=LocalProbe(read, forms, table, carrier),
        verifiers={SIGNED: SignedWebhookVerifier(SIGNED, read.webhook_secrets)},
        eraser=LocalEraser(read.folder, forms, mailer, disk),
        offers=Offers(remember=forms.remember),
    )


class NoSubscriptions:
    """`Subscriptions` of a suite that is looked at rather than listened to."""

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        """See `Subscriptions.keep_alive`: there are none."""
        return ()


class LocalProbe:
    """A `Probe` of the folder, the disk, the workbook, lines set aside, and the mail server when there is one."""

    def __init__(
        self, settings: LocalSettings, forms: LocalForms, table: LocalTable, carrier: SmtpCarrier | None
    ) -> None:
        self._settings, self._forms, self._table, self._carrier = settings, forms, table, carrier

    def findings(self) -> Sequence[Finding]:
        """See `Probe.findings`."""
        folder = self._settings.folder
        checks: list[tuple[str, Callable[[], str]]] = [
            (f"folder {folder} can be written", lambda: _write_and_remove(folder)),
            ("disk has room", lambda: _room(folder)),
            ("workbook can be read", self._workbook),
            ("workbook is not open elsewhere", self._holders),
            ("no form answers set aside", self._bad_lines),
            ("no files set aside", lambda: _set_aside(folder)),
        ]
        if self._carrier:
            checks.append(("mail server takes our sign-in", self._mail_server))
        return [_finding(name, check) for name, check in checks]

    def _workbook(self) -> str:
        self._table.check()
        return ""

    def _holders(self) -> str:
        if holders := self._table.holders():
            raise ConnectorError("; ".join(holders), mend="Save and close the workbook; delete a lock nobody holds.")
        return ""

    def _bad_lines(self) -> str:
        if bad := self._forms.set_aside_lines():
            found = ", ".join(f"{form}.bad ({count})" for form, count in bad.items())
            mend = "Look at these lines, enter the answers again where they matter, then delete the files."
            raise ConnectorError(found, mend=mend)
        return ""

    def _mail_server(self) -> str:
        if self._carrier:
            self._carrier.check()
        return ""


def _finding(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(check=name, ok=True, detail=check())
    except ConnectorError as error:
        return Finding(check=name, ok=False, detail=str(error), mend=error.mend)
    except OSError as error:
        problem = to_connector_error(error, Path(error.filename or "."))
        return Finding(check=name, ok=False, detail=str(problem), mend=problem.mend)


def _write_and_remove(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".probe-") as file:
        file.write(b"nearpeer")
        os.fsync(file.fileno())
    return ""


def _room(folder: Path) -> str:
    free = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists())).free
    words = f"{free // 1_000_000} MB free"
    if free < LOW_DISK:
        raise ConnectorError(words, mend=f"Free some space on the disk that holds {folder}.")
    return words


def _set_aside(folder: Path) -> str:
    if found := sorted(_unreadable_files(folder)):
        mend = "Repair what is in them and put it back, or delete them."
        raise ConnectorError(", ".join(found), mend=mend)
    return ""


def _unreadable_files(folder: Path) -> Iterator[str]:
    for part in (folder, folder / "forms", folder / "calendars", folder / "replies"):
        yield from (str(path.relative_to(folder)) for path in part.glob("*.unreadable-*"))
