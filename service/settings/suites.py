"""A suite's settings, completed with what the operator decided."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from service.settings.environment import Settings
from service.settings.programme_file import ProgrammeFile


def suite_settings(file: ProgrammeFile, settings: Settings) -> Mapping[str, str]:
    """What the programme's suite is opened with. Only the local suite keeps anything with the operator."""
    if file.suite != "local":
        return beside(file.path, file.suite_settings)
    ours = {
        "folder": str(settings.data / file.policy.key),
        "base_url": settings.base_url,
        "mail_name": file.policy.messages.from_name,
        "smtp_password": settings.smtp_password,
        "webhook_secrets": " ".join(settings.webhook_secrets),
    }
    return {name: text for name, text in (ours | dict(file.suite_settings)).items() if text}


def beside(programme_file: Path, settings: Mapping[str, str]) -> Mapping[str, str]:
    """The settings with every file found from the programme's file, whatever folder the command was started in."""
    folder = programme_file.absolute().parent
    return {name: str(folder / text) if name.endswith("_file") and text else text for name, text in settings.items()}
