"""Words of the people workflow."""

WORDS: dict[str, str] = {
    "people.left.subject": "You have left the programme",
    "people.left.text": "{name}, you have left {programme}. Your meetings are cancelled and we stop writing to you. "
    "Thank you for taking part. If you ever want to come back, apply again.",
    "people.left.why": "You, or staff for you, chose to leave.",
    "people.left_lead.subject": "{name} has left",
    "people.left_lead.text": "{name} has left the programme. Everything planned with them stops by itself.",
    "people.left_lead.words": "Their own words: {words}",
    "people.left_lead.why": "You lead {programme}.",
    "people.cell.left": "Has left on {day}. Everything planned with them stops.",
    "people.cell.already": "Had left already. Nothing more to do.",
    "people.cell.unknown": "“{word}” is not an action here. Use: withdraw.",
    "people.cell.bounced": "Mail to {address} came back ({reason}). Please check the address with the pupil.",
    "people.cell.blank": "Nothing was undone. To come back, {name} applies again.",
}
