"""Words of the applications workflow."""

WORDS: dict[str, str] = {
    # the receipt
    "applications.received.subject": "We have your application",
    "applications.received.text": "Thank you, {name}. We have your application to be a {role}. "
    "Next: {lead} reads it and you get an answer by mail. "
    "You can send the form again to change something.",
    "applications.received.why": "You sent us an application for {programme}.",
    "applications.changed.subject": "We have your changes",
    "applications.changed.text": "Thank you, {name}. We have your new answers ({role}). The old ones no longer count.",
    "applications.changed.why": "You sent the form again.",
    # something to look at again
    "applications.attention.subject": "Please look at your application again",
    "applications.attention.text": "Thank you, {name}. We kept all you wrote to become a {role}, "
    "but something needs a change. Please send the form again with this:",
    "applications.attention.why": "Your application for {programme} is not complete yet.",
    "applications.problem.email": "Your mail address “{email}” does not look right.",
    "applications.problem.email_taken": "Another pupil already uses the mail address “{email}”.",
    "applications.problem.domain": "Use your school mail address. It ends in: {domains}.",
    "applications.problem.name": "Write your full name.",
    "applications.problem.grade_missing": "Write your grade as a number.",
    "applications.problem.grade": "Grade {grade} cannot apply for this. It is for grades {grades}.",
    "applications.problem.slots_unknown": "We do not know these times: {slots}. Choose from the list.",
    "applications.problem.slots_few": "Choose at least {least} times when you could meet.",
    "applications.problem.guardian": "Write your parent's or guardian's mail address.",
    "applications.problem.guardian_own": "Write your parent's or guardian's address, not your own.",
    "applications.problem.guardian_pupil": "The address you gave for your parent or guardian belongs to a pupil.",
    # the answer
    "applications.accepted.subject": "You are in",
    "applications.accepted.text": "Good news, {name}: you are accepted as a {role}. "
    "We tell you as soon as the next step is ready. You need do nothing now.",
    "applications.accepted.why": "Staff decided on your application for {programme}.",
    "applications.waiting.subject": "You are on the waiting list",
    "applications.waiting.text": "Thank you for applying, {name}. All places for a {role} are taken at the moment. "
    "You are on the waiting list, and we write to you when a place is free.",
    "applications.waiting.why": "Staff decided on your application for {programme}.",
    "applications.declined.subject": "About your application",
    "applications.declined.text": "Thank you for applying, {name}. We cannot offer you a place as a {role} this time. "
    "That says nothing about you as a person, and it took courage to ask. "
    "There are other ways to help: welcome new pupils, help at a programme event, or apply again later. "
    "{lead} is glad to talk with you about it.",
    "applications.declined.why": "Staff decided on your application for {programme}.",
    "applications.words": "{lead} adds: {note}",
    # what staff read in the cell
    "applications.cell.waiting": "Waiting for your decision.",
    "applications.cell.attention": "Needs attention: {problems}",
    "applications.cell.edited": "The applicant changed the form on {day}, after your decision. Please look again.",
    "applications.cell.returned": "Left before and applied again on {day}. "
    "Needs a new decision: empty the cell, then choose again.",
    "applications.cell.accepted": "Accepted on {day}. {name} gets a mail.",
    "applications.cell.waiting_list": "On the waiting list since {day}. {name} gets a mail.",
    "applications.cell.declined": "Declined on {day}. {name} gets a mail on the next school morning.",
    "applications.cell.no_address": "There is no mail address: please tell {name} yourself.",
    "applications.cell.not_launched": "Not yet: the programme waits for the yes of {names}. Choose again after that.",
    "applications.cell.same": "Already so. No second mail was sent.",
    "applications.cell.unknown": "“{word}” is not a decision. Use: {words}.",
    "applications.cell.blank": "Nothing was undone: still {status}. To change it, choose: {words}.",
    "applications.cell.left": "{name} has left the programme and must apply again first.",
    "applications.cell.paired": "{name} is in an active pair. End the pair in the Pairs tab first. Still accepted.",
    "applications.cell.note_kept": "Your words go out with the decision.",
    "applications.cell.note_sent": "{name} gets the answer again, with your words.",
}
