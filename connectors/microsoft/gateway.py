"""Sends `https://HOST/PATH` to `GATEWAY/HOST/PATH`, for schools whose outgoing traffic passes one address.

Addresses stay Microsoft's own everywhere above this, so that the list of hosts that may see a token means something.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from connectors.microsoft.vendor import load


def through(gateway: str, url: str) -> str:
    """The address at the gateway that stands for `url`."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{gateway}/{parts.netloc}{parts.path}{query}" if gateway else url


def graph_transport(gateway: str) -> Any:
    """What the SDK's HTTP client sends with."""
    httpx = load("httpx")
    limits = httpx.Limits(max_connections=8, max_keepalive_connections=4, keepalive_expiry=30.0)
    # Pools of HTTP/2 connections do not outlive the server's GOAWAY (encode/httpcore#45).
    plain = httpx.AsyncHTTPTransport(http2=False, limits=limits)
    if not gateway:
        return plain

    base: Any = httpx.AsyncBaseTransport

    class Redirected(base):  # type: ignore[misc] # the base is Any by design of `load`
        """Hands each request on with its new address."""

        async def handle_async_request(self, request: Any) -> Any:
            request.url = httpx.URL(through(gateway, str(request.url)))
            request.headers["Host"] = request.url.netloc.decode()
            return await plain.handle_async_request(request)

        async def aclose(self) -> None:
            await plain.aclose()

    return Redirected()


def token_transport(gateway: str, seconds: float) -> Any:
    """What azure-identity asks for tokens with; its own where there is no gateway."""
    base: Any = load("azure.core.pipeline.transport").AioHttpTransport
    if not gateway:
        return base(connection_timeout=seconds, read_timeout=seconds)

    class Redirected(base):  # type: ignore[misc] # the base is Any by design of `load`
        """Hands each request on with its new address."""

        async def send(self, request: Any, **options: Any) -> Any:
            # azure-identity sends the same request again after a fault; by then it must have its own address back.
            asked, request.url = request.url, through(gateway, request.url)
            try:
                return await super().send(request, **options)
            finally:
                request.url = asked

    return Redirected(connection_timeout=seconds, read_timeout=seconds)
