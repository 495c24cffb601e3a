"""Words of the Programme tab. Staff read them."""

WORDS: dict[str, str] = {
    "programme.name.item": "Programme",
    "programme.goal.item": "Goal",
    "programme.goal.none": "Not written down yet. Add it to the programme file: every guardian is told the goal.",
    "programme.lead.item": "Lead",
    "programme.safeguarding.item": "Concerns go to",
    "programme.safeguarding.value": "{lead}; without an answer after {deputy_minutes} minutes to {deputy}; "
    "after {head_minutes} minutes to {head}.",
    "programme.hosts.item": "Adults at meetings",
    "programme.terms.item": "Terms",
    "programme.terms.one": "{name}: {first} to {last}",
    "programme.times.item": "Meeting times",
    "programme.rooms.item": "Rooms",
    "programme.rooms.one": "{name} ({pairs} pairs at once)",
    "programme.who.item": "Who may take part",
    "programme.who.value": "Mentors: {mentors}. Mentees: {mentees}. Everybody offers at least {slots} meeting times.",
    "programme.who.any": "any grade",
    "programme.who.grades": "grades {grades}",
    "programme.expect.item": "What we expect",
    "programme.expect.value": "Come on time. Listen. Say when you cannot come. Keep confidences, but never "
    "a secret about somebody's safety. Anybody may leave at any time.",
    "programme.deciding.item": "Who decides",
    "programme.deciding.value": "Staff decide on every application and every pair, by a word in the column Decision. "
    "Everybody gets an answer.",
    "programme.consent.item": "Consent",
    "programme.consent.value": "Nothing starts before a guardian says yes. Reminders after {chasers} school days; "
    "after {give_up} the paper form. A yes lasts {days} days. A no stops everything at once.",
    "programme.consent.none": "The programme file asks for no guardian's consent.",
    "programme.training.item": "Training",
    "programme.training.value": "Before the first meeting, each mentor completes: {topics}.",
    "programme.training.none": "The programme file asks for no training.",
    "programme.meetings.item": "Meetings",
    "programme.meetings.value": "First meeting within {first} school days after approval, then every {every} days. "
    "After each meeting both are asked how it was.",
    "programme.cell.fixed": "This row only tells. To change it, edit the programme file.",
    "programme.data.item": "What we keep",
    "programme.data.value": "Applications {application} days, consents {consent} days, pairs and meetings "
    "{programme_days} days after the last activity. Then they are deleted.",
}
