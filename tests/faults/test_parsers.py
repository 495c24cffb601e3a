"""Every parser that takes outside bytes, fed with spoilt good input, with noise, and with what the fuzzer once found.

Examples are chosen at random without looking at coverage; `python -m tests.faults.fuzz` looks. A parser that hangs
fails by the test run's time limit.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier
from tests.builders import NOW
from tests.emulators.microsoft.school import NOTIFY_SECRET
from tests.faults.parsers import PARSERS

pytestmark = pytest.mark.slow
ROUNDS = {"workbook": 60, "reply": 100}
OFTEN = 150
FOUND = Path(__file__).parent / "found"
PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\r\n\r\n",
    b"[" * 5_000,
    b"{" * 50,
    b'"',
    b"&a [*a]",
    b"!!python/object:x",
    b"9" * 5_000,
)


def spoilt(good: bytes, random: Random) -> bytes:
    """The good bytes with a few places cut, doubled, flipped or filled with what parsers trip over."""
    body = bytearray(good)
    for _ in range(random.randint(1, 4)):
        place = random.randint(0, len(body))
        act = random.randrange(4)
        if act == 0:
            del body[place : place + random.randint(1, 20)]
        elif act == 1:
            body[place:place] = random.choice(PIECES)
        elif act == 2:
            body[place:place] = random.randbytes(random.randint(1, 8))
        else:
            body[place:place] = body[: random.randint(0, 60)]
    return bytes(body)


@pytest.mark.parametrize("name", PARSERS)
def test_spoilt_bytes_bring_out_only_declared_errors(name: str) -> None:
    parse, good, declared = PARSERS[name]
    for seed in range(ROUNDS.get(name, OFTEN)):
        with suppress(declared):
            parse(spoilt(good, Random(seed)))


@pytest.mark.parametrize("name", PARSERS)
def test_good_bytes_are_taken(name: str) -> None:
    parse, good, _ = PARSERS[name]
    assert parse(good) is not None


@pytest.mark.parametrize("path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_the_fuzzer_found_brings_out_only_declared_errors(path: Path) -> None:
    parse, _, declared = PARSERS[path.parent.name.replace("_", " ")]
    with suppress(declared):
        parse(path.read_bytes())


def test_ids_that_are_no_text_can_still_be_stored() -> None:
    judge = FlowVerifier(secrets=(NOTIFY_SECRET,))
    [brought] = judge.verify({SECRET_HEADER: NOTIFY_SECRET}, rb'{"form_id":"\ud800","response_id":"\udc00"}', NOW)
    assert brought.delivery_id.encode().split(b"/")[1] == b"?"
