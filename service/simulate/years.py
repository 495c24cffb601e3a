"""The ends of the simulated school years, for the parts of the programme that go by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time

from service.simulate.school import School
from workflows.policy import Policy, ScaleUse, TasterPolicy

# Made-up words: the real ones are the scale's owners' to give out.
SCALES = (
    ScaleUse(id="ycr", items=tuple(f"Made-up statement {n}" for n in range(1, 6)), reverse=(1,), who=("mentee",)),
    ScaleUse(id="own", items=("I feel that I belong here.", "I like coming to school.", "I have somebody to ask.")),
)

AFTER_TRAINING = time(17, 30)
"""The lead holds reviews, training and the first weeks' talks alike, and can be in one room only."""
LONG_ENOUGH = 30
"""School days that a year with tasters has at least."""
Years = Sequence[Sequence[date]]
"""The school days of every year."""


def with_years(policy: Policy, school: School) -> Policy:
    """The policy with the ends of the years that are lived through, and the days on which something goes by them."""
    starts = [term.starts_on for term in policy.school.terms]
    # Holidays begin when the year is over: who is invited anew applies in the first days of the next one.
    terms = tuple(replace(t, ends_on=end) for t, end in zip(policy.school.terms, school.year_ends, strict=True))
    days = [policy.school.school_days(*span) for span in zip(starts, school.year_ends, strict=True)]
    meetings = max(1, min(8, min((len(year) for year in days), default=0) // 10))
    middles = _each(days, _middle)
    return replace(
        policy,
        # Training takes the first weeks; in a shorter year no time for pairs would be left after tasters.
        tasters=policy.tasters if all(len(year) >= LONG_ENOUGH for year in days) else TasterPolicy(),
        school=replace(policy.school, terms=terms),
        rollover=replace(policy.rollover, year_ends=school.year_ends, completed_meetings=meetings),
        feedback=replace(policy.feedback, mid_point=middles),
        recognition=replace(
            policy.recognition,
            badges=(meetings, 2 * meetings),
            certificate_meetings=meetings,
            poll_on=middles,
            certificates_on=_each(days, lambda year: year[-5], above=5),
            celebrations=_each(days, lambda year: year[-2], above=30),
        ),
        learning=replace(
            policy.learning,
            stages=tuple(sorted((*_each(days, _middle, above=8), *_each(days, lambda year: year[-3], above=8)))),
            reviews_on=middles,
            review_at=AFTER_TRAINING,
            scales=SCALES,
            baseline_on=_each(days, lambda year: year[min(len(year) // 3, 25)]),
            follow_up_on=_each(days, lambda year: year[-13], above=20),
        ),
    )


def _each(years: Years, day: Callable[[Sequence[date]], date], *, above: int = 0) -> tuple[date, ...]:
    """That day of every year with more than so many school days."""
    return tuple(day(year) for year in years if len(year) > above)


def _middle(year: Sequence[date]) -> date:
    return year[len(year) // 2]
