"""Words that stand in the programme file unless the school writes its own: they are said in the reader's language."""

WORDS: dict[str, str] = {
    "default.consent.meet": "take part in weekly meetings at school",
    "default.consent.share": "share name and timetable with the pair",
    "default.pitch.help": "You help a younger pupil find their feet, and you learn to listen and to lead.",
    "default.pitch.promise": "A pair meets at school, at a time both can make. It is a promise for the whole year.",
    "default.pitch.trained": "You are trained before you start, and an adult is there at every meeting.",
    "default.pitch.hard": "It is not always easy: sometimes a partner is shy, sad or late. Then we help.",
}
