"""What a school says about its Microsoft 365, asked by `nearpeer init`. Nothing of Microsoft's is loaded for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qs, urlsplit

from connectors.microsoft.settings import CLOUDS, QUESTION, Route, Store
from connectors.setup import (
    NOTHING,
    YES,
    Setup,
    SetupQuestion,
    as_address,
    as_file,
    as_one_of,
    or_nothing,
)

SECRET, CERTIFICATE, FEDERATED = "secret", "certificate", "federated"
IDENTITY, TOLD, CODE = "_identity", "_told", "_code"
PAGE = "docs/microsoft-admin.md says how to read it"
CODE_FIELD = "code"
QUESTION_ID = re.compile(r"r[0-9a-f]{5,32}")


def as_needed(what: str) -> Callable[[str], str]:
    """Reads an id that there must be."""

    def read(text: str) -> str:
        if not re.fullmatch(r"[^\s'\"]+", text.strip()):
            raise ValueError(f"the {what} is needed; {PAGE}")
        return text.strip()

    return read


def as_web_address(text: str) -> str:
    """Reads an address of a page."""
    if not re.fullmatch(r"https://[^\s/]+\.[^\s/]+(/\S*)?", text.strip()):
        raise ValueError(f"{text!r} is no address; it starts with https://")
    return text.strip()


def as_form_id(text: str) -> str:
    """Reads a form's id, or finds it in the address that the browser shows while the form is edited."""
    asked = {name.lower(): given[0] for name, given in parse_qs(urlsplit(text.strip()).query).items()}
    found = asked.get("id") or asked.get("formid") or text.strip()
    if not re.fullmatch(r"[\w-]{20,}", found):
        raise ValueError(f"{text!r} holds no id of a form; open the form in Forms and paste its address (...id=...)")
    return found


def as_code_question(text: str) -> str:
    """Reads the id of the question for the code, or finds it in a pre-filled address (`...&r1a2b...=X`)."""
    found = [name for name in parse_qs(urlsplit(text.strip()).query) if QUESTION_ID.fullmatch(name)]
    if len(found) != 1 and not QUESTION_ID.fullmatch(text.strip()):
        raise ValueError(f"{text!r} fills no single question; docs/microsoft-teacher.md says how to get the address")
    return found[0] if found else text.strip()


def as_days(text: str) -> str:
    """Reads a number of days; 0 means for ever."""
    if not re.fullmatch(r"\d{1,3}", text.strip(), re.ASCII):
        raise ValueError(f"{text!r} is no number of days")
    return text.strip()


def ids(when: tuple[str, str], **things: str) -> Iterator[SetupQuestion]:
    """Asks for the ids of things, each by its setting, that there must be after this answer."""
    for name, thing in things.items():
        what = f"{name.removesuffix('_id')}'s id"
        yield SetupQuestion(name=name, title=f"Id of the {thing}", when=when, read=as_needed(what))


