"""Words of the check-ins workflow."""

WORDS = {
    "checkins.ask.subject": "How was your meeting with {partner}?",
    "checkins.ask.text": "Hello {name}, did your meeting with {partner} on {day} take place, and how was it? "
    "Answering takes less than a minute.",
    "checkins.ask.why": "You take part in {programme}, and we ask both sides after every meeting.",
    "checkins.ask.link": "Tell us",
    "checkins.chase.subject": "Still to answer: your meeting with {partner}",
    "checkins.chase.text": "Hello {name}, we do not know yet how your meeting with {partner} on {day} was. "
    "Please tell us; we do not ask again.",
    "checkins.chase.why": "You take part in {programme}, and your answer is missing.",
    "checkins.yes": "yes",
}
