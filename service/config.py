"""What the rest of the service reads its settings by; `service/settings/` holds how they are read."""

from __future__ import annotations

from service.settings.environment import Settings, ensure_secret
from service.settings.problems import ConfigError, Problem
from service.settings.programme_file import ProgrammeFile, load_programme, load_programmes, parse_programme
from service.settings.suites import suite_settings

__all__ = [
    "ConfigError",
    "Problem",
    "ProgrammeFile",
    "Settings",
    "ensure_secret",
    "load_programme",
    "load_programmes",
    "parse_programme",
    "suite_settings",
]
