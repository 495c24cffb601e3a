"""Words to teachers and families."""

WORDS = {
    "adults.guardian_match.subject": "{name} has a partner",
    "adults.guardian_match.text": "Good news: {name} has a partner in {programme}. They meet at school, and an "
    "adult is there.",
    "adults.guardian_match.why": "You are named as the parent or guardian of {name} in {programme}.",
    "adults.guardian_month.subject": "{programme}: news about {name}",
    "adults.guardian_month.text": "Meetings that {name} had in the last month: {count}.",
    "adults.guardian_month.why": "You are named as the parent or guardian of {name} in {programme}. "
    "You get this once a month.",
    "adults.guardian_goal.subject": "{name} has reached a goal",
    "adults.guardian_goal.text": "{name} and the partner have reached a goal that they set themselves. Well done!",
    "adults.guardian_goal.why": "You are named as the parent or guardian of {name} in {programme}.",
    "adults.guardian.ask": "One thing to ask at home:",
    "adults.guardian.link": "Tell us what you notice",
    "adults.ask.1": "What did you laugh about at your last meeting?",
    "adults.ask.2": "What did you find out about your partner?",
    "adults.ask.3": "What would you like to do next time?",
    "adults.ask.4": "What was easier this week than last week?",
    "adults.ask.5": "What did you help somebody with?",
    "adults.ask.6": "What are you proud of this month?",
    "adults.teacher_match.subject": "{name} has a partner",
    "adults.teacher_match.text": "{name}, a pupil of yours, has a partner in {programme}. Write to us at any time "
    "when you see something that we should know.",
    "adults.teacher_match.why": "The school's list names you as the homeroom teacher of {name}.",
    "adults.teacher_month.subject": "{name}: three questions",
    "adults.teacher_month.text": "Meetings that {name} had in the last month: {count}. What do you see in class?",
    "adults.teacher_month.why": "The school's list names you as the homeroom teacher of {name}. "
    "You get this once a month.",
    "adults.teacher.link": "Answer three questions",
    "adults.who.guardian": "Guardian",
    "adults.who.teacher": "Homeroom teacher",
    "adults.everybody": "All: {count} pupils",
}
