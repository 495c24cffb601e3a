"""Personal codes: what a signed link says about its reader, in a form's hidden `code` answer.

A code reads `<key>:<value>.<key>:<value>.<mac>`, values percent-quoted. The MAC covers the form's name, so that a
code for one form opens no other.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import quote, unquote


def sign(secret: bytes, form: str, personal: Mapping[str, str]) -> str:
    """The code that proves `personal` to `form`. The same arguments give the same code."""
    body = ".".join(f"{_quoted(k)}:{_quoted(v)}" for k, v in sorted(personal.items()))
    return f"{body}.{_mac(secret, form, body)}"


def read(secret: bytes, form: str, code: str) -> Mapping[str, str] | None:
    """What the code proves, or None when we did not make it for this form."""
    # Compared as bytes in constant time; a code with odd characters must fail, not raise.
    body, _, mac = code.rpartition(".")
    if not hmac.compare_digest(mac.encode("utf-8", "replace"), _mac(secret, form, body).encode()):
        return None
    pairs = (part.partition(":") for part in body.split(".") if part)
    return {unquote(k): unquote(v) for k, _, v in pairs}


def pseudonym(secret: bytes, programme: str, person: str) -> str:
    """A name for a person that only the holder of the secret can lead back to them; the same every time."""
    digest = hmac.new(secret, f"pseudonym\n{programme}\n{person}".encode("utf-8", "replace"), sha256).digest()
    return urlsafe_b64encode(digest[:12]).decode()


def _quoted(value: str) -> str:
    # A dot parts the pairs, so none may stand inside one.
    return quote(value, safe="").replace(".", "%2E")


def _mac(secret: bytes, form: str, body: str) -> str:
    digest = hmac.new(secret, f"{form}\n{body}".encode("utf-8", "replace"), sha256).digest()
    return urlsafe_b64encode(digest[:18]).decode()  # 144 bits, no padding
