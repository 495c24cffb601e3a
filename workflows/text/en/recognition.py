"""Words of recognition."""

WORDS = {
    "recognition.badge.subject": "{name}, you have a new badge",
    "recognition.badge.text": "Well done, {name}. You have met {held} times. That earns you a new badge.",
    "recognition.badge.why": "You take part in {programme}, and you kept coming.",
    "recognition.certificate.subject": "Your certificate, {name}",
    "recognition.certificate.text": "Well done, {name}. You met {held} times this year. Your certificate is with "
    "this mail.",
    "recognition.certificate.why": "You take part in {programme}.",
    "recognition.family.subject": "A certificate for {name}",
    "recognition.family.text": "{name} met {held} times this year. You can be proud. The certificate is with "
    "this mail.",
    "recognition.family.why": "You agreed that {name} takes part in {programme}.",
    "recognition.paper.title": "Certificate",
    "recognition.paper.mentor": "was a mentor and met {held} times, {hours} hours in all.",
    "recognition.paper.mentee": "took part and met {held} times, {hours} hours in all.",
    "recognition.paper.partner": "helped a partner and met {held} times, {hours} hours in all.",
    "recognition.poll.subject": "{name}, which reward would you like?",
    "recognition.poll.text": "Hello {name}, at the end of the year we say thank you. You choose how. One click.",
    "recognition.poll.why": "You take part in {programme}.",
    "recognition.poll.link": "Choose",
    "recognition.poll.row": "Vote of {day}",
    "recognition.letter.subject": "A letter of recommendation for you, {name}",
    "recognition.letter.text": "Hello {name}, here is a letter about what you did. Use it whenever it helps you.",
    "recognition.letter.why": "The lead of {programme} wrote it and sent it to you.",
    "recognition.letter.title": "Letter of recommendation for {name}",
    "recognition.letter.mentor": "{name} was a mentor in {programme} this year, met {held} times with younger pupils "
    "and gave {hours} hours.",
    "recognition.letter.mentee": "{name} took part in {programme} this year and met {held} times, "
    "{hours} hours in all.",
    "recognition.letter.partner": "{name} and a partner helped each other in {programme} this year. They met {held} "
    "times, {hours} hours in all.",
    "recognition.letter.trained": "The training covered: {topics}.",
    "recognition.cell.drafted": "Drafted. Add your own words, then choose release. Nothing is sent before.",
    "recognition.cell.words": "Your words are kept. Choose release to send the letter.",
    "recognition.cell.released": "Released and sent.",
    "recognition.cell.released_before": "It was released before. Nothing is sent twice.",
    "recognition.cell.gone": "Not sent: this pupil has left or has no mail address.",
    "recognition.cell.blank": "Nothing to do.",
    "recognition.cell.unknown": "Not understood. Choose letter or release.",
}
