"""What a school says about its Google Workspace, asked by `nearpeer init`. Nothing of Google's is loaded for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from connectors.setup import NOTHING, YES, Setup, SetupQuestion, as_address, as_file, as_one_of

KEY, KEYLESS, CONSENT = "key", "keyless", "consent"
IDENTITY = "_identity"
LONG = re.compile(r"/d/(?:e/)?([\w-]{20,})|^([\w-]{5,})$")
ANSWERERS = re.compile(r"/d/e/")


def as_id(what: str) -> Callable[[str], str]:
    """Reads an id or the address that holds it, for example `https://docs.google.com/forms/d/ID/edit`."""

    def read(text: str) -> str:
        if text.strip() in {"", NOTHING}:
            return ""
        found = LONG.search(text.strip())
        if ANSWERERS.search(text) or found is None:
            raise ValueError(f"{text!r} is no {what}; paste its address as it stands while you edit it (.../d/ID/edit)")
        return found[1] or found[2]

    return read


QUESTIONS = (
    SetupQuestion(
        name=IDENTITY,
        title="How nearpeer signs in: key (a service account's file), keyless, or consent (a teacher without an admin)",
        read=as_one_of((KEY, KEYLESS, CONSENT)),
    ),
    SetupQuestion(name="credentials_file", title="The service account's JSON key", when=(IDENTITY, KEY), read=as_file),
    SetupQuestion(name="impersonate", title="The service account's address", when=(IDENTITY, KEYLESS), read=as_address),
    SetupQuestion(name="client_file", title="The OAuth client's JSON", when=(IDENTITY, CONSENT), read=as_file),
    SetupQuestion(name="token_file", title="File to keep the consent in", when=(IDENTITY, CONSENT), read=as_file),
    SetupQuestion(name="subject", title="Account that sends mail and owns the calendar", read=as_address),
    SetupQuestion(name="from_name", title="Name that readers see as the sender"),
    SetupQuestion(
        name="spreadsheet_id", title=f"Address of the workbook ({NOTHING}: one is made)", read=as_id("spreadsheet")
    ),
    SetupQuestion(name="share_with", title="Who may edit a workbook that is made", when=("spreadsheet_id", "")),
    SetupQuestion(name="create_forms", title="Make the forms that are missing (yes or no)", read=as_one_of(YES)),
)


def known(settings: Mapping[str, str], lead: str) -> Mapping[str, str]:
    """What to offer: what the file says, and else the usual."""
    kinds = {"token_file": CONSENT, "impersonate": KEYLESS, "credentials_file": KEY}
    identity = next((kind for name, kind in kinds.items() if settings.get(name)), KEY)
    usual = {
        IDENTITY: identity,
        "credentials_file": "google-key.json",
        "client_file": "client.json",
        "token_file": "google-token.json",
        "from_name": "Peer mentoring",
        "spreadsheet_id": NOTHING,
        "share_with": lead,
        "create_forms": "yes",
    }
    return {**usual, **settings}


SETUP = Setup(questions=QUESTIONS, known=known, form_id=as_id("form"))
