"""Who we are to Google: three kinds of identity, each asking for the least it needs.

A service account with domain-wide delegation acts as one robot mailbox; without a key file the running machine's own
identity signs for that account (keyless delegation); a staff member's consent serves a school without an admin.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from connectors.errors import AuthExpired, Permanent
from connectors.google.http import Credentials
from connectors.google.settings import GoogleSettings
from connectors.google.vendor import load

ANY_SCOPES = "OAUTHLIB_RELAX_TOKEN_SCOPE"
SCOPE = "https://www.googleapis.com/auth/"
# The least scope of each call, from `scopes` of its method in the discovery documents (rev. 2025-04 to 2026-11).
CAPABILITIES: dict[str, tuple[str, ...]] = {
    "read forms": ("forms.body.readonly", "forms.responses.readonly"),
    "create forms": ("forms.body", "drive.file"),
    "create workbook": ("drive.file",),
    "workbook": ("spreadsheets",),
    "calendar": ("calendar.events", "calendar.freebusy"),
    "mail": ("gmail.compose", "gmail.readonly"),
    "erase mail": ("gmail.modify",),
    "notifications": ("pubsub",),
}


def scopes(settings: GoogleSettings) -> tuple[str, ...]:
    """Every scope to act as the robot account, as full addresses: what an admin delegates or a person consents to.

    Pub/Sub belongs to the Cloud project: a service account asks for it as itself, so nobody need delegate it.
    """
    wanted = ["read forms", "workbook", "calendar", "mail"]
    wanted += ["create forms"] if settings.create_forms else []
    wanted += ["create workbook"] if not settings.spreadsheet_id else []
    wanted += ["erase mail"] if settings.erase_mail else []
    wanted += ["notifications"] if settings.pubsub.subscription and settings.token_file else []
    listed = (SCOPE + scope for name, scopes in CAPABILITIES.items() if name in wanted for scope in scopes)
    return tuple(dict.fromkeys(listed))


def credentials(settings: GoogleSettings) -> Credentials:
    """A maker of credentials that act as the robot account, one set per thread. Raises `Permanent` with the mend."""
    return _maker(settings, scopes(settings), settings.subject)


def machine_credentials(settings: GoogleSettings) -> Credentials:
    """A maker of credentials for Pub/Sub: the service account as itself, or the consent where there is none."""
    return _maker(settings, tuple(SCOPE + scope for scope in CAPABILITIES["notifications"]), "")


def _maker(settings: GoogleSettings, asked: Sequence[str], subject: str) -> Credentials:
    if settings.token_file:
        return lambda: _consented(settings.token_file)
    if settings.impersonate:
        return lambda: _keyless(settings, asked, subject)
    key = _read_json(settings.credentials_file, "Download the service account's JSON key again and name its file.")
    return lambda: _service_account(key, asked, subject)


def store_token(path: Path, token: str) -> None:
    """Write a consent's JSON so that only the service's own user can read it, whole or not at all."""
    beside = path.with_name(path.name + ".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(token)
    beside.replace(path)


def sign_in(settings: GoogleSettings, *, browser: str | None = None) -> None:
    """Let a staff member sign in with a browser on this machine, and store the consent.

    Raises `AuthExpired` when the person left out a permission (Google lets people untick each one), `Permanent` when
    the settings name no OAuth client or the sign-in failed.
    """
    if not (settings.client_file and settings.token_file):
        raise Permanent(
            "There is no OAuth client to sign in with", mend="Set client_file and token_file (docs/google-teacher.md)."
        )
    asked = scopes(settings)
    client = _read_json(settings.client_file, "Download the OAuth client's JSON again (docs/google-teacher.md).")
    flow = load("google_auth_oauthlib.flow").InstalledAppFlow.from_client_config(client, list(asked))
    # Google answers with the scopes that were granted; oauthlib takes any difference for an error unless told so here.
    os.environ[ANY_SCOPES] = "1"
    granted = flow.run_local_server(
        port=0, browser=browser, access_type="offline", prompt="consent", timeout_seconds=300
    )
    given = granted.granted_scopes or ()
    missing = missing_scopes(asked, given.split() if isinstance(given, str) else given)
    if missing:
        raise AuthExpired(
            f"These permissions were left out: {', '.join(missing)}",
            mend="Sign in again and tick every box on Google's page.",
        )
    store_token(Path(settings.token_file), granted.to_json())


def _consented(path: str) -> Any:
    stored = _read_json(path, "Run nearpeer forms sign-in to sign in and store the consent.")
    try:
        return load("google.oauth2.credentials").Credentials.from_authorized_user_info(stored)
    except ValueError as broken:
        raise AuthExpired(f"{path} holds no consent: {broken}", mend="Run nearpeer forms sign-in.") from broken


def missing_scopes(asked: Sequence[str], granted: Sequence[str]) -> tuple[str, ...]:
    """The scopes that were asked for and not granted."""
    return tuple(scope for scope in asked if scope not in set(granted))


def client_id(settings: GoogleSettings) -> str:
    """The numeric id under which an admin grants delegation, or the account's address, or "" for a consent."""
    if not settings.credentials_file or settings.impersonate:
        return settings.impersonate
    return str(_read_json(settings.credentials_file, "").get("client_id", ""))


def _service_account(key: dict[str, Any], asked: Sequence[str], subject: str) -> Any:
    maker = load("google.oauth2.service_account").Credentials.from_service_account_info
    try:
        return maker(key, scopes=list(asked), subject=subject or None)
    except ValueError as broken:
        raise Permanent(
            f"The service account's key is not usable: {broken}",
            mend="Download the key again as JSON from console.cloud.google.com, IAM, Service accounts, Keys.",
        ) from broken


def _keyless(settings: GoogleSettings, asked: Sequence[str], subject: str) -> Any:
    """The machine's own identity, or that of `credentials_file`, signs as the service account, to act as subject."""
    if settings.credentials_file:
        key = _read_json(settings.credentials_file, "Name a readable JSON key file.")
        source = _service_account(key, (SCOPE + "cloud-platform",), "")
    else:
        source = _machine_identity()
    return load("google.auth.impersonated_credentials").Credentials(
        source, settings.impersonate, list(asked), subject=subject or None
    )


def _machine_identity() -> Any:
    missing = load("google.auth.exceptions").DefaultCredentialsError
    try:
        return load("google.auth").default(scopes=[SCOPE + "cloud-platform"])[0]
    except missing as absent:
        raise AuthExpired(
            "This machine has no Google identity of its own",
            mend="Run on a machine with a service account attached, or set GOOGLE_APPLICATION_CREDENTIALS.",
        ) from absent


def _read_json(path: str, mend: str) -> dict[str, Any]:
    try:
        read = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as broken:
        raise Permanent(f"{path} cannot be read as JSON ({type(broken).__name__})", mend=mend) from broken
    if not isinstance(read, dict):
        raise Permanent(f"{path} holds no JSON object", mend=mend)
    return read
