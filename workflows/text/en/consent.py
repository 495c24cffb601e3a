"""Words of the consent workflow. Guardians read them."""

WORDS: dict[str, str] = {
    # to the guardian
    "consent.request.subject": "Please decide: may {name} take part?",
    "consent.request.text": "{name} would like to take part in {programme}, where pupils help pupils at school. "
    "Nothing starts before you agree. You may say no, and you may change your answer at any time. Your child would:",
    "consent.request.why": "The school names you as {name}'s parent or guardian.",
    "consent.renewal.subject": "Please decide again: may {name} go on?",
    "consent.renewal.text": "Your permission for {name} to take part in {programme} ends on {day}. "
    "If {name} may go on, please say so again. Your child would go on to:",
    "consent.renewal.why": "You agreed before that {name} takes part.",
    "consent.reminder.subject": "We still need your answer for {name}",
    "consent.reminder.text": "We have not had your answer yet. {name} can only take part if you agree. "
    "It takes one minute. A no is fine too. Your child would:",
    "consent.reminder.why": "We asked you about {name} and have no answer yet.",
    "consent.goal": "The aim: {goal}",
    "consent.kept": "We keep your answer for {days} days and use it for this programme only.",
    "consent.yes.subject": "Thank you: {name} may take part",
    "consent.yes.text": "You agreed that {name} takes part in {programme}. Your answer counts until {day}. "
    "If you change your mind, use the same link. Everything then stops at once.",
    "consent.yes.why": "You answered the question about {name}.",
    "consent.no.subject": "{name} does not take part",
    "consent.no.text": "We have noted that you do not agree. {name} does not take part. "
    "Anything planned is stopped. If you change your mind, use the same link.",
    "consent.no.why": "You answered the question about {name}.",
    "consent.stale.subject": "Please use this newer link for {name}",
    "consent.stale.text": "Thank you for your answer. It came through an older link, so it does not count yet. "
    "Please answer once more here:",
    "consent.stale.why": "You answered the question about {name}.",
    "consent.left.subject": "{name} has left the programme",
    "consent.left.text": "{name} has left {programme}. Your permission has ended. You need do nothing.",
    "consent.left.why": "We had asked for your permission for {name}.",
    # to the lead
    "consent.lead_refused.subject": "No consent for {name}",
    "consent.lead_refused.text": "A guardian does not agree that {name} takes part. "
    "Everything planned with {name} stops. The Consents tab shows it.",
    "consent.lead_refused.why": "You lead {programme}.",
    "consent.lead_silent.subject": "No answer from {name}'s guardian",
    "consent.lead_silent.text": "The guardian of {name} has not answered, and we stop asking by mail. Please use the "
    "paper form, then choose “paper: yes” or “paper: no” in the Consents tab.",
    "consent.lead_silent.why": "You lead {programme}.",
    "consent.lead_address.subject": "We cannot ask {name}'s guardian by mail",
    "consent.lead_address.text": "There is no mail address we may use for the guardian of {name}: it is missing, comes "
    "back, or belongs to a pupil. Please use the paper form, or correct the address and choose “ask again” in the "
    "Consents tab.",
    "consent.lead_address.why": "You lead {programme}.",
    "consent.lead_expired.subject": "The consent for {name} has lapsed",
    "consent.lead_expired.text": "The guardian's consent for {name} was valid until {day}. "
    "Everything planned with {name} stops until there is a new one.",
    "consent.lead_expired.why": "You lead {programme}.",
    # what staff read in the cell
    "consent.cell.asked": "The guardian was asked by mail on {day}.",
    "consent.cell.no_address": "Cannot be asked by mail: the guardian's address is missing or belongs to a pupil. "
    "Use the paper form.",
    "consent.cell.silent": "No answer after {count} reminders. Use the paper form.",
    "consent.cell.bounced": "Mail to {address} came back ({reason}). Correct the address or use the paper form.",
    "consent.cell.paper_yes": "Paper form noted on {day}: yes.",
    "consent.cell.said_no": "The guardian said no on {day}, and that counts. Only if a paper form is newer, choose "
    "“newer paper: yes”.",
    "consent.cell.paper_no": "Paper form noted on {day}: no. Everything planned stops.",
    "consent.cell.given": "The guardian agreed on {day}.",
    "consent.cell.refused": "The guardian said no on {day}.",
    "consent.cell.expired": "Lapsed. Ask again or use the paper form.",
    "consent.cell.left": "{name} has left the programme; there is nothing to ask.",
    "consent.cell.not_needed": "{name} has no accepted application that needs consent.",
    "consent.cell.unknown": "“{word}” says nothing here. Use: {words}.",
    "consent.cell.blank": "A blank changes nothing. The consent stands as: {status}.",
}
