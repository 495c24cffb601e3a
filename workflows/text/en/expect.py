"""Words about what is expected of whom."""

WORDS: dict[str, str] = {
    "expect.pupil.subject": "What we expect, and what you can expect",
    "expect.pupil.text": "Hello {name}. You take part as a {role}. This is what it means:",
    "expect.pupil.why": "Your guardian agreed that you take part in {programme}.",
    "expect.guardian.subject": "What {name} has agreed to",
    "expect.guardian.text": "{name} takes part as a {role}. This is what we ask of {name}:",
    "expect.guardian.why": "You agreed that {name} takes part in {programme}.",
    "expect.mentor.time": "Come to each meeting, on time. Your partner waits for you.",
    "expect.mentor.listen": "Listen more than you talk. You need not have the answer.",
    "expect.mentor.tell": "Cannot come? Say so the day before.",
    "expect.mentor.secret": "Keep what you hear to yourself. If somebody is not safe, tell an adult at once.",
    "expect.mentor.leave": "It is a promise for the year. If it does not work, talk with us: you may stop.",
    "expect.mentee.time": "Come to each meeting, on time.",
    "expect.mentee.listen": "Say what you would like to do. It is your time.",
    "expect.mentee.tell": "Cannot come? Say so the day before.",
    "expect.mentee.secret": "Your mentor keeps what you say. If somebody is not safe, an adult must know.",
    "expect.mentee.leave": "You may stop at any time, without a reason.",
}
