"""Writes the documents that are made from the code: `python -m tools.docs`; `--check` names those out of date."""

from __future__ import annotations

import sys
from pathlib import Path

from service.settings.environment import KNOWN, PLAIN, PREFIX, SECRETS, Settings
from service.settings.sections import LocalSuite, ProgrammeSection, StaffSection
from service.settings.shape import fields_of
from tools.reference import field_notes, rows, section, table
from workflows.policy import Room

ROOT = Path(__file__).parents[1]
NOTE = "<!-- Made by `make docs` from the code; edit the docstrings there. -->"
PROGRAMME_FILE = """\
# The programme file

{note}

One YAML 1.2 file per programme says what the school decides. Everything but the keys marked **needed** has a default.
`nearpeer init` writes the file by asking; `nearpeer doctor` lists every mistake at once, each with its line and what
to write instead.

A day is `2026-10-26`, days are `2026-10-26..2026-10-30`, a time is `"07:30"`, a stretch of the day `12:30-13:10`,
a slot `Day/Period`. A key without a value counts as not given.

The shortest file that works:

```yaml
{example}```

## Top level

{top}

{sections}"""
SETTINGS = """\
# Settings

{note}

The operator's settings come from environment variables. Where `_FILE` is noted, the value may also stand in a file
that `<variable>_FILE` names, as container secrets do. Unknown `NEARPEER_` variables are refused, and every mistake is
listed at once.

| Variable | Default | Meaning |
|---|---|---|
{lines}
"""
# Each variable of the environment, the setting it fills, and its default in words.
VARIABLES = {
    "DATA": ("data", "`data` in the current folder"),
    "PROGRAMMES": ("programmes", "`programmes` in the data folder"),
    "BASE_URL": ("base_url", "the address it listens on"),
    "LISTEN": ("host", "`127.0.0.1:8080`"),
    "LOG": ("log", "`auto`"),
    "DATABASE_URL": ("database_url", "`nearpeer.db` in the data folder"),
    "SECRET": ("secret", "`secret` in the data folder"),
    "WEBHOOK_SECRETS": ("webhook_secrets", ""),
    "SMTP_PASSWORD": ("smtp_password", ""),
}


def programme_file() -> str:
    """The reference of the programme file."""
    sections = {name: kind for name, kind in fields_of(ProgrammeSection).items() if fields_of(kind)}
    written = {name: section(f"`{name}`", kind) for name, kind in sections.items()}
    written["school"] += "\n" + section("`staff`, each", StaffSection)
    written["roles"] += "\n" + section("`rooms`, each", Room)
    local = section("`suite`, when it is local", LocalSuite)
    return PROGRAMME_FILE.format(
        note=NOTE,
        example=(ROOT / "docs" / "examples" / "shortest.yaml").read_text("utf-8"),
        top=table(row for row in rows(ProgrammeSection) if row.key not in sections),
        sections="\n".join([*written.values(), local]),
    )


def settings() -> str:
    """The reference of the environment variables."""
    notes = field_notes(Settings)
    lines = []
    for name in (*PLAIN, *SECRETS):
        also = " (or `_FILE`)" if f"{name}_FILE" in KNOWN else ""
        field, default = VARIABLES[name]
        lines.append(f"| `{PREFIX}{name}`{also} | {default} | {notes[field]} |")
    return SETTINGS.format(note=NOTE, lines="\n".join(lines))


DOCUMENTS = {"docs/programme-file.md": programme_file, "docs/settings.md": settings}


def out_of_date() -> list[str]:
    """The documents that differ from what the code would write now."""
    texts = {name: (ROOT / name).read_text("utf-8") if (ROOT / name).exists() else "" for name in DOCUMENTS}
    return [name for name, make in DOCUMENTS.items() if make() != texts[name]]


def main(arguments: list[str]) -> int:
    """Write the documents, or with `--check` name those that are out of date and answer 1."""
    stale = out_of_date()
    if "--check" in arguments:
        print("\n".join(f"{name} is out of date; run: make docs" for name in stale) or "All are up to date.")
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(DOCUMENTS[name](), "utf-8")
        print(f"Wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
