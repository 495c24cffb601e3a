"""The standard forms: which questions the programme asks, under which keys.

`service/wiring` hands these to the suite as `connectors.ports.FormDefinition`s.
"""

from __future__ import annotations

from workflows.forms.adults import GUARDIAN_INSIGHT, TEACHER_PULSE, adult_forms
from workflows.forms.applying import MENTEE, MENTOR, application
from workflows.forms.feedback import EXIT, FEEDBACK_ADULT, FEEDBACK_MENTEE, FEEDBACK_MENTOR, feedback_forms
from workflows.forms.guardian import CONSENT, consent
from workflows.forms.leaving import WITHDRAWAL, withdrawal
from workflows.forms.life import (
    CHECK_IN_PICTURES,
    CLASS_PAIRS,
    GOAL,
    GOAL_PROGRESS,
    HELP_REQUEST,
    IDEA,
    OPPORTUNITY,
    PAIR_HELP,
    REFERRAL_CONSENT,
    REFERRAL_OUTCOME,
    SCHOOL_EVENT,
    SUPPORT_NEEDS,
    check_in_extras,
    life_forms,
)
from workflows.forms.pair import AGREEMENT, CHECK_IN, agreement, check_in
from workflows.forms.recruiting import (
    INFO,
    NOMINATION,
    REFERENCE,
    RUBRIC,
    criterion_key,
    recruiting_forms,
    session_label,
)
from workflows.forms.reviews import AGENDA_TOPICS, REVIEW_AGENDA, review_forms
from workflows.forms.rewards import REWARD_POLL, reward_forms
from workflows.forms.safety import CONCERN, concern
from workflows.forms.scales import scale_forms
from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.forms.starting import DUTY, NEEDS, SCALE, SETUP, starting_forms, trouble_key
from workflows.forms.tasters import PLACES as TASTER_PLACES
from workflows.forms.tasters import TASTER_VOTES, taster_forms
from workflows.forms.training import ATTENDANCE, QUIZ, QUIZ_QUESTIONS, SCENARIOS, training_forms
from workflows.policy import Policy


def standard_forms(policy: Policy) -> tuple[Form, ...]:
    """Every form of the programme, with the school's own choices in the lists."""
    return (
        application(policy, MENTOR),
        application(policy, MENTEE),
        consent(policy),
        check_in(*check_in_extras(policy)),
        agreement(),
        concern(policy),
        withdrawal(),
        *starting_forms(policy),
        *recruiting_forms(policy),
        *feedback_forms(policy),
        *reward_forms(policy),
        *scale_forms(policy),
        *review_forms(policy),
        *training_forms(policy),
        *taster_forms(policy),
        *life_forms(policy),
        *adult_forms(policy),
    )


__all__ = [
    "AGENDA_TOPICS",
    "AGREEMENT",
    "ATTENDANCE",
    "CHECK_IN",
    "CHECK_IN_PICTURES",
    "CLASS_PAIRS",
    "CODE",
    "CONCERN",
    "CONSENT",
    "DUTY",
    "EXIT",
    "FEEDBACK_ADULT",
    "FEEDBACK_MENTEE",
    "FEEDBACK_MENTOR",
    "GOAL",
    "GOAL_PROGRESS",
    "GUARDIAN_INSIGHT",
    "HELP_REQUEST",
    "IDEA",
    "INFO",
    "MENTEE",
    "MENTOR",
    "NEEDS",
    "NOMINATION",
    "OPPORTUNITY",
    "PAIR_HELP",
    "QUIZ",
    "QUIZ_QUESTIONS",
    "REFERENCE",
    "REFERRAL_CONSENT",
    "REFERRAL_OUTCOME",
    "REVIEW_AGENDA",
    "REWARD_POLL",
    "RUBRIC",
    "SCALE",
    "SCENARIOS",
    "SCHOOL_EVENT",
    "SETUP",
    "SUPPORT_NEEDS",
    "TASTER_PLACES",
    "TASTER_VOTES",
    "TEACHER_PULSE",
    "WITHDRAWAL",
    "WORRIED",
    "Field",
    "Form",
    "Kind",
    "agreement",
    "application",
    "check_in",
    "concern",
    "consent",
    "criterion_key",
    "feedback_forms",
    "recruiting_forms",
    "review_forms",
    "reward_forms",
    "scale_forms",
    "session_label",
    "standard_forms",
    "starting_forms",
    "training_forms",
    "trouble_key",
    "withdrawal",
]
