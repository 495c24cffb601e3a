"""Requests and answers that are bytes: mail goes up and comes down as MIME, which the SDK's builders do not take.

`messages.post` of msgraph-sdk 1.65 writes its model as JSON whatever content type is asked for.
"""

from __future__ import annotations

from typing import Any

from connectors.microsoft.client import Ask
from connectors.microsoft.vendor import load


def asking(verb: str, path: str, content: bytes, content_type: str, prefer: str) -> Ask:
    """What `Door.call` does for a request with this body; the reply's body is the answer's bytes.

    `path` follows `/v1.0`, its parts quoted by the caller.
    """

    async def ask(graph: Any) -> Any:
        info = load("kiota_abstractions.request_information").RequestInformation()
        info.http_method = load("kiota_abstractions.method").Method(verb)
        info.url = f"{graph.request_adapter.base_url}{path}"
        info.headers.try_add("Prefer", prefer)
        if content:
            info.headers.try_add("Content-Type", content_type)
            info.content = content
        errors = {"XXX": load("msgraph.generated.models.o_data_errors.o_data_error").ODataError}
        return await graph.request_adapter.send_primitive_async(info, "bytes", errors)

    return ask
