"""Words of the call for volunteers."""

WORDS: dict[str, str] = {
    "recruiting.invite.subject": "Would you like to take part?",
    "recruiting.invite.text": "Hello {name}. {programme} looks for pupils like you. "
    "Everybody in your grade gets this mail. This is what it means:",
    "recruiting.invite.why": "The school's list says that you may apply. You need not do anything.",
    "recruiting.goal": "What it is for: {goal}",
    "recruiting.closes": "You can apply until {day}. Do you need help with the form, or would you rather fill it "
    "on paper? Ask us: an adult can type it in for you.",
    "recruiting.link.mentor": "Apply as a mentor",
    "recruiting.link.mentee": "Ask for a mentor",
    "recruiting.link.session": "Come and hear more first",
    "recruiting.poster.title": "Would you like to take part?",
    "recruiting.poster.closes": "Apply until {day}.",
    "recruiting.poster.note": "Point a camera at the square, or type the address.",
    "recruiting.poster_ready.subject": "Pupils can apply now: a poster for you",
    "recruiting.poster_ready.text": "Everybody on the school's list is invited by mail. Here is a poster for the wall, "
    "with the addresses of the forms and a square for the camera. Print it, and ask teachers to show it.",
    "recruiting.poster_ready.why": "You lead {programme}, and applications are open.",
    "recruiting.poster_ready.link": "Open the poster (PDF)",
    "recruiting.last_call.subject": "You can still apply",
    "recruiting.last_call.text": "Hello {name}. You can apply until {day}. This is the only reminder.",
    "recruiting.last_call.why": "We asked you to join {programme} and have had no answer from you.",
    "recruiting.nominated.subject": "Somebody thinks of you",
    "recruiting.nominated.text": "Hello {name}. Somebody who knows you thinks of you as a good {role} "
    "in {programme}. Do you want to apply? You decide.",
    "recruiting.nominated.why": "Somebody at school named you.",
    "recruiting.thanks.subject": "Thank you for naming a pupil",
    "recruiting.thanks.text": "Thank you, {name}. We kept your words about {pupil}. "
    "A pupil on the school's list is invited to apply. The pupil decides.",
    "recruiting.thanks.why": "You nominated a pupil for {programme}.",
    "recruiting.session.subject": "You are coming to hear more",
    "recruiting.session.text": "Hello {name}. We see you on {day} at {time}, {room}. It is in your calendar too.",
    "recruiting.session.why": "You signed up to hear more about {programme}.",
    "recruiting.session.title": "{programme}: come and hear more",
    "recruiting.support.subject": "A pupil needs something to take part",
    "recruiting.support.text": "{name} applied and wrote what would help. Only you read this. Please talk with {name}.",
    "recruiting.support.why": "You lead {programme}.",
    "recruiting.everybody": "Everybody",
    "recruiting.grade": "Grade {grade}",
    "recruiting.gender": "Gender: {gender}",
    "recruiting.hidden": "Groups with fewer than {least} people in a column are not shown.",
}
