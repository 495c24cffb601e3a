from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from service.app import create_app
from service.web.bodies import HOOK_BYTES
from service.web.server import MAX_BODY
from tests.journeys.browsing import served
from tests.service.web.houses import SmallHouse
from tests.service.web.signing import BODY, signed_headers

pytestmark = pytest.mark.slow

DOOR = b"POST /hooks/signed/forms HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def connection(house: SmallHouse) -> Iterator[socket.socket]:
    """A plain connection to a real server."""
    with served(create_app(house)) as base:
        port = int(base.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as opened:
            yield opened


def answer_of(connection: socket.socket) -> tuple[bytes, bytes]:
    """Head and body of the next answer that has a length."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head, body


def delivery(number: int) -> bytes:
    headers = signed_headers(delivery=f"msg_{number}") | {"content-length": str(len(BODY))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return DOOR + lines.encode() + b"\r\n" + BODY


def test_server_names_no_software_and_keeps_senders_connected(connection: socket.socket) -> None:
    for number in range(3):
        connection.sendall(delivery(number))
        head, body = answer_of(connection)
        assert (head.split(b" ")[1], body) == (b"202", b"")
        assert b"server:" not in head.lower()
        assert b"connection: close" not in head.lower()


def test_chunked_delivery_past_the_limit_is_refused(connection: socket.socket) -> None:
    connection.sendall(DOOR + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    connection.sendall(chunk * (HOOK_BYTES // 0x8000 + 1) + b"0\r\n\r\n")
    head, body = answer_of(connection)
    assert (head.split(b" ")[1], b'"mend"' in body) == (b"413", True)


def test_body_without_end_is_cut_off_by_the_server(connection: socket.socket) -> None:
    connection.sendall(DOOR + b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1))
    head, _ = answer_of(connection)
    assert head.split(b" ")[1] == b"413"


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    ],
)
def test_malformed_requests_get_a_plain_refusal(connection: socket.socket, request_bytes: bytes) -> None:
    connection.sendall(request_bytes)
    head, body = answer_of(connection)
    assert head.split(b" ")[1] in {b"400", b"431"}
    assert b"Traceback" not in body
