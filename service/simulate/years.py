"""The ends of the simulated school years, for the parts of the programme that go by them."""

from __future__ import annotations

from dataclasses import replace

from service.simulate.school import School
from workflows.policy import Policy, ScaleUse

# Made-up words: the real ones are the scale's owners' to give out.
SCALES = (
    ScaleUse(id="ycr", items=tuple(f"Made-up statement {n}" for n in range(1, 6)), reverse=(1,), who=("mentee",)),
    ScaleUse(id="own", items=("I feel that I belong here.", "I like coming to school.", "I have somebody to ask.")),
)


def with_years(policy: Policy, school: School) -> Policy:
    """The policy with the ends of the years that are lived through, and the days on which something goes by them."""
    starts = [term.starts_on for term in policy.school.terms]
    # Holidays begin when the year is over: who is invited anew applies in the first days of the next one.
    terms = tuple(replace(t, ends_on=end) for t, end in zip(policy.school.terms, school.year_ends, strict=True))
    days = [policy.school.school_days(*span) for span in zip(starts, school.year_ends, strict=True)]
    middles = tuple(year[len(year) // 2] for year in days if year)
    meetings = max(1, min(8, min((len(year) for year in days), default=0) // 10))
    return replace(
        policy,
        school=replace(policy.school, terms=terms),
        rollover=replace(policy.rollover, year_ends=school.year_ends, completed_meetings=meetings),
        feedback=replace(policy.feedback, mid_point=middles),
        recognition=replace(
            policy.recognition,
            badges=(meetings, 2 * meetings),
            certificate_meetings=meetings,
            poll_on=middles,
            certificates_on=tuple(year[-5] for year in days if len(year) > 5),
            celebrations=tuple(year[-2] for year in days if len(year) > 12),
        ),
        learning=replace(
            policy.learning,
            stages=tuple(day for year in days if len(year) > 8 for day in (year[len(year) // 2], year[-3])),
            reviews_on=middles,
            scales=SCALES,
            baseline_on=tuple(year[min(len(year) // 3, 25)] for year in days if year),
            follow_up_on=tuple(year[-13] for year in days if len(year) > 20),
        ),
    )
