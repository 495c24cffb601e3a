"""Words about how much work the programme is for staff."""

WORDS: dict[str, str] = {
    "effort.item": "Staff's work in {month}",
    "effort.value": "{count} things decided by hand, about {minutes} minutes; {pairs} pairs, {each} minutes each.",
}
