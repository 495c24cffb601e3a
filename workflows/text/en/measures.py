"""Words of the scales and of what is learned from them."""

WORDS = {
    "measures.ask.subject": "{name}, some questions about you",
    "measures.ask.text": "Hello {name}, these questions help us to see whether the programme does good. It takes five "
    "minutes. Your name is not kept with your answers. You may leave out what you do not want to answer.",
    "measures.ask.why": "You take part in {programme}. We ask everybody at the start and again later.",
    "measures.again.subject": "{name}, there is still time to answer",
    "measures.again.text": "Hello {name}, because no names are kept, we do not know who has answered. If you have: "
    "thank you. If not, there is still time. We do not ask again.",
    "measures.again.why": "You take part in {programme}. Everybody gets this reminder once.",
    "measures.link": "Answer",
    "measures.row": "Scale {scale}",
    "measures.group.mentor": "Mentors",
    "measures.group.mentee": "Mentees",
    "measures.n": "{before} before, {after} after, {both} both",
    "measures.caveat": "A change shows that something is different, not that the programme made it so.",
    "measures.few": "Shown from {count} people on.",
    "measures.own": "This scale is the school's own and has not been tested.",
    "measures.young": "This scale was tested with mentors of 17 and older; many of yours are younger.",
}
