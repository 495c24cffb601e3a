"""Words of tasters."""

WORDS: dict[str, str] = {
    "tasters.row.rotation": "Tasters: {groups} groups",
    "tasters.row.round": "Round {number}",
    "tasters.row.votes": "{votes} votes",
    "tasters.cell.blank": "Write “plan” for a rotation that nobody is told of, then “book”; “cancel” calls it off.",
    "tasters.cell.unknown": "We do not know that word. Possible here: plan, book, cancel.",
    "tasters.cell.planned": "Planned: {rounds} rounds, and fewer are not possible. {short} pupils can meet fewer "
    "mentors than asked for. Write “book” to invite everybody.",
    "tasters.cell.planned_bound": "Planned: {rounds} rounds; at least {least} are needed whatever the plan. {short} "
    "pupils can meet fewer mentors than asked for. Write “book” to invite everybody.",
    "tasters.cell.impossible": "No rotation is possible: nobody who fits is free at the tasters' slot, or no room with "
    "an adult is.",
    "tasters.cell.nothing_planned": "Nothing is planned that has not begun. Write “plan” first.",
    "tasters.cell.booked_already": "Tasters are booked already. Write “cancel” to call them off first.",
    "tasters.cell.booked": "Booked: {groups} groups are in the calendars, and everybody has a mail.",
    "tasters.cell.cancelled": "Called off: {groups} groups.",
    "tasters.title": "Meet and greet, round {number}",
    "tasters.description": "{programme}. {host} is there. Find out what you have in common.",
    "tasters.line": "{when}, {room}: {met}",
    "tasters.invited.subject": "You meet some people soon",
    "tasters.invited.text": "{name}, before pairs are made you meet some people for a few minutes each. Nothing is "
    "decided there. Just talk. These are your rounds:",
    "tasters.invited.why": "You are accepted for {programme}.",
    "tasters.vote.subject": "Whom did you enjoy meeting?",
    "tasters.vote.text": "{name}, you have met some people. Whom did you like best? Name up to three of them. Only the "
    "school reads it, and it is a wish, not a promise.",
    "tasters.vote.why": "You took part in the meet and greet of {programme}.",
    "tasters.vote.link": "Name your favourites",
}
