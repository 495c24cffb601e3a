"""Words of the training workflow."""

WORDS: dict[str, str] = {
    "training.invite.subject": "Your mentor training",
    "training.invite.text": "{name}, before you start as a mentor, you complete these topics. "
    "{lead} tells you when and where:",
    "training.invite.why": "You are accepted as a mentor.",
    "training.complete.subject": "Your mentor training is complete",
    "training.complete.text": "Well done, {name}. You have completed all topics of the mentor training. "
    "We write to you when you have been matched.",
    "training.complete.why": "Staff noted that you completed your training.",
    "training.cell.done": "Noted on {day}.",
    "training.cell.undone": "Taken back: this topic is to do again.",
    "training.cell.unknown": "“{word}” says nothing here. Type yes, or leave it blank.",
    "training.cell.unknown_topic": "The programme file no longer names this topic.",
}
