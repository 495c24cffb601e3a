"""What every answer carries, and how a POST proves that it comes from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request, Response

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)
"""For a mail's own HTML, which brings its styles inline: no script, no picture from elsewhere, an origin of its own."""

HEADERS = (
    ("Content-Security-Policy", PAGE_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store"),
)
MACHINE_HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)
"""For answers that no browser draws: a door answers thousands a second."""
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def harden(response: Response, *, https: bool, drawn: bool = True) -> Response:
    """Add every security header that the page has not set itself; fewer when no browser draws the answer."""
    headers = response.headers
    for name, value in HEADERS if drawn else MACHINE_HEADERS:
        headers.setdefault(name, value)
    if https:
        headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    return response


def is_https(base_url: str) -> bool:
    """Whether people reach the service over TLS."""
    return urlsplit(base_url).scheme == "https"


def from_own_page(request: Request, base_url: str) -> bool:
    """Whether the browser says that this POST was sent by one of our pages.

    Pages with `Referrer-Policy: no-referrer` send `Origin: null` (Fetch, "append a request Origin header"), so
    `Sec-Fetch-Site` is asked first; a browser that sends neither is left to the CSRF token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin in {"null", _origin(base_url), _origin(request.host_url)}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
