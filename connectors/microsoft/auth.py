"""Who we are to Microsoft: an application of the school's own, proved in one of four ways.

Best first: the identity of the Azure machine we run on, a token of another provider that the tenant trusts, a
certificate, a secret. No person signs in, so no pupil's age and no staff member's password matters.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from connectors.errors import AuthExpired, Permanent
from connectors.microsoft.gateway import token_transport
from connectors.microsoft.settings import MicrosoftSettings
from connectors.microsoft.vendor import load

TOKEN_SECONDS = 20.0


def scope(settings: MicrosoftSettings) -> str:
    """What an application asks for: everything that the administrator has granted it."""
    return f"https://{settings.cloud.graph}/.default"


def credential(settings: MicrosoftSettings) -> Any:
    """The asynchronous credential of azure-identity that these settings describe; it keeps its tokens in memory.

    Must be made and closed on the loop. Raises `Permanent` with the mend when a file cannot be used.
    """
    # Hosts that rewrite addresses have no list of the authorities that Microsoft knows; the gateway is one of them.
    common: dict[str, Any] = {
        "transport": token_transport(settings.api_endpoint, TOKEN_SECONDS),
        "disable_instance_discovery": bool(settings.api_endpoint),
        "retry_total": 1,
    }
    makers = load("azure.identity.aio")
    if settings.managed_identity:
        chosen = {"client_id": settings.client_id} if settings.client_id else {}
        return makers.ManagedIdentityCredential(**chosen, retry_total=1)
    app = {"tenant_id": settings.tenant_id, "client_id": settings.client_id, "authority": settings.cloud.authority}
    if settings.federated_token_file:
        _readable(settings.federated_token_file, "Name the file that the platform writes its token to.")
        token_file = settings.federated_token_file
        return makers.WorkloadIdentityCredential(**app, token_file_path=token_file, **common)
    if settings.certificate_file:
        return _with_certificate(makers, settings, {**app, **common})
    return makers.ClientSecretCredential(**app, client_secret=settings.client_secret, **common)


def _with_certificate(makers: Any, settings: MicrosoftSettings, named: dict[str, Any]) -> Any:
    content = _readable(settings.certificate_file, "Name a readable PEM or PFX file with certificate and private key.")
    password = settings.certificate_password or None
    try:
        return makers.CertificateCredential(**named, certificate_data=content, password=password)
    except (ValueError, TypeError) as broken:
        raise Permanent(
            f"The certificate cannot be used: {broken}"[:300],
            mend="The file must hold the certificate and its private key; set certificate_password if it has one.",
        ) from broken


def _readable(path: str, mend: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as broken:
        raise Permanent(f"{path} cannot be read ({type(broken).__name__})", mend=mend) from broken


CREDENTIALS_PAGE = "Entra admin centre, App registrations, Certificates & secrets"
# Entra's page "Microsoft Entra authentication and authorization error codes".
MENDS = {
    "AADSTS7000215": f"The client secret is wrong: take its value, not its id, from {CREDENTIALS_PAGE}.",
    "AADSTS7000222": f"The client secret has expired: make a new one ({CREDENTIALS_PAGE}).",
    "AADSTS700027": f"The certificate is not known to the application: upload its public part ({CREDENTIALS_PAGE}).",
    "AADSTS700016": "There is no application with this client_id in the tenant: compare both with its Overview page.",
    "AADSTS90002": "There is no tenant with this tenant_id: compare it with the Entra admin centre's Overview page.",
    "AADSTS70021": "No federated credential fits the token: compare issuer, subject and audience with the token's own.",
    "AADSTS53003": "A Conditional Access policy blocks the application: ask the administrator to exclude it.",
    "AADSTS7000112": "The application is disabled: switch it on under Enterprise applications, Properties.",
}


def sign_in_fault(fault: Exception) -> AuthExpired:
    """Entra's refusal of a token, with the mend for its code."""
    text = " ".join(str(fault).split())[:300]
    mend = next((mend for code, mend in MENDS.items() if code in text), "Run nearpeer doctor and compare the identity.")
    return AuthExpired(f"Microsoft refused the sign-in: {text}", mend=mend)
