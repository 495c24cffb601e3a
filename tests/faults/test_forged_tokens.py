"""Fault 37: hundreds of forged tokens, each wrong in one way, and genuine ones while keys change or cannot be had.

See docs/faults.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from connectors.google.keys import KeyRing
from connectors.google.webhook import PushVerifier
from tests.connectors.contracts import NOW
from tests.connectors.google.test_webhook import CLAIMS, made, passes
from tests.emulators.google.identity import PUSH_ACCOUNT, Identities, certificate_pem, private_key
from tests.emulators.google.school import PUSH_URL

pytestmark = pytest.mark.slow
SECONDS = int(NOW.timestamp())
GENUINE = {"alg": "RS256", "typ": "JWT", "kid": "google-2"}
Forged = Iterator[tuple[str, str]]
"""What was forged, and the token."""


def signed(claims: Mapping[str, Any], key: str = "google-2", algorithm: str = "RS256", **head: Any) -> str:
    """A token that this key signs."""
    return jwt.encode(dict(claims), private_key(key), algorithm=algorithm, headers={"kid": "google-2", **head})


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def public_shapes() -> Iterator[bytes]:
    """Everything public that somebody may take for a shared secret."""
    key = private_key("google-2").public_key()
    yield certificate_pem("google-2").encode()
    yield certificate_pem("google-2").strip().encode()
    for encoding in (serialization.Encoding.PEM, serialization.Encoding.DER):
        for shape in (serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1):
            yield key.public_bytes(encoding, shape)
    yield from (b"", b"google-2", str(key.public_numbers().n).encode())


def shared() -> Forged:
    """The public key used as a shared secret, under each keyed hash, with the header that says so or that lies."""
    hashes = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
    for (name, kind), secret, says in product(hashes.items(), public_shapes(), (None, "RS256")):
        head = encoded(json.dumps({**GENUINE, "alg": says or name}).encode())
        message = f"{head}.{encoded(json.dumps(CLAIMS).encode())}"
        yield f"{name} with a public key", f"{message}.{encoded(hmac.new(secret, message.encode(), kind).digest())}"


def algorithms() -> Forged:
    """Other algorithms: by word alone, and really signed with the key that is known, or with one of another kind."""
    words: tuple[object, ...] = (
        "none",
        "None",
        "NONE",
        "nOnE",
        "",
        "rs256",
        "RS256 ",
        "HS256",
        "RS1",
        "RSA",
        "A128KW",
        "dir",
        None,
        5,
        [],
        {},
    )
    for word, signature in product(words, (b"", b"x", b"\x00" * 256)):
        yield f"alg {word}", made({**GENUINE, "alg": word}, CLAIMS, signature)
    yield "no alg", made({"kid": "google-2"}, CLAIMS)
    for algorithm in ("RS384", "RS512", "PS256", "PS384", "PS512"):
        yield algorithm, signed(CLAIMS, algorithm=algorithm)
        yield f"{algorithm} said to be RS256", relabelled(signed(CLAIMS, algorithm=algorithm), {**GENUINE})
    for algorithm, curve in (("ES256", ec.SECP256R1()), ("ES384", ec.SECP384R1()), ("ES512", ec.SECP521R1())):
        token = jwt.encode(CLAIMS, ec.generate_private_key(curve), algorithm=algorithm, headers={"kid": "google-2"})
        yield algorithm, token
        yield f"{algorithm} said to be RS256", relabelled(token, {**GENUINE})


def relabelled(token: str, head: Mapping[str, Any]) -> str:
    """The token under another header, its signature as it was."""
    return f"{encoded(json.dumps(head).encode())}.{token.partition('.')[2]}"


KIDS = (
    *(
        "../../etc/passwd",
        "/dev/null",
        "file:///dev/null",
        "..\\..\\windows\\win.ini",
        "google-2\x00",
        "google-2\x00.pem",
    ),
    *(
        "' OR 1=1 --",
        "x' UNION SELECT 'key' --",
        '"; DROP TABLE keys; --',
        "google-2' --",
        "${jndi:ldap://evil.example}",
    ),
    *("google-9", "", "GOOGLE-2", " google-2", "google-2 ", "google-2/../google-2", "$(id)", "|id", "*", "%67oogle-2"),
    *(None, 7, True, ["google-2"], {"kid": "google-2"}, "https://evil.example/key.pem"),
)


def keys() -> Forged:
    """Somebody else's key, under any name, or brought along."""
    evil = private_key("evil")
    for name in KIDS:
        yield f"kid {name!r}", relabelled(signed(CLAIMS, "evil"), {**GENUINE, "kid": name})
    for name in ("jku", "x5u"):
        for place in ("https://evil.example/keys", "http://127.0.0.1/keys", "file:///keys", "//evil.example", ""):
            yield f"{name} {place}", signed(CLAIMS, "evil", **{name: place})
    numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(evil.public_key()))
    yield "jwk", signed(CLAIMS, "evil", jwk=numbers)
    yield "jwk with our kid", signed(CLAIMS, "evil", jwk={**numbers, "kid": "google-2"})
    yield "x5c", signed(CLAIMS, "evil", x5c=[encoded(certificate_pem("evil").encode())])
    yield "crit", signed(CLAIMS, "evil", crit=["kid"])
    yield "plain", signed(CLAIMS, "evil")


