"""Words of the report at the end of a stage."""

WORDS = {
    "learning.report.subject": "{programme}: the stage to {day}",
    "learning.report.text": "A stage is over. Here is what happened, as a mail, as a page and as a paper to hand "
    "on. Small groups are left out. What to change stands in the tab Changes, for you to give to somebody.",
    "learning.report.page": "Read it as a page",
    "learning.report.why": "You lead {programme}, and this day ends a stage.",
    "learning.report.title": "{programme}: report",
    "learning.report.goal": "Our goal: {goal}",
    "learning.report.meetings": "Meetings held, by month",
    "learning.report.feedback": "How people find it, from 1 to 5 (how many answered)",
    "learning.report.scorecard": "What good programmes do, and where we are",
    "learning.report.changes": "What to change next",
    "learning.report.no_changes": "Every benchmark that can be counted is met.",
    "learning.head.what": "What",
    "learning.head.measured": "Now",
    "learning.head.met": "Met?",
    "learning.head.group": "Group",
    "learning.head.before": "Before",
    "learning.head.after": "After",
}
