"""One school's Google Workspace, opened. Nothing is called before a port is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from connectors.clock import utc_now
from connectors.google.auth import credentials, machine_credentials, sign_in
from connectors.google.calendar import GoogleCalendar
from connectors.google.erasing import GoogleEraser, by_hand
from connectors.google.forms import GoogleForms
from connectors.google.http import Door
from connectors.google.keys import KeyRing, fetch_certificates
from connectors.google.mail import GoogleMailer
from connectors.google.probe import GoogleProbe
from connectors.google.script import script
from connectors.google.settings import GoogleSettings, read_settings
from connectors.google.subscriptions import GooglePuller, GoogleSubscriptions
from connectors.google.tab_layout import Protection
from connectors.google.tables import GoogleTable
from connectors.google.webhook import PushVerifier, ScriptVerifier
from connectors.google.workbook_file import WorkbookFile
from connectors.offers import Offers, Pace
from connectors.ports import Puller, Suite, WebhookVerifier
from connectors.signatures import read_secret

# A quiet day costs under 3,000 calls with these: 1,571 looks at the workbook's staff columns (staff edits are seen
# within a minute), 96 rounds over the forms, 96 looks each at guests' answers and at bounces.
LOOK_EVERY: Mapping[str, timedelta] = {
    "forms": timedelta(minutes=15),
    "table": timedelta(seconds=55),
    "calendar": timedelta(minutes=15),
    "mail": timedelta(minutes=15),
}
FEW_FORMS, LONGEST_LOOK = 8, timedelta(minutes=90)
# Quotas of projects made since May 2026, per minute and user: Gmail 6,000 units (a draft 10, a sending 100), Sheets 60
# reads and 60 writes, Calendar 600. Bursts and what staff's own edits cost are left room for; a burst of mail may go to
# twice its acts (each mail is two), which with a minute's worth is 108 acts or 5,940 units. Gmail refuses a mailbox's
# mail for up to a day after 2,000 in twenty-four hours.
PACE: Mapping[str, Pace] = {
    "mail": Pace(per_minute=96, burst=6, per_day=1_900, reserve=150),
    "workbook": Pace(per_minute=30, burst=5, rest=timedelta(seconds=3)),
    "calendar": Pace(per_minute=120, burst=30),
    "questions": Pace(per_minute=60, burst=10),
}


def look_at_forms_every(settings: GoogleSettings) -> timedelta:
    """How often every form is looked at unasked: less often where there are many of them and we are told of answers."""
    often = LOOK_EVERY["forms"]
    told = bool(settings.pubsub.subscription or settings.script_secret)
    return min(max(often, often * len(settings.forms) / FEW_FORMS), LONGEST_LOOK) if told else often


def open_suite(settings: Mapping[str, str], *, now: Callable[[], datetime] = utc_now) -> Suite:
    """The suite these settings describe. Raises `Permanent` that names every setting that is missing or wrong.

    `now` dates only what Google's own clock (the Date header) does not.
    """
    read = read_settings(settings)
    door = Door(credentials(read), gateway=read.api_endpoint, timeout_seconds=read.timeout_seconds, now=now)
    machine = Door(machine_credentials(read), gateway=read.api_endpoint, timeout_seconds=read.timeout_seconds, now=now)
    forms, keys = GoogleForms(door, read), KeyRing(fetch=partial(fetch_certificates, door))
    file = WorkbookFile(door, read)
    return Suite(
        name="google",
        forms=forms,
        table=GoogleTable(door, file, Protection(warning=not read.strict_columns, editor=read.subject)),
        calendar=GoogleCalendar(door, read.calendar_id, owner=read.subject),
        mailer=GoogleMailer(door, sender=read.subject, from_name=read.from_name),
        subscriptions=GoogleSubscriptions(door, machine, read.pubsub, keys, forms.form_ids),
        probe=GoogleProbe(door, machine, read, forms, file),
        verifiers=_verifiers(read, keys),
        puller=_puller(read, machine),
        eraser=GoogleEraser(door, read),
        offers=Offers(
            look_every={**LOOK_EVERY, "forms": look_at_forms_every(read)},
            pace={**PACE, "mail": replace(PACE["mail"], per_day=read.mails_per_day)},
            sign_in=partial(sign_in, read) if read.token_file else None,
            described=lambda: {**forms.described(), **file.described()},
            asked=forms.suggest,
            by_hand=partial(by_hand, read, forms.form_ids),
            script=lambda address: script(address, forms.form_ids()),
        ),
    )


def _verifiers(settings: GoogleSettings, keys: KeyRing) -> dict[str, WebhookVerifier]:
    doors: dict[str, WebhookVerifier] = {}
    pubsub = settings.pubsub
    if pubsub.push_endpoint:
        audience = pubsub.audience or pubsub.push_endpoint
        doors["google-forms"] = PushVerifier(keys=keys, audience=audience, sender=pubsub.sender)
    if settings.script_secret:
        secrets = tuple(read_secret(secret) for secret in settings.script_secret.split())
        doors["google-script"] = ScriptVerifier(keys=secrets)
    return doors


def _puller(settings: GoogleSettings, door: Door) -> Puller | None:
    pubsub = settings.pubsub
    return GooglePuller(door, pubsub.subscription) if pubsub.subscription and not pubsub.push_endpoint else None
