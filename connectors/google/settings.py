"""What a school says about its Google Workspace, read from plain text settings, with every problem named at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from connectors.errors import Permanent


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSettings:
    """One existing form: its id, which question (by `questionId`) feeds which field, which fields are its identity."""

    form_id: str
    questions: Mapping[str, str] = field(default_factory=dict)
    identity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PubSubSettings:
    """How Google tells us of new responses. Without a topic there are no watches; the sweep still finds everything.

    `push_endpoint` empty means that we pull. `audience` and `sender` are what a push's token must name.
    """

    topic: str = ""
    subscription: str = ""
    push_endpoint: str = ""
    audience: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleSettings:
    """Everything `open_suite` needs. See `docs/google-admin.md` for each name and where a school finds its value."""

    credentials_file: str = ""
    impersonate: str = ""
    token_file: str = ""
    client_file: str = ""  # the OAuth client with which a person signs in
    subject: str = ""
    from_name: str = ""
    spreadsheet_id: str = ""  # empty: a workbook is made and shared with `share_with`
    share_with: tuple[str, ...] = ()
    strict_columns: bool = False  # nobody but us may type into our columns, which keeps staff from sorting
    calendar_id: str = "primary"
    forms: Mapping[str, FormSettings] = field(default_factory=dict)
    create_forms: bool = False
    erase_mail: bool = False  # may put mail of an erased person into the mailbox's bin
    form_prefix: str = "nearpeer"
    pubsub: PubSubSettings = field(default_factory=PubSubSettings)
    script_secret: str = ""  # one or two secrets of the Apps Script, parted by a space, while they are being changed
    api_endpoint: str = ""
    timeout_seconds: float = 60.0
    mails_per_day: int = 1_900  # Google stops a Workspace account at 2,000 and a personal one at 500


TEXTS = (
    "credentials_file",
    "impersonate",
    "token_file",
    "client_file",
    "spreadsheet_id",
    "form_prefix",
    "from_name",
    "script_secret",
)
NAMES = frozenset(
    {
        *TEXTS,
        "subject",
        "calendar_id",
        "create_forms",
        "erase_mail",
        "strict_columns",
        "share_with",
        "mails_per_day",
        "api_endpoint",
        "timeout_seconds",
    }
)
QUESTION = "questions."
PUBSUB = {
    "pubsub_topic": "topic",
    "pubsub_subscription": "subscription",
    "push_endpoint": "push_endpoint",
    "push_audience": "audience",
    "push_service_account": "sender",
}


def read_settings(settings: Mapping[str, str]) -> GoogleSettings:
    """The settings as one value. Raises `Permanent` that lists every problem found, each with its mend."""
    problems: list[str] = []
    given = {name: text.strip() for name, text in settings.items() if text.strip()}
    found = GoogleSettings(
        **{name: given[name] for name in TEXTS if name in given},
        subject=given.get("subject", "").lower(),
        calendar_id=given.get("calendar_id", "primary"),
        forms=_forms(given, problems),
        create_forms=_flag(given, "create_forms", problems),
        erase_mail=_flag(given, "erase_mail", problems),
        strict_columns=_flag(given, "strict_columns", problems),
        share_with=_listed(given.get("share_with", "").lower()),
        pubsub=PubSubSettings(**{ours: given[theirs] for theirs, ours in PUBSUB.items() if theirs in given}),
        api_endpoint=given.get("api_endpoint", "").rstrip("/"),
        timeout_seconds=_number(given, "timeout_seconds", 60.0, problems),
        mails_per_day=int(_number(given, "mails_per_day", 1_900, problems)),
    )
    problems += _unknown(given) + [sentence for broken, sentence in RULES if broken(found)]
    if problems:
        raise Permanent("The Google settings cannot be used: " + " ".join(problems), mend=" ".join(problems))
    return found


Rule = tuple[Callable[[GoogleSettings], bool], str]
RULES: tuple[Rule, ...] = (
    (
        lambda s: not (s.credentials_file or s.impersonate or s.token_file),
        "Name an identity: credentials_file, impersonate or token_file.",
    ),
    (
        lambda s: bool(s.token_file and (s.credentials_file or s.impersonate)),
        "Name one identity only: token_file cannot stand beside credentials_file or impersonate.",
    ),
    (
        lambda s: not s.token_file and "@" not in s.subject,
        "Set subject to the mail address of the account that sends mail and owns the calendar.",
    ),
    (
        lambda s: not (s.spreadsheet_id or s.share_with),
        "Set spreadsheet_id (the long part of the workbook's address), or share_with to the address of whoever is to "
        "have the workbook that nearpeer makes.",
    ),
    (
        lambda s: bool(s.pubsub.push_endpoint and not s.pubsub.sender),
        "Set push_service_account to the account that Pub/Sub signs its pushes with.",
    ),
    (
        lambda s: bool(s.pubsub.topic and not s.pubsub.subscription),
        "Set pubsub_subscription beside pubsub_topic.",
    ),
)


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = NAMES | PUBSUB.keys()
    return [f"Setting {name} is not known." for name in given if name not in known and not name.startswith("forms.")]


def _flag(given: Mapping[str, str], name: str, problems: list[str]) -> bool:
    text = given.get(name, "no").lower()
    if text not in {"yes", "no", "true", "false"}:
        problems.append(f"Set {name} to yes or no.")
    return text in {"yes", "true"}


def _number(given: Mapping[str, str], name: str, usual: float, problems: list[str]) -> float:
    try:
        return float(given.get(name, usual))
    except ValueError:
        problems.append(f"Set {name} to a number.")
        return usual


def _forms(given: Mapping[str, str], problems: list[str]) -> dict[str, FormSettings]:
    """`forms.<kind>.id`, `.questions.<questionId>` and `.identity`, as the sections of a programme file give them."""
    parts: dict[str, dict[str, str]] = {}
    for name, text in given.items():
        if name.startswith("forms."):
            _, kind, setting = (*name.split(".", 2), "")[:3]
            parts.setdefault(kind, {})[setting or "id"] = text
    forms = {kind: _form(kind, named, problems) for kind, named in parts.items()}
    return {kind: form for kind, form in forms.items() if form.form_id}


def _form(kind: str, named: Mapping[str, str], problems: list[str]) -> FormSettings:
    questions = {name.removeprefix(QUESTION): text for name, text in named.items() if name.startswith(QUESTION)}
    strange = sorted(name for name in named if name not in {"id", "identity"} and not name.startswith(QUESTION))
    problems += [f"Setting forms.{kind}.{name} is not known." for name in strange]
    if "id" not in named:
        problems.append(f"Set forms.{kind}.id to the form's id (the long part of its address in the editor).")
    return FormSettings(form_id=named.get("id", ""), questions=questions, identity=_listed(named.get("identity", "")))


def _listed(text: str) -> tuple[str, ...]:
    """What stands between commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
