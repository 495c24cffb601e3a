"""One school's Microsoft 365, opened. Nothing is called, and nothing of Microsoft's imported, before a port is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from connectors.clock import utc_now
from connectors.microsoft.calendar import MicrosoftCalendar
from connectors.microsoft.client import Door
from connectors.microsoft.erasing import MicrosoftEraser, by_hand
from connectors.microsoft.flow import flow_steps
from connectors.microsoft.forms import MicrosoftForms
from connectors.microsoft.mail import MAIL_PACE, MicrosoftMailer
from connectors.microsoft.posted import MicrosoftPosted
from connectors.microsoft.probe import MicrosoftProbe
from connectors.microsoft.settings import MicrosoftSettings, Store, read_settings
from connectors.microsoft.subscriptions import MicrosoftSubscriptions
from connectors.microsoft.tables import MicrosoftTable
from connectors.microsoft.webhook import FlowVerifier, NotificationVerifier
from connectors.offers import Offers, Pace
from connectors.ports import Suite, Table, WebhookVerifier

FLOW_DOOR, GRAPH_DOOR = "microsoft-flow", "microsoft"
# A look at answers costs one call for each drive or list that holds some, and two for workbooks that were not opened of
# late; SharePoint allows a small school's application 1,250 such calls a minute. A look at the staff's tabs after a
# change, ours too, reads each of them; Graph's notifications bring staff's edits sooner than these two minutes.
LOOK_EVERY: Mapping[str, timedelta] = {
    "forms": timedelta(minutes=5),
    "table": timedelta(minutes=2),
    "calendar": timedelta(minutes=10),
    "mail": timedelta(minutes=10),
}
# A batch of rows over several tabs is some fifteen calls, one after the other, and Microsoft asks for gentle use of a
# file; a single change after a quiet half minute still goes out at once.
PACE: Mapping[str, Pace] = {
    "mail": MAIL_PACE,
    "workbook": Pace(per_minute=12, burst=3, rest=timedelta(seconds=30)),
    "calendar": Pace(per_minute=120, burst=20),
    "questions": Pace(per_minute=60, burst=10),
}


def open_suite(settings: Mapping[str, str], *, now: Callable[[], datetime] = utc_now) -> Suite:
    """The suite these settings describe. Raises `Permanent` that names every setting that is missing or wrong.

    `now` dates only what Microsoft's own clock (the Date header) does not.
    """
    read = read_settings(settings)
    door = Door(read, now=now)
    forms, table = MicrosoftForms(door, read), _table(door, read, now)
    return Suite(
        name="microsoft",
        forms=forms,
        table=table,
        calendar=MicrosoftCalendar(door, read.mailbox),
        mailer=MicrosoftMailer(door, mailbox=read.mailbox, from_name=read.from_name),
        subscriptions=MicrosoftSubscriptions(door, read),
        probe=MicrosoftProbe(door, read, now=now),
        verifiers=_verifiers(read),
        posted=MicrosoftPosted(forms.plans),
        eraser=MicrosoftEraser(door, read, forms.plans),
        offers=Offers(
            look_every=LOOK_EVERY,
            pace={**PACE, "mail": replace(MAIL_PACE, per_day=read.mails_per_day)},
            expected={kind: form.quiet_days for kind, form in read.forms.items() if form.quiet_days},
            flows=partial(flow_steps, read),
            remember=forms.remember,
            by_hand=partial(by_hand, read),
        ),
    )


def _table(door: Door, settings: MicrosoftSettings, now: Callable[[], datetime]) -> Table:
    if settings.store is Store.LIST:
        from connectors.microsoft.lists import ListTable

        return ListTable(door, settings.site_id, now=now)
    return MicrosoftTable(door, settings.drive_id, settings.workbook_id, now=now)


def _verifiers(settings: MicrosoftSettings) -> dict[str, WebhookVerifier]:
    doors: dict[str, WebhookVerifier] = {}
    if settings.flow_secret:
        doors[FLOW_DOOR] = FlowVerifier(secrets=tuple(settings.flow_secret.split()))
    if settings.notification_url:
        doors[GRAPH_DOOR] = NotificationVerifier(secret=settings.notification_secret, tenant=settings.tenant_id)
    return doors