WRONG: Mapping[str, tuple[object, ...]] = {
    "iss": (
        *("https://evil.example", "accounts.google.com.evil.example", "http://accounts.google.com", "", None, 5, True),
        *("https://accounts.google.com/", "HTTPS://ACCOUNTS.GOOGLE.COM", "https://accounts.google.com@evil.example"),
        *(
            ["https://accounts.google.com"],
            {"iss": "accounts.google.com"},
            " accounts.google.com",
            "accounts.google.com\n",
        ),
    ),
    "aud": (
        *(
            "https://other.example",
            PUSH_URL + "/",
            PUSH_URL.upper(),
            PUSH_URL[:-1],
            f" {PUSH_URL}",
            "",
            None,
            5,
            True,
            "*",
        ),
        *([PUSH_URL], [PUSH_URL, "https://other.example"], {"aud": PUSH_URL}, PUSH_URL.replace("https", "http")),
        *(PUSH_URL + "?x", PUSH_URL + "#x", PUSH_URL.replace("/oak", "/elm"), PUSH_URL + "\x00"),
    ),
    "email": (
        *("someone@else.example", PUSH_ACCOUNT.upper(), f"{PUSH_ACCOUNT} ", f"x{PUSH_ACCOUNT}", f"{PUSH_ACCOUNT}.evil"),
        *(
            "",
            None,
            5,
            True,
            [PUSH_ACCOUNT],
            {"email": PUSH_ACCOUNT},
            f"{PUSH_ACCOUNT}\n",
            PUSH_ACCOUNT.replace("@", "＠"),
        ),
        *(f"{PUSH_ACCOUNT},someone@else.example", f'"{PUSH_ACCOUNT}"@evil.example', PUSH_ACCOUNT.replace("p", "р", 1)),
    ),
    "email_verified": (False, "true", "True", 1, 1.0, None, "", [True], {"x": True}, "false", 0, "yes"),
    "exp": (
        *(SECONDS - 60, SECONDS - 11, 0, -1, None, True, "9999999999", 10**18, 2**63, -(10**18), [SECONDS + 60]),
        *(float(SECONDS + 3_600), f"{SECONDS + 3_600}", {"exp": SECONDS}, 1e300, "", False, SECONDS - 365 * 86_400),
    ),
    "iat": (
        *(SECONDS + 11, SECONDS + 600, SECONDS + 365 * 86_400, None, True, "0", 10**18, 2**63, -1, [SECONDS], 1e300),
        *(float(SECONDS), f"{SECONDS}", {"iat": SECONDS}, "", False),
    ),
    "nbf": (SECONDS + 600, SECONDS + 365 * 86_400, 10**18, "soon", True),
}
"""Claim -> values that are wrong in a token that Google's own key signs."""
LEFT_OUT = ("iss", "aud", "email", "email_verified", "exp", "iat")


def claims() -> Forged:
    """Genuinely signed, for somebody else or for another time."""
    for name, values in WRONG.items():
        for value in values:
            yield f"{name} {value!r}", signed_freely({**CLAIMS, name: value})
    for name in LEFT_OUT:
        yield f"no {name}", signed_freely({key: value for key, value in CLAIMS.items() if key != name})
    for content in (
        b"",
        b"null",
        b"[]",
        b"5",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"[" * 900,
        json.dumps(CLAIMS).encode() + b"{}",
    ):
        yield f"claims {content[:9]!r}", signed_bytes(content)


def signed_freely(content: Mapping[str, Any]) -> str:
    """Signed by Google's key whatever it says; the library checks some claims before it signs."""
    return signed_bytes(json.dumps(content).encode())


def signed_bytes(content: bytes) -> str:
    message = f"{encoded(json.dumps(GENUINE).encode())}.{encoded(content)}"
    signature = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(
        message.encode(), private_key("google-2")
    )
    return f"{message}.{encoded(signature)}"


