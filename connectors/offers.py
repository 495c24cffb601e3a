"""What a suite says about itself beside its ports: how fast it may be used, and what it can do for a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from connectors.setup import AskedQuestion, FormDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a supplier may be used: `burst` acts at once, then `per_minute`; after each batch a `rest`.

    `per_day` is how many mails go in any twenty-four hours (0: as many as there are). Of these, prompt mail leaves
    `reserve` to urgent mail, and routine mail leaves as much again to prompt mail; urgent mail is never held back.
    """

    per_minute: int
    burst: int
    rest: timedelta = timedelta(0)
    per_day: int = 0
    reserve: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Each field is empty where the suite knows of no such thing.

    `look_every`: how often a quiet source (`forms`, `table`, `calendar`, `mail`) is looked at without being told, where
    the supplier's quotas or prices ask for another span than the service's own. `pace`: how fast `mail` (an act is one
    draft or one sending), `workbook` (one batch of rows), `calendar` (one meeting) and `questions` may be used.

    `expected`: how many school days a form may stay silent before staff are told, by kind; unnamed forms may for ever.
    `flows`: the steps, in words, that make the supplier bring the answers of a form to the door at an address.

    `remember` tells the suite what the forms ask, without a call: a process that lays nothing out, such as a command,
    reads and erases answers as the others do.

    `sign_in` lets a person sign in on this machine with a browser and stores the consent; `described` gives the
    settings that name the forms made so far, for the programme's file; `script` gives the text of a script that the
    school runs in its own account to tell the door at an address; `by_hand` says what only a person can take out of
    the supplier after the erasure of these addresses, one sentence each; `asked` gives the questions of a form that the
    school made, each with the field of the definition that it looks like.
    """

    look_every: Mapping[str, timedelta] = field(default_factory=dict)
    pace: Mapping[str, Pace] = field(default_factory=dict)
    expected: Mapping[str, int] = field(default_factory=dict)
    flows: Callable[[str, str], str] | None = None
    remember: Callable[[Sequence[FormDefinition]], None] | None = None
    sign_in: Callable[[], None] | None = None
    described: Callable[[], Mapping[str, str]] | None = None
    script: Callable[[str], str] | None = None
    by_hand: Callable[[Sequence[str]], Sequence[str]] | None = None
    asked: Callable[[FormDefinition], Sequence[AskedQuestion]] | None = None
