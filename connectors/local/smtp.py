"""Mail out through SMTP: encrypted unless the server is this machine, one pooled sign-in, one answer per recipient."""

from __future__ import annotations

import smtplib
import ssl
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from connectors.errors import AuthExpired, ConnectorError, Permanent, Retryable, Unclear

TIMEOUT = 20  # seconds for each answer of the server
MOST_IDLE = 4  # connections kept open
IMPLICIT_TLS = 465
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail goes out. `starttls` may be off only on this machine itself."""

    host: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    ca_file: str = ""


class SmtpCarrier:
    """Hands mails to one server. Safe for many threads."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._idle: list[smtplib.SMTP] = []
        self._lock = threading.Lock()

    def deliver(self, sender: str, to: str, data: bytes, *, committed: Callable[[], None]) -> None:
        """Hand over one mail to one recipient; `committed` is called right before its content goes.

        Raises `Retryable` or `Permanent` when it surely did not go, `Unclear` when the line broke after its content.
        """
        connection, pooled = self._borrow()
        if pooled and not _is_alive(connection):
            connection.close()
            connection = self._connect()
        try:
            self._hand_over(connection, sender, to, data, committed=committed)
        except ConnectorError:
            connection.close()
            raise
        self._give_back(connection)

    def check(self) -> None:
        """Sign in and out again. Raises as `deliver` does."""
        self._give_back(self._connect())

    def close(self) -> None:
        """Hang up every idle connection."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _hand_over(
        self, connection: smtplib.SMTP, sender: str, to: str, data: bytes, *, committed: Callable[[], None]
    ) -> None:
        try:
            options = _options(connection, to)
            connection.ehlo_or_helo_if_needed()
            _expect(connection.mail(sender, options), "the sender")
            _expect(connection.rcpt(to), "the recipient")
        except (smtplib.SMTPException, OSError) as error:
            raise Retryable("The mail server hung up before it took the mail.", mend="Nothing to do.") from error
        committed()
        try:
            answer = connection.data(data)
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error, "the content") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unclear("The line broke after the mail's content was sent.") from error
        _expect(answer, "the content")

    def _borrow(self) -> tuple[smtplib.SMTP, bool]:
        with self._lock:
            if self._idle:
                return self._idle.pop(), True
        return self._connect(), False

    def _give_back(self, connection: smtplib.SMTP) -> None:
        with self._lock:
            if len(self._idle) < MOST_IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> smtplib.SMTP:
        server, place = self._server, f"{self._server.host}:{self._server.port}"
        try:
            return self._signed_in()
        except smtplib.SMTPAuthenticationError as error:
            mend = f"Check smtp_user and smtp_password for {server.host}."
            raise AuthExpired(f"{place} refused the sign-in.", mend=mend) from error
        except ssl.SSLError as error:
            mend = "Check the server's certificate, or set smtp_ca_file."
            raise Permanent(f"{place}: no safe connection ({error.reason}).", mend=mend) from error
        except smtplib.SMTPNotSupportedError as error:
            mend = "Use a server with STARTTLS; smtp_starttls: no is only for this machine itself."
            raise Permanent(f"{place} does not offer what is needed: {error}", mend=mend) from error
        except (smtplib.SMTPException, OSError) as error:
            mend = "Check smtp_host and smtp_port, and that the server is up."
            raise Retryable(f"{place} cannot be reached.", mend=mend) from error

    def _signed_in(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.ca_file or None)
        if server.port == IMPLICIT_TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
        with ExitStack() as undo:
            undo.callback(connection.close)
            if server.port != IMPLICIT_TLS and (server.starttls or server.host not in LOOPBACK):
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
            undo.pop_all()
        return connection


def _is_alive(connection: smtplib.SMTP) -> bool:
    """Whether a connection kept from last time still answers; servers hang up on idle ones."""
    try:
        return connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _options(connection: smtplib.SMTP, to: str) -> list[str]:
    if to.isascii():
        return []
    connection.ehlo_or_helo_if_needed()
    if not connection.has_extn("smtputf8"):
        raise Permanent("The mail server takes no addresses in this script.", mend="Give this person another address.")
    connection.command_encoding = "utf-8"
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _expect(answer: tuple[int, bytes], what: str) -> None:
    code, words = answer
    if code not in {250, 251}:
        raise _refusal(code, words, what)


def _refusal(code: int, words: bytes | str, what: str) -> ConnectorError:
    """4xx passes, 5xx stays (RFC 5321 4.2.1)."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    message = f"The mail server refused {what}: {code} {said}"
    if 400 <= code < 500:
        return Retryable(message, mend="Nothing to do; it is tried again.")
    return Permanent(message, mend="Correct the address or ask whoever runs the mail server, then replay the mail.")
