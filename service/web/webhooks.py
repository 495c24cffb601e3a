"""The doors: the suite's verifier judges the bytes, the delivery is stored, the sender gets its 2xx. No work here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from flask import Blueprint, Response, request

from connectors.errors import WebhookRejected
from connectors.handshake import Handshake
from connectors.ports import Delivery, WebhookVerifier
from service.intake.sources import SOURCES
from service.storage.errors import StorageUnavailable
from service.web.bodies import HOOK_BYTES, read_body
from service.web.errors import Refused
from service.web.house import House, the_house

SIGNED = "signed"
"""The verifier of the Standard Webhooks scheme, whatever the suite."""
REFUSED = "nearpeer.refused"
"""Where the quick door leaves its reason in the WSGI environment, so that nothing is judged twice."""
RETRY_SECONDS = 5

doors = Blueprint("doors", __name__, url_prefix="/hooks")


@doors.post("/signed/<source>")
def signed(source: str) -> Response:
    """Somebody who holds a programme's signing key says that `source` has something new."""
    refusal = request.environ.get(REFUSED)
    if isinstance(refusal, Refused):
        raise refusal
    body = read_body(request, HOOK_BYTES)
    take_in_signed(the_house(), source, dict(request.headers.items()), body)
    return Response(status=202)


@doors.post("/<name>/<programme>")
def door(name: str, programme: str) -> Response:
    """A suite notifies in its own way: `name` says which of the programme's verifiers judges."""
    house, body = the_house(), read_body(request, HOOK_BYTES)
    found = house.programmes.get(programme)
    verifier = found.suite.verifiers.get(name) if found else None
    if (proof := _proof(verifier, request.args.to_dict())) is not None:
        # Escaped, for a browser that was led here must find nothing to run; the supplier's own tokens hold no markup.
        return Response(escape(proof, quote=False), status=200, mimetype="text/plain")
    _, deliveries = _prove(house, {programme: verifier} if verifier else {}, dict(request.headers.items()), body)
    _take_in(house, programme, deliveries)
    return Response(status=202)


def _proof(verifier: object, query: Mapping[str, str]) -> str | None:
    """What to say back to a supplier that asks whether this address wants to be told."""
    return verifier.answer(query) if isinstance(verifier, Handshake) else None


def take_in_signed(house: House, source: str, headers: Mapping[str, str], body: bytes) -> None:
    """Verify and store one delivery to the signed door. Raises `Refused` 401, 404 or 503."""
    programme, deliveries = _prove(house, _verifiers(house, SIGNED), headers, body)
    if source not in SOURCES:
        raise Refused(404, "There is no source of that name.", f"Use one of: {', '.join(SOURCES)}.")
    # The sender names the source in the address; the signature proves whose it is.
    _take_in(house, programme, [replace(delivery, source=source) for delivery in deliveries])


def _verifiers(house: House, name: str) -> Mapping[str, WebhookVerifier]:
    """Every programme's verifier of that name: the key proves whose delivery it is."""
    found = {key: programme.suite.verifiers.get(name) for key, programme in house.programmes.items()}
    return {key: verifier for key, verifier in found.items() if verifier is not None}


def _prove(
    house: House, verifiers: Mapping[str, WebhookVerifier], headers: Mapping[str, str], body: bytes
) -> tuple[str, Sequence[Delivery]]:
    """The programme whose verifier takes these bytes, and what they prove. An unknown door answers like a bad key."""
    now = house.wall_clock.now()
    for programme, verifier in verifiers.items():
        try:
            return programme, verifier.verify(headers, body, now)
        except WebhookRejected:
            continue
    mend = "Sign the exact bytes with the programme's current key, within five minutes of sending them."
    raise Refused(401, "The delivery does not prove who sent it.", mend)


def _take_in(house: House, programme: str, deliveries: Sequence[Delivery]) -> None:
    try:
        house.record(programme, deliveries)
    except StorageUnavailable as error:
        mend = "Nothing was taken in; send the same delivery again after the time in Retry-After."
        raise Refused(503, "The delivery could not be stored.", mend, retry_after=RETRY_SECONDS) from error
    if deliveries:
        house.wake(programme)
