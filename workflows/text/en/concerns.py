"""Words of the concerns workflow. None of them has a place for a name or for anything that was said."""

WORDS = {
    "concerns.alert.subject": "A concern needs you",
    "concerns.alert.changed_subject": "A concern was added to and needs you",
    "concerns.alert.text": "Somebody raised a concern. Open the page, read it, and say that you take it in hand.",
    "concerns.alert.changed_text": "Something was added to a concern. Please open the page and read it again.",
    "concerns.alert.climbs": "Until somebody does, this message comes again and goes on to the next person.",
    "concerns.alert.link": "Read it and take it in hand",
    "concerns.alert.why": "You are named for safeguarding in this programme.",
    "concerns.messenger.subject": "Please find the safeguarding lead now",
    "concerns.messenger.text": "An urgent message to the safeguarding staff came back. Please find one of them "
    "in person or by telephone now, and ask them to look at the concerns page.",
    "concerns.messenger.why": "You lead this programme, and mail does not reach the safeguarding staff.",
    "concerns.taken.subject": "The concern was taken in hand",
    "concerns.taken.text": "A colleague has read the concern you were alerted to and has taken it in hand.",
    "concerns.open.subject": "A concern is still open",
    "concerns.open.text": "A concern that was taken in hand is still open. Please check that what was decided "
    "has been done and recorded.",
    "concerns.open.link": "Open the concern",
    "concerns.receipt.subject": "Your message has arrived",
    "concerns.receipt.text": "Thank you. Your message has arrived, and an adult at school will read it.",
    "concerns.receipt.wait": "If something cannot wait, speak to any adult you trust at once.",
    "concerns.receipt.why": "You sent a message to the school.",
    "concerns.contact.category": "Asked to be contacted",
    "concerns.self_harm.category": "Words in a form: they may speak of hurting oneself",
    "concerns.violence.category": "Words in a form: they may speak of violence",
    "concerns.abuse.category": "Words in a form: they may speak of abuse",
    "concerns.neglect.category": "Words in a form: they may speak of neglect",
    "concerns.bullying.category": "Words in a form: they may speak of bullying",
    "concerns.own.category": "Words in a form: they are on the school's own list",
}
