"""Words of the training sessions."""

WORDS = {
    "sessions.title": "Mentor training: {programme}",
    "sessions.description": "Topics: {topics}. If you cannot come, decline this invitation and you get another date.",
    "sessions.line": "{when}, {room}: {topics}",
    "sessions.places": "{taken} of {capacity}",
    "sessions.on": "stands",
    "sessions.off": "cancelled",
    "sessions.booked": "booked",
    "sessions.alternates": "If you cannot come, there is also",
    "sessions.preread": "Please read before: {what}",
    "sessions.group": "Group {number}: {names}",
    "sessions.invite.subject": "Your dates for the mentor training",
    "sessions.invite.text": "Hello {name}, here is when and where your mentor training takes place. It will be in "
    "your calendar. If you cannot come, say no in your calendar. You then get another date.",
    "sessions.invite.why": "You are a mentor in {programme}, and mentors are trained first.",
    "sessions.make_up.subject": "A new date for the training you missed",
    "sessions.make_up.text": "Hello {name}, we missed you at the training. You can make up for it here:",
    "sessions.make_up.why": "You had a place in a training session of {programme} and were not on the list.",
    "sessions.moved.subject": "Another date for your mentor training",
    "sessions.moved.text": "Hello {name}, here is another date for your mentor training:",
    "sessions.moved.why": "You have a place in the training of {programme}. Your date has changed.",
    "sessions.today.subject": "Today: your mentor training",
    "sessions.today.text": "Hello {name}, your training is on {when}, in {room}. The trainer says a word aloud. "
    "Type it here, and you are on the list.",
    "sessions.today.why": "You have a place in a training session of {programme}.",
    "sessions.today.link": "Type the word",
    "sessions.wrong.subject": "That was not the word of the training",
    "sessions.wrong.text": "Hello {name}, no training has the word you typed. Ask the trainer, and try again with "
    "the same link.",
    "sessions.wrong.why": "You typed a word to say that you were at a training of {programme}.",
    "sessions.trainer.subject": "Today: you train mentors",
    "sessions.trainer.text": "Your session: {when}, {room}, {count} mentors. Say this word aloud, and ask everybody "
    "to type it: {word}. For role-play, these groups are mixed by grade and experience:",
    "sessions.trainer.why": "You train mentors of {programme}.",
    "sessions.nowhere.subject": "No training session for {name}",
    "sessions.nowhere.text": "{name} still has to learn {topics}, and no session with a free place is left. Add a "
    "session to the programme file, or teach it yourself and type yes in the Training tab.",
    "sessions.nowhere.why": "You lead {programme}.",
    "sessions.cell.unknown": "Not understood. Choose “all came” or “cancel”.",
    "sessions.cell.blank": "",
    "sessions.cell.not_now": "Not possible: “all came” is for a session that has begun, “cancel” for one to come.",
    "sessions.cell.all_came": "Noted: {count} mentors were there.",
    "sessions.cell.cancelled": "Called off. {count} mentors get other dates.",
}
