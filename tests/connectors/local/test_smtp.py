"""Local mail out through SMTP, against a real server on this machine (aiosmtpd)."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from connectors.errors import AuthExpired, ConnectorError, Permanent, Retryable, Unclear
from connectors.local.files import Disk
from connectors.local.mail import LocalMailer
from connectors.local.mime import key_of
from connectors.local.smtp import SmtpCarrier, SmtpServer
from connectors.ports import MailState, OutgoingMail
from tests.connectors.contracts import MAIL, NOW, LineMailerContract, Received
from tests.connectors.local.test_mail import SENDER, received, returned

PASSWORD = "correct horse"


class Post:
    """What the server does with mail. `script` holds what it does instead, once each."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.sessions: set[int] = set()
        self.script: list[str] = []

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.script[:1] == ["drop"]:
            self._hang_up(server)
        if self.script and self.script[0][:3] in {"450", "550"}:
            return self.script.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        if self.script and self.script[0][:3] in {"452", "554"}:
            return self.script.pop(0)
        self.mails.append(envelope)
        self.sessions.add(id(session))
        if self.script[:1] == ["drop after"]:
            self._hang_up(server)
        return "250 OK"

    def _hang_up(self, server: SMTP) -> None:
        self.script.pop(0)
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()


def content(mail: Envelope) -> bytes:
    assert isinstance(mail.content, bytes)
    return mail.content


def sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for this machine, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = made.not_valid_before(NOW - timedelta(days=3650)).not_valid_after(NOW + timedelta(days=3650))
    signed = dated.add_extension(names, critical=False).sign(key, SHA256())
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(controller: Controller) -> Iterator[SmtpServer]:
    controller.start()
    yield SmtpServer(host="127.0.0.1", port=controller.port, user="school", password=PASSWORD)
    controller.stop()


