"""Words of the closure workflow."""

WORDS = {
    "closure.lead.subject": "{pair}: no goodbye meeting",
    "closure.lead.text": "{pair} are no pair any more, and they cannot meet to say goodbye: {why}. "
    "Please tell each of them in person, and carry a goodbye from one to the other if they wish.",
    "closure.lead.why": "You lead {programme}, and every pair that ends is closed with care.",
    "closure.status.open": "open, {count} still to answer",
    "closure.status.closed": "closed on {day}",
}
