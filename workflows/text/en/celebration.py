"""Words of the celebration."""

WORDS = {
    "celebration.title": "{programme}: celebration",
    "celebration.description": "We thank everybody who took part.",
    "celebration.honours": "We thank",
    "celebration.pupil.subject": "Come and celebrate: {day}",
    "celebration.pupil.text": "Hello {name}, we celebrate what you all did. Come on {day}, {time}, {place}.",
    "celebration.pupil.why": "You take part in {programme}.",
    "celebration.family.subject": "You are invited: {day}",
    "celebration.family.text": "We celebrate what {name} and the others did. Please come on {day}, {time}, {place}.",
    "celebration.family.why": "You agreed that {name} takes part in {programme}.",
    "celebration.lead.subject": "The celebration on {day}: programme and names",
    "celebration.lead.text": "Everybody is invited. These {count} names may be shown, because a guardian allows it. "
    "The paper to print is with this mail.",
    "celebration.lead.why": "You lead {programme}.",
}
