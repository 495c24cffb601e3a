"""How much of a request body each kind of page reads. The limit counts before anything is parsed."""

from __future__ import annotations

from flask import Request

HOOK_BYTES = 256 * 1024
FORM_BYTES = 1024 * 1024
STAFF_BYTES = 16 * 1024


def limit_body(request: Request, most: int) -> None:
    """Let at most `most` bytes be read; reading more raises 413, with a length header or in chunks."""
    request.max_content_length = most


def read_body(request: Request, most: int) -> bytes:
    """The body's bytes. Raises `RequestEntityTooLarge` past `most`."""
    limit_body(request, most)
    return request.get_data(cache=False)
