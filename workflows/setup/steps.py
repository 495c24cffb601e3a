"""Every step of a programme is optional; this says what a school gives up by leaving one out.

Benchmarks are those of the Elements of Effective Practice for Mentoring, 4th edition (MENTOR, 2015), by their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflows.policy import Policy
from workflows.text.say import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the programme. `needs` are steps it cannot do without; `benchmark` is what leaving it out misses."""

    is_on: Callable[[Policy], bool]
    needs: tuple[str, ...] = ()
    benchmark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What does not hold. `severe`: another step stands on this one and will not work."""

    step: str
    text: str
    severe: bool


def _on(section: str) -> Callable[[Policy], bool]:
    return lambda policy: bool(getattr(policy, section).on)


STEPS: Mapping[str, Step] = {
    "setup": Step(is_on=_on("setup"), benchmark="planning"),
    "needs": Step(is_on=_on("needs"), benchmark="planning"),
    "recruiting": Step(is_on=_on("recruiting"), benchmark="B.1.1"),
    "selection": Step(is_on=_on("selection"), benchmark="B.2.1"),
    "references": Step(is_on=lambda p: p.selection.on and p.selection.references, needs=("selection",)),
    "interviews": Step(
        is_on=lambda p: p.selection.on and p.selection.interviews, needs=("selection",), benchmark="B.2.3"
    ),
    "attendance_rule": Step(is_on=lambda p: bool(p.selection.attendance_floor), needs=("selection",)),
    "consent": Step(is_on=lambda p: set(p.consent.needed_for) >= {"mentor", "mentee"}, benchmark="B.2.9"),
    "training": Step(is_on=lambda p: bool(p.training.topics), benchmark="B.3.1"),
    "sessions": Step(is_on=lambda p: bool(p.training.sessions), needs=("training",)),
    "closure": Step(is_on=_on("closure"), benchmark="B.6.1"),
    "concern_quiz": Step(is_on=lambda p: bool(p.training.quiz), needs=(), benchmark="B.3.3"),
}
"""Steps a school may leave out, in the order of a programme. Concerns are not among them: they are never off."""
NAMED = frozenset({*STEPS, "class_pairs", "futures", "adapted", "closure"})
"""Steps with words of their own."""


def missing(policy: Policy) -> tuple[Broken, ...]:
    """What breaks, the severe first, because of the steps that are off."""
    language = policy.language
    found: list[Broken] = []
    for name, step in STEPS.items():
        if step.is_on(policy):
            found += [
                Broken(step=name, text=_told(language, name, lacking), severe=True)
                for lacking in step.needs
                if not STEPS[lacking].is_on(policy)
            ]
        elif step.benchmark:
            text = say(language, f"setup.without.{name}", benchmark=step.benchmark)
            found.append(Broken(step=name, text=text, severe=False))
    return tuple(sorted(found, key=lambda broken: not broken.severe))


def _told(language: str, step: str, lacking: str) -> str:
    return say(language, "setup.needs", step=step_name(step, language), lacking=step_name(lacking, language))


def step_name(step: str, language: str) -> str:
    """What people call a step: its words, or its name in the programme file where it has none."""
    return say(language, f"setup.step.{step}") if step in NAMED else step.replace("_", " ")


def broken_by(before: Policy, after: Policy) -> tuple[Broken, ...]:
    """What held before a change and no longer does."""
    had = {broken.text for broken in missing(before)}
    return tuple(broken for broken in missing(after) if broken.text not in had)