QUESTIONS = (
    SetupQuestion(name="tenant_id", title="Tenant id (Entra, App registrations)", read=as_needed("tenant id")),
    SetupQuestion(name="client_id", title="Application (client) id, from the same page", read=as_needed("client id")),
    SetupQuestion(
        name="managed_identity",
        title="Does nearpeer run in Azure under a managed identity (yes or no)",
        read=as_one_of(YES),
    ),
    SetupQuestion(
        name=IDENTITY,
        title="How nearpeer signs in: certificate, secret (a client secret), or federated (a token of the cluster's)",
        when=("managed_identity", "no"),
        read=as_one_of((CERTIFICATE, SECRET, FEDERATED)),
    ),
    SetupQuestion(
        name="certificate_file",
        title="The certificate with its private key (.pem or .pfx)",
        when=(IDENTITY, CERTIFICATE),
        read=as_file,
    ),
    SetupQuestion(
        name="certificate_password_file",
        title=f"File with the certificate's password ({NOTHING}: it has none)",
        when=(IDENTITY, CERTIFICATE),
        read=or_nothing(as_file),
    ),
    SetupQuestion(
        name="client_secret_file", title="File with the client secret", when=(IDENTITY, SECRET), read=as_file
    ),
    SetupQuestion(name="federated_token_file", title="File with the token", when=(IDENTITY, FEDERATED), read=as_file),
    SetupQuestion(name="cloud", title=f"Microsoft's cloud ({', '.join(CLOUDS)})", read=as_one_of(tuple(CLOUDS))),
    SetupQuestion(name="mailbox", title="Account that sends mail and owns the meetings", read=as_address),
    SetupQuestion(name="from_name", title="Name that readers see as the sender"),
    SetupQuestion(
        name="table",
        title="Where staff work: workbook (Excel), or list (Microsoft Lists, where doctor finds workbooks closed)",
        read=as_one_of(tuple(Store)),
    ),
    *ids(("table", Store.WORKBOOK), drive_id="drive that holds the workbook", workbook_id="workbook"),
    *ids(("table", Store.LIST), site_id="site that holds the lists"),
    SetupQuestion(
        name="flow_secret_file",
        title=f"File with the secret that flows show, made when missing ({NOTHING}: no flow posts answers)",
        read=or_nothing(as_file),
        secret=True,
    ),
    SetupQuestion(name=TOLD, title="May Microsoft call nearpeer at a public address (yes or no)", read=as_one_of(YES)),
    SetupQuestion(
        name="notification_url",
        title="That address (https://HOST/hooks/microsoft/PROGRAMME)",
        when=(TOLD, "yes"),
        read=as_web_address,
    ),
    SetupQuestion(
        name="notification_secret_file",
        title="File with the secret that Microsoft carries back, made when missing",
        when=(TOLD, "yes"),
        read=as_file,
        secret=True,
    ),
)
FORM_QUESTIONS = (
    SetupQuestion(
        name="route",
        title="How its answers come: flow (posts them here), list (a flow fills a list), workbook (results in Excel)",
        known=Route.FLOW,
        read=as_one_of(tuple(Route)),
    ),
    SetupQuestion(name="address", title="The link that people answer by", read=as_web_address),
    SetupQuestion(name="id", title="Its address while you edit it in Forms (...id=...)", read=as_form_id),
    *ids(("route", Route.LIST), site_id="list's site", list_id="list"),
    *ids(("route", Route.WORKBOOK), drive_id="drive with the results workbook", file_id="results workbook"),
    SetupQuestion(
        name=CODE,
        title=f"Its pre-filled address with the code's question filled ({NOTHING}: no personal link leads to it)",
        known=NOTHING,
        read=or_nothing(as_code_question),
    ),
    SetupQuestion(
        name="quiet_days",
        title="School days of silence until staff are told (0: never)",
        known="0",
        read=as_days,
    ),
)


def known(settings: Mapping[str, str], lead: str) -> Mapping[str, str]:
    """What to offer: what the file says, and else the usual."""
    del lead
    kinds = {"federated_token_file": FEDERATED, "client_secret_file": SECRET, "client_secret": SECRET}
    usual = {
        "managed_identity": "no",
        IDENTITY: next((kind for name, kind in kinds.items() if settings.get(name)), CERTIFICATE),
        "certificate_file": "microsoft.pem",
        "certificate_password_file": NOTHING,
        "client_secret_file": "microsoft-secret.txt",
        "federated_token_file": "/var/run/secrets/azure/tokens/azure-identity-token",
        "cloud": next(iter(CLOUDS)),
        "from_name": "Peer mentoring",
        "table": Store.WORKBOOK.value,
        "flow_secret_file": NOTHING,
        TOLD: "yes" if settings.get("notification_url") else "no",
        "notification_secret_file": "graph-secret.txt",
    }
    return {**usual, **settings}


def to_form(said: Mapping[str, str]) -> Mapping[str, str]:
    """The settings of one form. A pre-filled address names the question that takes the personal link's code."""
    code = {f"{QUESTION}{said[CODE]}": CODE_FIELD} if said.get(CODE) else {}
    return {name: text for name, text in said.items() if not name.startswith("_")} | code


SETUP = Setup(questions=QUESTIONS, known=known, form_id=as_form_id, of_each_form=FORM_QUESTIONS, to_form=to_form)
