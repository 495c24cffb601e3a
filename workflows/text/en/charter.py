"""Words of the charter."""

WORDS: dict[str, str] = {
    "charter.subject": "Our programme begins",
    "charter.text": "Hello {name}. {programme} begins. This page is our charter: keep it.",
    "charter.why": "You have a part in {programme}.",
    "charter.goal": "What it is for",
    "charter.goal.none": "The goal is not written down yet. Write it in the Programme tab.",
    "charter.who": "Who does what",
    "charter.when": "When",
    "charter.dates": "From {first} to {last}.",
    "charter.rules": "What we promise",
    "charter.rule.consent": "Nothing starts before a guardian says yes.",
    "charter.rule.decide": "A person decides on every applicant and every pair.",
    "charter.rule.concern": "A concern goes to an adult at once, and climbs until one answers.",
    "charter.rule.leave": "Anybody may leave at any time.",
    "charter.rule.answer": "Everybody who applies gets an answer.",
    "charter.left_out": "What we leave out this year",
}
