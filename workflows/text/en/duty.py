"""Words about the adults' duties."""

WORDS: dict[str, str] = {
    "duty.role.lead": "programme lead",
    "duty.role.safeguarding_lead": "receives every concern",
    "duty.role.safeguarding_deputy": "receives a concern nobody answered",
    "duty.role.head": "last to receive a concern",
    "duty.role.host": "is there when pairs meet",
    "duty.link": "Say yes or no",
    "duty.ask.subject": "Will you take this on?",
    "duty.ask.text": "Hello {name}. {programme} counts on you for: {duties}. Please say whether you take it on. "
    "The programme starts once the lead and an adult who receives concerns have said yes.",
    "duty.ask.why": "The programme file of {programme} names you.",
    "duty.again.subject": "We still need your yes or no",
    "duty.again.text": "Hello {name}. We have not heard from you yet about: {duties}. A no is fine too: "
    "then somebody else can be asked.",
    "duty.again.why": "The programme file of {programme} names you.",
    "duty.declined.subject": "Somebody else is needed",
    "duty.declined.text": "Hello {name}. {adult} cannot take this on: {duty}. "
    "Please find another adult and write the name into the programme file.",
    "duty.declined.why": "An adult of {programme} said no to a duty.",
    "duty.cell.accepted": "Accepted on {day}.",
    "duty.cell.declined": "Declined on {day}. The lead was told.",
    "duty.cell.asked": "Asked on {day}.",
    "duty.cell.unknown": "Write one of: {words}.",
}
