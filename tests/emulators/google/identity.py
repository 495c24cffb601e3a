"""Who may ask: service accounts with delegation, keyless signing, consents; and the keys that sign pushes."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.emulators.google.refused import Refused

SERVICE_ACCOUNT = "nearpeer@school-project.iam.gserviceaccount.com"
PUSH_ACCOUNT = "push@school-project.iam.gserviceaccount.com"
CLIENT_ID = "104200000000000000001"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """A key by name, made once in a run: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(name: str) -> str:
    """The key as a service account's file holds it."""
    encoding, shape = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return private_key(name).private_bytes(encoding, shape, serialization.NoEncryption()).decode()


@cache
def certificate_pem(name: str) -> str:
    """A self-signed certificate of the key, as Google publishes them."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private_key(name).public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .sign(private_key(name), hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What an access token allows. `subject` is the account it acts as."""

    subject: str
    scopes: frozenset[str]
    expires_at: datetime


@dataclass(slots=True)
class Identities:
    """Accounts, delegated scopes, tokens and signing keys."""

    users: set[str] = field(default_factory=lambda: {"mentoring@school.example"})
    delegated: set[str] | None = None  # None: every scope asked for
    consents: dict[str, frozenset[str]] = field(default_factory=dict)  # refresh token -> scopes
    tokens: dict[str, Grant] = field(default_factory=dict)
    revoked: bool = False
    signing: list[str] = field(default_factory=lambda: ["google-1", "google-2"])
    token_calls: int = 0
    _numbers: Any = field(default_factory=lambda: count(1))

    def key_file(self) -> dict[str, str]:
        """A service account's JSON key."""
        return {
            "type": "service_account",
            "project_id": "school-project",
            "private_key_id": "robot",
            "private_key": private_pem("robot"),
            "client_email": SERVICE_ACCOUNT,
            "client_id": CLIENT_ID,
            "token_uri": "https://oauth2.googleapis.com/token",
        }

    def token(self, form: Mapping[str, str], now: datetime) -> dict[str, object]:
        """The token endpoint. Raises 400 with Google's words for what is wrong."""
        self.token_calls += 1
        if self.revoked:
            raise TokenRefused("invalid_grant", "Token has been expired or revoked.")
        if form.get("grant_type") == JWT_BEARER:
            return self._delegated(form.get("assertion", ""), now)
        if form.get("grant_type") == "authorization_code":
            self.consents["refresh"] = frozenset(
                f"https://www.googleapis.com/auth/{name}" for name in form["code"].split()
            )
            return {
                **self._issue("mentoring@school.example", self.consents["refresh"], now),
                "refresh_token": "refresh",
            }
        scopes = self.consents.get(form.get("refresh_token", ""))
        if scopes is None:
            raise TokenRefused("invalid_grant", "Bad Request")
        return self._issue("mentoring@school.example", scopes, now)

    def keyless(self, scopes: frozenset[str], now: datetime) -> dict[str, object]:
        """IAM's generateAccessToken: the service account as itself."""
        issued = self._issue(SERVICE_ACCOUNT, scopes, now)
        return {"accessToken": issued["access_token"], "expireTime": "2099-01-01T00:00:00Z"}

    def sign_jwt(self, payload: str) -> str:
        """IAM's signJwt, for keyless delegation."""
        claims: dict[str, Any] = json.loads(payload)
        return jwt.encode(claims, private_pem("robot"), algorithm="RS256", headers={"kid": "robot"})

    def grant(self, authorization: str, now: datetime) -> Grant:
        """What the token of a request allows. Raises 401."""
        grant = self.tokens.get(authorization.removeprefix("Bearer "))
        if grant is None or self.revoked or now >= grant.expires_at:
            raise Refused(401, "authError", "Request had invalid authentication credentials.")
        return grant

    def certificates(self) -> dict[str, str]:
        """What Google publishes at /oauth2/v1/certs."""
        return {name: certificate_pem(name) for name in self.signing}

    def push_token(self, audience: str, account: str, now: datetime, /, **changed: Any) -> str:
        """An OIDC token as Pub/Sub sends it, signed with the newest key; claims may be changed for forgeries."""
        issued = int(now.timestamp())
        claims = {
            "iss": "https://accounts.google.com",
            "aud": audience,
            "azp": "113774264463038321964",
            "email": account,
            "email_verified": True,
            "sub": "113774264463038321964",
            "iat": issued,
            "exp": issued + 3_600,
            **changed,
        }
        key = self.signing[-1]
        return jwt.encode(claims, private_pem(key), algorithm="RS256", headers={"kid": key})

    def _delegated(self, assertion: str, now: datetime) -> dict[str, object]:
        key, audience = private_key("robot").public_key(), "https://oauth2.googleapis.com/token"
        # The library signs with the machine's own clock, which is not the world's.
        options: Any = {"verify_exp": False, "verify_iat": False}
        claims = jwt.decode(assertion, key, algorithms=["RS256"], audience=audience, options=options)
        scopes = frozenset(claims.get("scope", "").split())
        subject = claims.get("sub", claims["iss"])
        if self.delegated is not None and not scopes <= self.delegated:
            raise TokenRefused(
                "unauthorized_client", "Client is unauthorized to retrieve access tokens using this method."
            )
        if subject != SERVICE_ACCOUNT and subject not in self.users:
            raise TokenRefused("invalid_grant", "Invalid email or User ID")
        return self._issue(subject, scopes, now)

    def _issue(self, subject: str, scopes: frozenset[str], now: datetime) -> dict[str, object]:
        name = f"ya29.{next(self._numbers)}.{base64.urlsafe_b64encode(str(time.monotonic_ns()).encode()).decode()}"
        self.tokens[name] = Grant(subject=subject, scopes=scopes, expires_at=now + timedelta(hours=1))
        return {"access_token": name, "expires_in": 3_599, "token_type": "Bearer", "scope": " ".join(sorted(scopes))}


@dataclass(slots=True)
class TokenRefused(Exception):  # noqa: N818 -- Google's answer, not a fault of the emulator
    """The token endpoint's own shape of a refusal."""

    error: str
    description: str

    def body(self) -> bytes:
        """The bytes of the answer."""
        return json.dumps({"error": self.error, "error_description": self.description}).encode()
