"""Words of the review sessions."""

WORDS = {
    "reviews.call.subject": "Let us look back together: {day}",
    "reviews.call.text": "Hello {name}, we meet on {day}, {time}, {place}, to talk about how it goes. Your partner "
    "comes another day, so speak freely. Tell us now what we should talk about.",
    "reviews.call.why": "You take part in {programme}, and your word counts.",
    "reviews.link": "Choose what we talk about",
    "reviews.title.mentor": "{programme}: review with the mentors",
    "reviews.title.mentee": "{programme}: review with the mentees",
    "reviews.title.partner": "{programme}: review with one side of the pairs",
    "reviews.description": "The agenda stands in the tab Changes, and there is room for who sees to what.",
    "reviews.row.mentor": "Review with the mentors",
    "reviews.row.mentee": "Review with the mentees",
    "reviews.row.partner": "Review with one side of the pairs",
    "reviews.few": "shown from {count} wishes on",
}