def damaged() -> Forged:
    """A genuine token that was cut, lengthened, mixed or written otherwise."""
    good = signed_freely(CLAIMS)
    head, body, signature = good.split(".")
    other = signed_freely({**CLAIMS, "email": "someone@else.example"})
    for extra in ("=", "==", "A", ".", ".x", "\n", " ", "\x00", "%20", ",", "\t", f".{signature}", "é"):
        yield f"{extra!r} behind", good + extra
        yield f"{extra!r} before", extra + good
        yield f"{extra!r} in the middle", f"{head}{extra}.{body}.{signature}"
    for length in (0, 1, len(head), len(head) + 1, len(good) // 2, *(len(good) - n for n in (300, 4, 3, 2, 1))):
        yield f"cut at {length}", good[:length]
    for part in (head, body, signature):
        yield "padded", good.replace(part, part + "=" * (-len(part) % 4 or 4))
        yield "encoded twice", good.replace(part, encoded(part.encode()))
        yield "left out", good.replace(part, "")
        yield "doubled", good.replace(part, f"{part}.{part}")
        yield "turned", good.replace(part, part[::-1])
        yield "stray bits", good.replace(part, part[:-1] + chr(ord(part[-1]) + 1))
    standard = base64.b64encode(base64.urlsafe_b64decode(signature + "=="))
    yield "other alphabet", f"{head}.{body}.{standard.decode()}"
    yield "another's claims", f"{head}.{other.split('.')[1]}.{signature}"
    yield "another's signature", f"{head}.{body}.{other.split('.')[2]}"
    yield "too long", signed_freely({**CLAIMS, "x": "y" * 8_000})
    for raw in (b"", b"\x00" * 256, b"\xff" * 256, b"\x01", b"\x00" * 10_000):
        yield "invented signature", f"{head}.{body}.{encoded(raw)}"


FORGERIES = (algorithms, shared, keys, claims, damaged)


def test_fault_37_no_forged_token_is_accepted() -> None:
    tried = [(name, token) for forge in FORGERIES for name, token in forge()]
    assert passes(signed_freely(CLAIMS))
    assert [name for name, token in tried if passes(token)] == []
    assert len({token for _, token in tried}) >= 300


PUSHED = b'{"message": {"messageId": "7", "attributes": {"eventType": "RESPONSES", "formId": "F"}}}'


def listed_at(hour: int) -> list[str]:
    """The keys of that hour, the last of which signs: a new one is listed six hours before, an old one goes at once."""
    day, hour = divmod(hour, 24)
    old, new = f"key-{day % 4}", f"key-{(day + 1) % 4}"
    return [old] if hour < 6 else [new, old] if hour < 12 else [new]


def pushed(name: str, now: datetime) -> Mapping[str, str]:
    """What proves a push that this key signs now."""
    seconds = int(now.timestamp())
    claims = {**CLAIMS, "iat": seconds, "exp": seconds + 3_600}
    return {"Authorization": f"Bearer {jwt.encode(claims, private_key(name), 'RS256', headers={'kid': name})}"}


def test_fault_37_genuine_tokens_pass_through_every_rotation() -> None:
    identities, taken = Identities(), 0
    ring = KeyRing(fetch=identities.certificates)
    door = PushVerifier(keys=ring, audience=PUSH_URL, sender=PUSH_ACCOUNT)
    late = pushed(listed_at(0)[-1], NOW - timedelta(minutes=30))
    for hour in range(24 * 28):
        now = NOW + timedelta(hours=hour)
        identities.signing = listed_at(hour)
        ring.refresh(now)
        taken += len(door.verify(late, PUSHED, now + timedelta(minutes=29)))
        late = pushed(identities.signing[-1], now + timedelta(minutes=30))
        taken += len(door.verify(late, PUSHED, now + timedelta(minutes=30)))
    assert taken == 2 * 24 * 28


def test_fault_37_genuine_tokens_pass_while_the_key_list_is_away() -> None:
    identities, away, taken = Identities(), list[int](), 0
    ring = KeyRing(fetch=lambda: away.append(1) if away else identities.certificates())
    door = PushVerifier(keys=ring, audience=PUSH_URL, sender=PUSH_ACCOUNT)
    ring.refresh(NOW)
    away.append(0)
    for hour in range(24 * 7):
        now = NOW + timedelta(hours=hour)
        ring.refresh(now)
        taken += len(door.verify(pushed("google-2", now), PUSHED, now))
    assert (taken, len(away)) == (24 * 7, 24 * 7)