@pytest.fixture
def server(post: Post, certificate: Path) -> Iterator[SmtpServer]:
    """A server that wants encryption and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = Controller(
        *(post, "127.0.0.1", free_port()),
        tls_context=context,
        require_starttls=True,
        authenticator=sign_in,
        auth_required=True,
    )
    with running(controller) as found:
        yield replace(found, ca_file=str(certificate))


@pytest.fixture
def plain_server(post: Post) -> Iterator[SmtpServer]:
    """A server without encryption and password."""
    with running(Controller(post, hostname="127.0.0.1", port=free_port())) as found:
        yield replace(found, user="")


@pytest.fixture
def carrier(server: SmtpServer) -> Iterator[SmtpCarrier]:
    carrier = SmtpCarrier(server)
    yield carrier
    carrier.close()


def mailer(folder: Path, carrier: SmtpCarrier) -> LocalMailer:
    return LocalMailer(folder, SENDER, Disk(durable=False), carrier=carrier, now=lambda: NOW)


@pytest.mark.slow
class TestSmtpMailer(LineMailerContract):
    @pytest.fixture(autouse=True)
    def world(self, tmp_path: Path, carrier: SmtpCarrier, post: Post) -> None:
        self.path, self.carrier, self.post = tmp_path, carrier, post

    def open(self) -> LocalMailer:
        return mailer(self.path, self.carrier)

    def delivered(self, address: str) -> list[Received]:
        return [received(content(mail)) for mail in self.post.mails if address in mail.rcpt_tos]

    def bounce(self, mail: OutgoingMail, reason: str, *, at: datetime) -> None:
        new = self.open().box(SENDER.address) / "new"
        new.mkdir(parents=True, exist_ok=True)
        (new / f"{len(list(new.iterdir()))}.relay").write_bytes(returned(mail, reason, at=at))

    def lose_answer(self, *, after_sending: bool) -> None:
        self.post.script.append("drop after" if after_sending else "drop")

    def expired_cursor(self) -> str:
        return "999"


def outcome(folder: Path, carrier: SmtpCarrier, mail: OutgoingMail = MAIL) -> ConnectorError | None:
    box = mailer(folder, carrier)
    try:
        box.send(box.draft(mail))
    except ConnectorError as error:
        return error
    return None


@pytest.mark.slow
def test_message_id_stands_for_the_key(tmp_path: Path, carrier: SmtpCarrier, post: Post) -> None:
    outcome(tmp_path, carrier)
    headers = received(content(post.mails[0])).headers
    assert key_of(headers["message-id"], SENDER.domain) == MAIL.key
    assert "delivered-to" not in headers


@pytest.mark.slow
def test_one_connection_serves_many_mails(tmp_path: Path, carrier: SmtpCarrier, post: Post) -> None:
    assert [outcome(tmp_path, carrier, replace(MAIL, key=f"k{number}")) for number in range(20)] == [None] * 20
    assert (len(post.mails), len(post.sessions)) == (20, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "kind"),
    [("450 later", Retryable), ("550 no such user", Permanent), ("452 full", Retryable), ("554 spam", Permanent)],
)
def test_a_refused_mail_stays_a_draft(
    tmp_path: Path, carrier: SmtpCarrier, post: Post, answer: str, kind: type[ConnectorError]
) -> None:
    post.script.append(answer)
    error = outcome(tmp_path, carrier)
    assert isinstance(error, kind)
    assert (answer in str(error), post.mails) == (True, [])
    box = mailer(tmp_path, carrier)
    assert box.state(box.draft(MAIL)) is MailState.DRAFTED
    assert (outcome(tmp_path, carrier), len(post.mails)) == (None, 1)


@pytest.mark.slow
def test_a_broken_line_is_forgotten_with_the_next_mail(tmp_path: Path, carrier: SmtpCarrier, post: Post) -> None:
    post.script.append("drop after")
    assert isinstance(outcome(tmp_path, carrier), Unclear)
    assert outcome(tmp_path, carrier, replace(MAIL, key="next")) is None
    assert outcome(tmp_path, carrier) is None
    assert len(post.mails) == 2


@pytest.mark.slow
def test_a_wrong_password_asks_for_a_new_one(tmp_path: Path, server: SmtpServer) -> None:
    error = outcome(tmp_path, SmtpCarrier(replace(server, password="wrong")))
    assert isinstance(error, AuthExpired)
    assert PASSWORD not in repr(server)


@pytest.mark.slow
def test_a_server_without_encryption_is_refused(tmp_path: Path, plain_server: SmtpServer, post: Post) -> None:
    error = outcome(tmp_path, SmtpCarrier(plain_server))
    assert isinstance(error, Permanent)
    assert ("STARTTLS" in error.mend, post.mails) == (True, [])


@pytest.mark.slow
def test_a_server_on_this_machine_may_do_without(tmp_path: Path, plain_server: SmtpServer, post: Post) -> None:
    local = SmtpCarrier(replace(plain_server, starttls=False))
    assert (outcome(tmp_path, local), len(post.mails)) == (None, 1)
    local.close()


@pytest.mark.slow
def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path, server: SmtpServer, post: Post) -> None:
    error = outcome(tmp_path, SmtpCarrier(replace(server, ca_file="")))
    assert isinstance(error, Permanent)
    assert ("certificate" in error.mend, post.mails) == (True, [])


def test_a_server_that_is_down_is_tried_again(tmp_path: Path) -> None:
    error = outcome(tmp_path, SmtpCarrier(SmtpServer(host="127.0.0.1", port=1, starttls=False)))
    assert isinstance(error, Retryable)
    assert "127.0.0.1:1" in str(error)


@pytest.mark.slow
def test_lines_that_look_like_the_end_do_not_end_the_mail(tmp_path: Path, carrier: SmtpCarrier, post: Post) -> None:
    smuggled = "one\r\n.\r\nMAIL FROM:<x@evil.example>\n.\n\r.\rRCPT TO:<y@evil.example>"
    assert outcome(tmp_path, carrier, replace(MAIL, text=smuggled)) is None
    [mail] = post.mails
    assert mail.rcpt_tos == [MAIL.to]
    assert "RCPT TO" in received(content(mail)).text
