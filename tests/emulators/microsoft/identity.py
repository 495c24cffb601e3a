"""The tenant's sign-in for applications: secrets, certificates, trusted tokens, and what each token may do."""

from __future__ import annotations

import json
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

from tests.emulators.microsoft.refused import Refused

TENANT = "11111111-2222-3333-4444-555555555555"
CLIENT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SECRET = "Zq8~the-secret-of-the-application"
FEDERATED = "a-token-of-the-platform"
IDENTITY_HEADER = "the-header-of-the-machine"


@cache
def key_and_certificate() -> tuple[Any, Any]:
    """A key pair with its certificate, made once per test run."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nearpeer")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    return key, builder.not_valid_after(datetime(2036, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())


def certificate_file() -> bytes:
    """The certificate with its private key, as PEM."""
    key, certificate = key_and_certificate()
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    private: bytes = key.private_bytes(serialization.Encoding.PEM, form, plain)
    public: bytes = certificate.public_bytes(serialization.Encoding.PEM)
    return private + public


@dataclass(slots=True)
class TokenRefused(Exception):  # noqa: N818 -- Entra's answer, not a fault of the emulator
    """The token endpoint's own shape of a refusal."""

    code: str
    description: str
    error: str = "invalid_client"

    def body(self) -> bytes:
        """The bytes of the answer."""
        text = f"{self.code}: {self.description}"
        return json.dumps(
            {"error": self.error, "error_description": text, "error_codes": [int(self.code[6:])]}
        ).encode()


@dataclass(slots=True)
class Identities:
    """The application and its tokens, in one of Microsoft's clouds. `granted` None means every permission."""

    graph: str = "graph.microsoft.com"
    login: str = "login.microsoftonline.com"
    secret: str = SECRET
    granted: frozenset[str] | None = None
    refused: TokenRefused | None = None
    tokens: set[str] = field(default_factory=set)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))

    def revoke(self) -> None:
        """No token that is out there is good any longer."""
        self.tokens.clear()

    def token(self, tenant: str, form: Mapping[str, str]) -> dict[str, object]:
        """The answer of the token endpoint. Raises `TokenRefused`."""
        self.asked.append(form)
        if self.refused is not None:
            raise self.refused
        if tenant != TENANT:
            raise TokenRefused("AADSTS90002", "Tenant not found.", "invalid_request")
        if form.get("client_id") != CLIENT:
            raise TokenRefused("AADSTS700016", "Application was not found in the directory.", "unauthorized_client")
        if form.get("grant_type") != "client_credentials" or form.get("scope") != f"https://{self.graph}/.default":
            raise TokenRefused("AADSTS70011", "The provided value for scope is not valid.", "invalid_scope")
        self._prove(tenant, form)
        return self._issue()

    def managed(self, header: str) -> dict[str, object]:
        """What the machine's own identity endpoint answers. Raises 401."""
        if header != IDENTITY_HEADER:
            raise Refused(401, "Unauthorized", "The header does not fit.")
        expires = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
        return {**self._issue(), "expires_on": str(expires), "resource": f"https://{self.graph}"}

    def check(self, authorization: str) -> None:
        """Raises 401 unless this header holds a token that is good."""
        if authorization.removeprefix("Bearer ") not in self.tokens:
            raise Refused(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")

    def _prove(self, tenant: str, form: Mapping[str, str]) -> None:
        if "client_secret" in form:
            if form["client_secret"] != self.secret:
                raise TokenRefused("AADSTS7000215", "Invalid client secret provided.")
            return
        assertion = form.get("client_assertion", "")
        if assertion == FEDERATED:
            return
        try:
            public = key_and_certificate()[0].public_key()
            audience = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
            claims = jwt.decode(assertion, public, algorithms=["RS256", "PS256"], audience=audience)
        except jwt.PyJWTError as broken:
            raise TokenRefused("AADSTS700027", f"The assertion is not valid: {broken}") from broken
        if claims["iss"] != CLIENT or claims["sub"] != CLIENT:
            raise TokenRefused("AADSTS700027", "The assertion names another application.")

    def _issue(self) -> dict[str, object]:
        token = f"eyJ.{next(self._numbers)}"
        self.tokens.add(token)
        return {"token_type": "Bearer", "expires_in": 3_599, "ext_expires_in": 3_599, "access_token": token}
