"""How long data is kept, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RetentionClass(StrEnum):
    """Why a row is kept, and so for how long."""

    PROGRAMME = "programme"  # pairs, meetings, check-ins
    APPLICATION = "application"
    CONSENT = "consent"
    CONCERN = "concern"
    LOG = "log"  # journal, mail records


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """Calendar days each class of data is kept after the person's last activity."""

    programme: int = 400
    """Pairs, meetings and check-ins."""
    application: int = 400
    """Applications."""
    consent: int = 730
    """Consents."""
    concern: int = 2_555
    """Concerns."""
    log: int = 400
    """The journal and the records of mail."""
    texts: int = 30
    """The words of mails to pupils and families, once they went, and what a notification or answer brought, once it was
    decided. Answers themselves are kept as applications are, mails to staff and concerns as the log is."""
