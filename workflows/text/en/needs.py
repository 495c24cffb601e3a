"""Words of the needs survey."""

WORDS: dict[str, str] = {
    "needs.link": "Say what you think",
    "needs.ask.subject": "What should we work on?",
    "needs.ask.text": "Hello {name}. Before {programme} begins we ask everybody: what troubles you most at school? "
    "It takes two minutes. Your name is not kept with your answer.",
    "needs.ask.why": "You are on the school's list, or you work for {programme}.",
    "needs.closed.subject": "What the school said it needs",
    "needs.closed.text": "Hello {name}. {given} of {asked} answered. Most pressing: {issue}. "
    "Please decide in the tab Needs of the workbook: write choose beside one issue.",
    "needs.closed.why": "You lead {programme}, and the needs survey is closed.",
    "needs.sure.yes": "This is clear: enough people answered, and the first issue is well ahead.",
    "needs.sure.close": "The first two issues are close together. Both would be a good choice.",
    "needs.sure.few": "Fewer people answered than you hoped for. Talk with some of them before you decide.",
    "needs.table": "Issues by how many they trouble and how badly",
    "needs.table.issue": "Issue",
    "needs.table.count": "Troubles",
    "needs.table.severity": "How bad (1 to 5)",
    "needs.table.points": "Both multiplied",
    "needs.table.rates": "Who answered (grades with fewer than {least} in a cell are not shown)",
    "needs.grade": "Answers from grade {grade}",
    "needs.adults": "Answers from adults",
    "needs.rate": "{given} of {asked}",
    "needs.cell.unknown": "Write {word} beside the issue you choose.",
    "needs.cell.same": "Already chosen. Nobody was told again.",
    "needs.cell.chosen": "Chosen on {day}. Pupils are told.",
    "needs.chosen.subject": "You said, we chose",
    "needs.chosen.text": "Hello {name}. You told us what troubles you. {count} people named: {issue}. "
    "So that is what {programme} works on first. Thank you.",
    "needs.chosen.why": "We asked you what the school should work on.",
}
