"""Dates and the words many messages share."""

WORDS = {
    "date.pattern": "{weekday} {day} {month} {year}",
    "date.weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "date.months": "January February March April May June July August September October November December",
    "role.mentor": "mentor",
    "role.mentee": "mentee",
    "role.partner": "partner",
    "link.concern": "Worried about somebody? Tell us",
    "link.leave": "Leave the programme",
    "link.apply": "Change your answers",
    "mail.questions": "Questions? Ask {whom}.",
    "mail.worried": "Worried about somebody's safety?",
    "mail.tell": "Tell us",
    "mail.stop": "You can stop at any time:",
    "mail.digest": "{first}, and {more} more",
    "link.consent": "Give your answer",
}
