"""What a school says about its Microsoft 365, read from plain text settings, with every problem named at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import combinations
from pathlib import Path

from connectors.errors import Permanent

# Exchange stops a mailbox at 10,000 recipients in twenty-four hours; a trial tenant's limit is lower, and mail that is
# still from onmicrosoft.com is said to get no further than 100 outside the school.
MAILS_PER_DAY = 9_000


class Route(StrEnum):
    """How answers to a form come in; Microsoft Forms has no interface for reading them."""

    FLOW = "flow"  # a flow posts each answer to our door
    WORKBOOK = "workbook"  # the results workbook that Forms keeps in step
    LIST = "list"  # a flow without a premium licence fills a list


class Store(StrEnum):
    """Where the staff's tabs stand."""

    WORKBOOK = "workbook"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """One of Microsoft's clouds: where Graph answers and where tokens come from."""

    graph: str
    authority: str
    excel: bool = True


# Hosts: msgraph_core 1.5 NationalClouds and azure-identity's AzureAuthorityHosts. Graph's page "workbook:
# createSession" names every cloud but China's.
CLOUDS: Mapping[str, Cloud] = {
    "global": Cloud(graph="graph.microsoft.com", authority="login.microsoftonline.com"),
    "us-government": Cloud(graph="graph.microsoft.us", authority="login.microsoftonline.us"),
    "us-defence": Cloud(graph="dod-graph.microsoft.us", authority="login.microsoftonline.us"),
    "china": Cloud(graph="microsoftgraph.chinacloudapi.cn", authority="login.chinacloudapi.cn", excel=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSettings:
    """One form: how its answers come in, where they stand, which question feeds which field.

    `questions` maps a question's id in Forms (`r` and 32 hexadecimal digits) or its title to our field's key.
    `quiet_days` is how many school days may pass without an answer before staff are told; 0 means any number.
    """

    kind: str
    route: Route
    form_id: str = ""
    address: str = ""
    drive_id: str = ""
    file_id: str = ""
    site_id: str = ""
    list_id: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    identity: tuple[str, ...] = ()
    quiet_days: int = 0

    @property
    def shelf(self) -> tuple[str, ...]:
        """Where answers to this form stand, and to no other."""
        shelves: Mapping[Route, tuple[str, ...]] = {
            Route.FLOW: (self.form_id,),
            Route.WORKBOOK: (self.drive_id, self.file_id),
            Route.LIST: (self.site_id, self.list_id, self.form_id),
        }
        return self.route, *shelves[self.route]


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrosoftSettings:
    """Everything `open_suite` needs. See `docs/microsoft-admin.md` for each name and where a school finds its value."""

    tenant_id: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    certificate_file: str = ""
    certificate_password: str = field(default="", repr=False)
    federated_token_file: str = ""
    managed_identity: bool = False
    cloud_name: str = "global"
    mailbox: str = ""
    from_name: str = ""
    store: Store = Store.WORKBOOK
    drive_id: str = ""
    workbook_id: str = ""
    site_id: str = ""
    forms: Mapping[str, FormSettings] = field(default_factory=dict)
    flow_secret: str = field(default="", repr=False)  # one or two, parted by a space, while they are being changed
    notification_url: str = ""
    notification_secret: str = field(default="", repr=False)
    api_endpoint: str = ""
    timeout_seconds: float = 60.0
    mails_per_day: int = MAILS_PER_DAY

    @property
    def cloud(self) -> Cloud:
        """The cloud the tenant lives in."""
        return CLOUDS[self.cloud_name]

    @property
    def identities(self) -> tuple[str, ...]:
        """The settings that name an identity; a school needs exactly one."""
        named = {
            "client_secret": bool(self.client_secret),
            "certificate_file": bool(self.certificate_file),
            "federated_token_file": bool(self.federated_token_file),
            "managed_identity": self.managed_identity,
        }
        return tuple(name for name, given in named.items() if given)

    @property
    def patience(self) -> timedelta:
        """How long a call may take."""
        return timedelta(seconds=self.timeout_seconds)


TEXTS = (
    "tenant_id",
    "client_id",
    "certificate_file",
    "federated_token_file",
    "from_name",
    "drive_id",
    "workbook_id",
    "site_id",
)
SECRETS = ("client_secret", "certificate_password", "flow_secret", "notification_secret")
OTHERS = (
    "managed_identity",
    "cloud",
    "mailbox",
    "table",
    "notification_url",
    "api_endpoint",
    "timeout_seconds",
    "mails_per_day",
)
NAMES = frozenset({*TEXTS, *SECRETS, *(f"{name}_file" for name in SECRETS), *OTHERS})
FORM_NAMES = frozenset(
    {"route", "id", "address", "drive_id", "file_id", "site_id", "list_id", "identity", "quiet_days"}
)
QUESTION = "questions."
SHORTEST_SECRET = 32  # characters


def read_settings(settings: Mapping[str, str]) -> MicrosoftSettings:
    """The settings as one value. Raises `Permanent` that lists every problem found, each with its mend."""
    problems: list[str] = []
    given = {name: text.strip() for name, text in settings.items() if text.strip()}
    found = MicrosoftSettings(
        **{name: given[name] for name in TEXTS if name in given},
        **{name: text for name in SECRETS if (text := _secret(given, name, problems))},
        managed_identity=_flag(given, "managed_identity", problems),
        cloud_name=_one_of(given, "cloud", tuple(CLOUDS), problems),
        mailbox=given.get("mailbox", "").lower(),
        store=Store(_one_of(given, "table", tuple(Store), problems)),
        forms=_forms(given, problems),
        notification_url=given.get("notification_url", "").rstrip("/"),
        api_endpoint=given.get("api_endpoint", "").rstrip("/"),
        timeout_seconds=_number(given, "timeout_seconds", 60.0, problems),
        mails_per_day=int(_number(given, "mails_per_day", MAILS_PER_DAY, problems)),
    )
    problems += _unknown(given) + [sentence for broken, sentence in RULES if broken(found)]
    if problems:
        raise Permanent("The Microsoft settings cannot be used: " + " ".join(problems), mend=" ".join(problems))
    return found


Rule = tuple[Callable[[MicrosoftSettings], bool], str]
RULES: tuple[Rule, ...] = (
    (
        lambda s: not s.identities,
        "Name an identity: managed_identity, federated_token_file, certificate_file or client_secret.",
    ),
    (lambda s: len(s.identities) > 1, "Name one identity only; take the others out."),
    (
        lambda s: not s.managed_identity and not (s.tenant_id and s.client_id),
        "Set tenant_id and client_id (Entra admin centre, App registrations, Overview).",
    ),
    (
        lambda s: "@" not in s.mailbox,
        "Set mailbox to the address of the account that sends mail and owns the meetings.",
    ),
    (
        lambda s: s.store is Store.WORKBOOK and not (s.drive_id and s.workbook_id),
        "Set drive_id and workbook_id (docs/microsoft-admin.md says how to read them), or table: list.",
    ),
    (
        lambda s: s.store is Store.WORKBOOK and not s.cloud.excel,
        "Set table: list, for this cloud has no interface to workbooks.",
    ),
    (lambda s: s.store is Store.LIST and not s.site_id, "Set site_id to the SharePoint site that holds the lists."),
    (
        lambda s: bool(s.notification_url) and not s.notification_url.startswith("https://"),
        "Set notification_url to an address that starts with https://.",
    ),
    (
        lambda s: bool(s.notification_url) and len(s.notification_secret) < SHORTEST_SECRET,
        f"Set notification_secret beside notification_url, with at least {SHORTEST_SECRET} characters.",
    ),
    (
        lambda s: (
            any(form.route is Route.FLOW for form in s.forms.values())
            and not all(len(secret) >= SHORTEST_SECRET for secret in s.flow_secret.split() or [""])
        ),
        f"Set flow_secret, with at least {SHORTEST_SECRET} characters, for the flows that post to us.",
    ),
)


def _unknown(given: Mapping[str, str]) -> list[str]:
    return [f"Setting {name} is not known." for name in given if name not in NAMES and not name.startswith("forms.")]


def _secret(given: Mapping[str, str], name: str, problems: list[str]) -> str:
    """The secret itself, or what stands in the file that `<name>_file` names."""
    if f"{name}_file" not in given:
        return given.get(name, "")
    if name in given:
        problems.append(f"Set {name} or {name}_file, not both.")
    try:
        return Path(given[f"{name}_file"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as broken:
        problems.append(f"{name}_file cannot be read ({type(broken).__name__}).")
        return ""


def _flag(given: Mapping[str, str], name: str, problems: list[str]) -> bool:
    text = given.get(name, "no").lower()
    if text not in {"yes", "no", "true", "false"}:
        problems.append(f"Set {name} to yes or no.")
    return text in {"yes", "true"}


def _one_of(given: Mapping[str, str], name: str, known: tuple[str, ...], problems: list[str]) -> str:
    """One of the known words; the first of them where nothing is set."""
    text = given.get(name, known[0]).lower()
    if text not in known:
        problems.append(f"Set {name} to one of: {', '.join(known)}.")
        return known[0]
    return text


def _number(given: Mapping[str, str], name: str, usual: float, problems: list[str]) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", given.get(name, "0"), re.ASCII):
        problems.append(f"Set {name} to a number.")
        return usual
    return float(given.get(name, usual))


# --- forms ---------------------------------------------------------------------------------------


def _forms(given: Mapping[str, str], problems: list[str]) -> dict[str, FormSettings]:
    """`forms.<kind>.route`, `.id`, `.questions.<id or title>` and so on, as a programme file's sections give them."""
    parts: dict[str, dict[str, str]] = {}
    for name, text in given.items():
        if name.startswith("forms."):
            _, kind, setting = (*name.split(".", 2), "")[:3]
            parts.setdefault(kind, {})[setting or "id"] = text
    forms = {kind: _form(kind, named, problems) for kind, named in parts.items()}
    problems += _mixed(tuple(forms.values()))
    return forms


def _mixed(forms: Sequence[FormSettings]) -> list[str]:
    """Forms whose answers nobody could tell apart. A list may be shared, for its lines name their form."""
    lists = Counter((form.site_id, form.list_id) for form in forms if form.route is Route.LIST)
    nameless = [
        f"forms.{form.kind}: Set id, for its list holds answers to other forms too."
        for form in forms
        if form.route is Route.LIST and not form.form_id and lists[form.site_id, form.list_id] > 1
    ]
    alike = [
        f"forms.{one.kind} and forms.{other.kind}: Set for each where its own answers are; these are the same."
        for one, other in combinations(forms, 2)
        if all(one.shelf) and one.shelf == other.shelf
    ]
    return nameless + alike


NEEDED: Mapping[Route, tuple[str, ...]] = {
    Route.FLOW: ("id",),
    Route.WORKBOOK: ("drive_id", "file_id"),
    Route.LIST: ("site_id", "list_id"),
}


def _form(kind: str, named: Mapping[str, str], problems: list[str]) -> FormSettings:
    here: list[str] = []
    route = Route(_one_of(named, "route", tuple(Route), here))
    days = _number(named, "quiet_days", 0, here)
    questions = {name.removeprefix(QUESTION): text for name, text in named.items() if name.startswith(QUESTION)}
    here += [
        f"Setting {name} is not known." for name in named if name not in FORM_NAMES and not name.startswith(QUESTION)
    ]
    here += [f"Set {name}, for its answers come by {route}." for name in NEEDED[route] if name not in named]
    problems += [f"forms.{kind}: {sentence}" for sentence in here]
    return FormSettings(
        kind=kind,
        route=route,
        form_id=named.get("id", ""),
        address=named.get("address", ""),
        drive_id=named.get("drive_id", ""),
        file_id=named.get("file_id", ""),
        site_id=named.get("site_id", ""),
        list_id=named.get("list_id", ""),
        questions=questions,
        identity=tuple(part.strip() for part in named.get("identity", "").split(",") if part.strip()),
        quiet_days=int(days),
    )
