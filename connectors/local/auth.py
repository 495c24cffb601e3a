"""The local suite's settings and secrets, read from plain text and judged all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from connectors.errors import ConnectorError, Permanent
from connectors.local.mime import Sender, checked_address
from connectors.local.smtp import LOOPBACK, SmtpServer
from connectors.signatures import read_secret

YES, NO = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}
KNOWN = {
    *("folder", "base_url", "mail_from", "mail_name", "invitation_mail", "durable", "webhook_secrets"),
    *("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_starttls", "smtp_from", "smtp_ca_file"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalSettings:
    """`folder` holds all the school's files. `server` None keeps mail in Maildirs."""

    folder: Path
    base_url: str
    sender: Sender
    server: SmtpServer | None = None
    invitation_mail: bool = True
    durable: bool = True
    webhook_secrets: tuple[str, ...] = ()


def read_settings(settings: Mapping[str, str]) -> LocalSettings:
    """The settings as values. Raises `Permanent` that lists every problem with its mend."""
    problems: list[str] = []
    for key in ("folder", "base_url"):
        if not settings.get(key):
            problems.append(f"{key} is missing")
    problems += [f"{key} is not a setting of the local suite" for key in sorted(set(settings) - KNOWN)]
    sender = Sender(
        address=_address(settings, problems),
        name=settings.get("mail_name", ""),
    )
    found = LocalSettings(
        folder=Path(settings.get("folder") or "."),
        base_url=settings.get("base_url", ""),
        sender=sender,
        server=_server(settings, problems),
        invitation_mail=_flag(settings, "invitation_mail", problems),
        durable=_flag(settings, "durable", problems),
        webhook_secrets=_secrets(settings, problems),
    )
    if problems:
        mend = "Correct these settings of the suite; docs/ lists what each may be."
        raise Permanent(f"The local suite's settings: {'; '.join(problems)}.", mend=mend)
    return found


def _address(settings: Mapping[str, str], problems: list[str]) -> str:
    address = settings.get("smtp_from") or settings.get("mail_from") or "mentoring@school.invalid"
    try:
        return checked_address(address.lower())
    except ConnectorError:
        problems.append("smtp_from (or mail_from) is not a mail address")
        return ""


def _server(settings: Mapping[str, str], problems: list[str]) -> SmtpServer | None:
    host, port = settings.get("smtp_host", ""), settings.get("smtp_port") or "587"
    starttls = _flag(settings, "smtp_starttls", problems)
    if not host:
        return None
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        problems.append("smtp_port is not a port number")
        port = "587"
    if not starttls and host not in LOOPBACK:
        problems.append("smtp_starttls may be off only when smtp_host is this machine")
    return SmtpServer(
        host=host,
        port=int(port),
        user=settings.get("smtp_user", ""),
        password=settings.get("smtp_password", ""),
        starttls=starttls,
        ca_file=settings.get("smtp_ca_file", ""),
    )


def _flag(settings: Mapping[str, str], key: str, problems: list[str]) -> bool:
    value = settings.get(key, "yes").strip().lower()
    if value not in YES | NO:
        problems.append(f"{key} is neither yes nor no")
    return value not in NO


def _secrets(settings: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    secrets = tuple(settings.get("webhook_secrets", "").split())
    for secret in secrets:
        try:
            read_secret(secret)
        except ConnectorError:
            problems.append("webhook_secrets holds one that is not whsec_<base64 of 16 bytes or more>")
    return secrets
