"""Words of the meetings workflow."""

WORDS = {
    "meetings.title": "Mentoring: {mentor} and {mentee}",
    "meetings.description": "A mentoring meeting of {programme}. {host} is there for you. If you cannot come, "
    "decline this invitation and we look for another time.",
    # why a meeting stands where it stands
    "meetings.why.first": "First meeting: the earliest time free for both, an adult and a room.",
    "meetings.why.first_late": "First meeting, later than {days} school days after approval: nothing was free before.",
    "meetings.why.series": "Regular meeting at the usual distance.",
    "meetings.why.strayed": "Moved from the usual day, which was not free.",
    "meetings.why.closed": "Moved from the usual day, on which the school is closed.",
    "meetings.why.moved": "Moved: the earlier time did not suit everybody.",
    "meetings.why.calendar": "Moved: the school's calendar changed.",
    "meetings.why.again": "Instead of meeting {number}, which did not take place.",
    "meetings.why.replaced": "Instead of meeting {number}, with another adult.",
    "meetings.why.unread": "The calendar of {names} could not be read; the time may clash.",
    "meetings.why.goodbye": "One last meeting, to say goodbye.",
    "meetings.why.cancelled": "Called off: {why}",
    # what stood in the way, and what would help
    "meetings.help.mentor": "the mentor is busy at common times; another slot from the mentor would help",
    "meetings.help.mentee": "the mentee is busy at common times; another slot from the mentee would help",
    "meetings.help.room": "every room is full; one more room, or more pairs in a room, would help",
    "meetings.help.host": "no adult is free; one more adult who hosts would help",
    "meetings.help.slots": "the two have no slot in common that the school offers; another slot from either would help",
    "meetings.help.days": "there is no school day with one of their slots in the coming weeks",
    # mails
    "meetings.welcome.subject": "Your first mentoring meeting: {day}",
    "meetings.welcome.text": "Hello {name}, your {role} is {partner}. You meet on {day}, {time}, in {room}. "
    "{host} is there to welcome you. {common}",
    "meetings.welcome.common": "You were put together because you both like: {common}.",
    "meetings.welcome.times": "You were put together because you can help each other and are free at the same times.",
    "meetings.welcome.why": "You take part in {programme}, and your pair was approved.",
    "meetings.welcome.ideas": "To break the ice",
    "meetings.welcome.idea_1": "Each tell two true things and one made-up thing; the other finds the made-up one.",
    "meetings.welcome.idea_2": "Find three things you have in common that nobody could guess.",
    "meetings.welcome.idea_3": "What would you like to be able to do by the end of the year?",
    "meetings.guardian.subject": "{name} has a first mentoring meeting",
    "meetings.guardian.text": "{name} meets their {role} for the first time on {day}, {time}, in {room} at "
    "school. {host} is the adult in charge. After that they meet about every {days} days.",
    "meetings.guardian.why": "You agreed that {name} takes part in {programme}.",
    "meetings.host.subject": "You host a new pair from {day}",
    "meetings.host.text": "{mentor} and {mentee} meet for the first time on {day}, {time}, in {room}, and you "
    "are the adult in charge. Please welcome them and introduce them to each other. The meeting is in your "
    "calendar.",
    "meetings.host.why": "You host meetings of {programme}.",
    "meetings.remind.subject": "Today: your mentoring meeting",
    "meetings.remind.text": "You meet {partner} today, {time}, in {room}. {host} is there for you.",
    "meetings.remind.why": "You take part in {programme}.",
    "meetings.moved.subject": "Your mentoring meeting has moved to {day}",
    "meetings.moved.text": "Your meeting with {partner} on {before} has moved. It is now on {day}, {time}, in {room}.",
    "meetings.moved.why": "You take part in {programme}, and the earlier time was no longer possible.",
    "meetings.again.subject": "A new time for your mentoring meeting: {day}",
    "meetings.again.text": "Your meeting with {partner} on {before} did not take place. You can make up for it "
    "on {day}, {time}, in {room}.",
    "meetings.again.why": "You take part in {programme}.",
    "meetings.cancelled.subject": "Your mentoring meeting on {day} is cancelled",
    "meetings.cancelled.text": "Your meeting with {partner} on {day}, {time}, does not take place. {next}",
    "meetings.cancelled.next": "You meet next on {day}.",
    "meetings.cancelled.soon": "We tell you as soon as there is a new time.",
    "meetings.cancelled.why": "You take part in {programme}.",
    "meetings.over.subject": "Your mentoring meetings have stopped",
    "meetings.over.text": "Hello {name}, your mentoring meetings cannot go on, and we have taken them out of "
    "your calendar. It is nothing that you did. {lead} will talk with you about what comes next.",
    "meetings.over.why": "You take part in {programme}.",
    "meetings.no_goodbye.subject": "Your goodbye meeting cannot take place",
    "meetings.no_goodbye.text": "Hello {name}, your goodbye meeting cannot take place, and we have taken it out of "
    "your calendar. It is nothing that you did. {lead} will talk with you and can carry a goodbye for you.",
    "meetings.no_goodbye.why": "You take part in {programme}, and you had a goodbye meeting.",
    "meetings.paused.subject": "Your mentoring meetings pause for a while",
    "meetings.paused.text": "Hello {name}, your mentoring meetings pause until the mentor's training is complete. It "
    "is nothing that you did. New times come by themselves. {lead} answers questions.",
    "meetings.paused.why": "You take part in {programme}, and the school asks for a training topic first.",
    "meetings.goodbye.subject": "One last meeting: {day}",
    "meetings.goodbye.text": "Hello {name}, your time with {partner} as a pair comes to its end. Please meet once "
    "more, to say goodbye and to look back: {day}, {time}, in {room}. {host} is there for you. Tell each other what "
    "you will remember.",
    "meetings.goodbye.why": "You take part in {programme}, and every pair says goodbye.",
    "meetings.goodbye.not_both": "not both may meet any more",
    "meetings.goodbye.no_time": "no time was free for both, an adult and a room",
    "meetings.regular.subject": "Your mentoring meetings in the coming weeks",
    "meetings.regular.text": "Some of your meetings with {partner} are different this time:",
    "meetings.regular.moved": "{day}, {time}, instead of the usual day",
    "meetings.regular.skipped": "No meeting around {day}",
    "meetings.regular.why": "You take part in {programme}.",
    "meetings.no_time.subject": "No time found for {mentor} and {mentee}",
    "meetings.no_time.text": "We could not find a time for {mentor} and {mentee}. What stands in the way: {help}.",
    "meetings.no_time.next": "We look again every school morning and book as soon as something is free.",
    "meetings.no_time.why": "You lead {programme}.",
    "meetings.stuck.subject": "{mentor} and {mentee} need a word with you about their meeting",
    "meetings.stuck.text": "Their meeting on {day} was declined again after it had been moved {moves} times, so "
    "it was called off. Please ask both when they can meet.",
    "meetings.stuck.why": "You lead {programme}.",
    # answers in the workbook
    "meetings.cell.future": "Not changed: this meeting is still to come ({day}). Choose cancel to call it off.",
    "meetings.cell.unknown": "Not understood: “{word}”. Choose held, missed or cancel.",
    "meetings.cell.done": "Done on {day}: noted as {outcome}.",
    "meetings.cell.cancelled": "Done on {day}: called off, both were told.",
    "meetings.cell.same": "It is {outcome} already.",
    "meetings.row.not_booked": "not booked",
}
