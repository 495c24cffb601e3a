"""Words of the quiz and the scenarios."""

WORDS = {
    "self_checks.quiz.subject": "Nearly: {topic}",
    "self_checks.quiz.text": "Hello {name}, {count} of your answers are not right yet. Remember: you tell an adult "
    "the same day, you never promise to keep it secret, and you need no proof. Please try again.",
    "self_checks.quiz.why": "You answered the quiz that every mentor of {programme} passes before being matched.",
    "self_checks.scenarios.subject": "Please look again: {topic}",
    "self_checks.scenarios.text": "Hello {name}, {count} of your answers could put somebody at risk. Think about who "
    "should know, and how soon. Please try again. An adult will talk it over with you.",
    "self_checks.scenarios.why": "You answered the scenarios that every mentor of {programme} works through.",
    "self_checks.flag.subject": "{name}: answers to talk about ({topic})",
    "self_checks.flag.text": "{name} gave answers that are not safe, so the topic is not complete. Please talk about "
    "these questions. {name} can try again, or you type yes in the Training tab:",
    "self_checks.flag.why": "You lead {programme}, and nobody mentors before this is clear.",
    "self_checks.card.subject": "A new term: if you are worried about somebody",
    "self_checks.card.text": "Hello {name}, welcome back. To remember:",
    "self_checks.card.1": "Tell an adult on the same day. You need no proof.",
    "self_checks.card.2": "Never promise to keep it secret.",
    "self_checks.card.3": "In danger, get an adult or call for help first. The form is for afterwards.",
    "self_checks.card.why": "You are a mentor in {programme}. We remind all mentors each term.",
}
