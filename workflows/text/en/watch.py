"""Words of the watch-list."""

WORDS = {
    "watch.low_mood": "{name} said {count} times in a row that it was not good.",
    "watch.hard": "{name} said that the last meeting was hard.",
    "watch.misses": "{count} meetings in a row did not take place.",
    "watch.unconfirmed": "Nobody said how the last {count} meetings went.",
    "watch.disagree": "The two do not agree whether meeting {number} took place.",
    "watch.attendance": "{name} was in school on {latest} % of the days of late, after {before} % before.",
    "watch.step.low_mood": "A step for today: ask each of them alone how it is going.",
    "watch.step.hard": "A step for today: ask what was hard, and offer the mentor a talk.",
    "watch.step.misses": "A step for today: ask both whether the time and place still suit them.",
    "watch.step.unconfirmed": "A step for today: ask the host whether the pair was there.",
    "watch.step.disagree": "A step for today: ask both, then write the outcome in the tab Meetings.",
    "watch.step.attendance": "A step for today: ask the homeroom teacher what is behind it, then the pupil.",
    "watch.mail.subject": "Please look at a pair: {mentor} and {mentee}",
    "watch.mail.text": "{mentor} and {mentee} are on the watch-list:",
    "watch.mail.step": "A word with each of them this week often helps. Repair first; a new partner comes last.",
    "watch.mail.why": "You lead {programme}. You get at most one such mail a week for one pair.",
}
