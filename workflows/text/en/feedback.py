"""Words of the feedback workflow."""

WORDS = {
    "feedback.pupil.subject": "How is it going with {partner}?",
    "feedback.pupil.text": "Hello {name}, please tell us how it is going. It takes two minutes. "
    "All answers are counted together.",
    "feedback.pupil.why": "You take part in {programme}. We ask everybody a few times a year.",
    "feedback.adult.subject": "How is the programme going?",
    "feedback.adult.text": "Hello {name}, please tell us what works and what does not. It takes two minutes.",
    "feedback.adult.why": "You host meetings of {programme}. We ask all adults a few times a year.",
    "feedback.exit.subject": "Looking back at your time with {partner}",
    "feedback.exit.text": "Hello {name}, your time with {partner} as a pair has come to its end. "
    "How was it? It takes two minutes and helps us do it well for others.",
    "feedback.exit.why": "You took part in {programme}, and we ask everybody whose pair is over.",
    "feedback.chase.subject": "Still to answer: a few questions",
    "feedback.chase.text": "Hello {name}, we would still like to hear how it is for you. Two minutes are enough. "
    "If you do not want to answer, you need not do anything.",
    "feedback.chase.why": "You take part in {programme}, and your answer is missing.",
    "feedback.link": "Tell us",
    "feedback.stage.mid": "Midway, {day}",
    "feedback.stage.end": "End of the year, {day}",
    "feedback.stage.closure": "Pairs that ended, year to {day}",
    "feedback.who.feedback_mentor": "Mentors",
    "feedback.who.feedback_mentee": "Mentees",
    "feedback.who.feedback_adult": "Adults",
    "feedback.who.exit_survey": "Both sides",
    "feedback.few": "shown from {count} answers on",
}
