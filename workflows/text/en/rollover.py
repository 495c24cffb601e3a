"""Words of the rollover workflow."""

WORDS = {
    "rollover.mentor.subject": "{name}, be a mentor next year",
    "rollover.mentor.text": "Hello {name}, this year you had a mentor and met {held} times. You know how much it "
    "helps. Next year a younger pupil could have you. We would love that. It starts with a short form.",
    "rollover.mentor.why": "You took part in {programme} this year, to the end.",
    "rollover.again.subject": "{name}, come back next year",
    "rollover.again.text": "Hello {name}, you took part this year and met {held} times. Thank you. "
    "Would you like to go on next year? Please apply again, because times and wishes change.",
    "rollover.again.why": "You took part in {programme} this year.",
    "rollover.waited.subject": "No place this year. Try again, {name}",
    "rollover.waited.text": "Hello {name}, we are sorry: this year there was no place for you. It was nothing that "
    "you did. Next year starts anew, and you are welcome to apply again.",
    "rollover.waited.why": "You applied to {programme} this year.",
    "rollover.farewell.subject": "Thank you, {name}",
    "rollover.farewell.text": "Hello {name}, the year is over. You met {held} times. Thank you for all you gave.",
    "rollover.farewell.why": "You took part in {programme} this year.",
    "rollover.lead.subject": "The year is archived, the next one begins",
    "rollover.lead.text": "{archived} applications of this year stand in Past years. Invited for next year: {ready} "
    "mentees as mentors, {mentors} mentors again, {mentees} mentees again. Please put the next year's terms and its "
    "last day into the programme file.",
    "rollover.lead.why": "You lead {programme}.",
    "rollover.link": "Apply for next year",
    "rollover.completed": "yes",
    "rollover.pipeline.item": "Next year, after {day}",
    "rollover.pipeline.value": "Invited: {ready} mentees as mentors, {mentors} mentors again, {mentees} mentees again",
}
