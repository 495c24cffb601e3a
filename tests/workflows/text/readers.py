"""Who reads which words: what does not belong to staff is read by pupils and guardians, in their own language."""

from __future__ import annotations

from workflows.text import en

STAFF = (
    # whole modules that only staff read
    *("charter.", "duty.", "effort.", "matching.", "objectives.", "programme.", "reports.", "scorecard.", "setup."),
    *("attendance.", "closure.", "learning.", "watch."),
    # letters to the lead, to hosts, trainers, teachers, panels and those who are named for safeguarding
    *("adults.teacher", "adults.who.", "adults.everybody", "agreements.adult.", "agreements.talk."),
    *("celebration.lead.", "concerns.alert.", "concerns.messenger.", "concerns.taken.", "concerns.open."),
    *(
        "consent.lead_",
        "feedback.adult.",
        "life.classes.",
        "life.event.",
        "life.forms.",
        "life.idea.",
        "life.idea_out.",
    ),
    *("life.need_", "life.referral_new.", "life.referral_made.", "life.referral_chase.", "life.repair."),
    *("meetings.host.", "meetings.no_time.", "meetings.stuck.", "meetings.help.", "needs.closed.", "people.left_lead."),
    *(
        "recruiting.poster_ready.",
        "recruiting.thanks.",
        "recruiting.support.",
        "rollover.lead.",
        "selection.ask.",
        "selection.again.",
    ),
    *("selection.rubric.", "selection.reference.", "self_checks.flag.", "sessions.trainer.", "sessions.nowhere."),
    # what stands in the workbook
    *("agreements.watch.", "applications.cell.", "concerns.contact.", "concerns.self_harm.", "concerns.violence."),
    *("concerns.abuse.", "concerns.neglect.", "concerns.bullying.", "concerns.own.", "consent.cell.", "checkins.yes"),
    *("feedback.stage.", "feedback.who.", "feedback.few", "life.event_agreed.cell", "life.event_agreed.not_yet"),
    *("life.goal_status.", "life.help_kind.mentor", "life.log.", "life.referral.", "measures.row", "measures.group."),
    *(
        "measures.n",
        "measures.caveat",
        "measures.few",
        "measures.own",
        "measures.young",
        "meetings.cell.",
        "meetings.row.",
    ),
    *("meetings.why.", "needs.sure.", "needs.table", "needs.grade", "needs.adults", "needs.rate", "needs.cell."),
    *("people.cell.", "recognition.cell.", "recognition.poll.row", "recruiting.everybody", "recruiting.grade"),
    *(
        "recruiting.gender",
        "recruiting.hidden",
        "reviews.row.",
        "reviews.few",
        "rollover.completed",
        "rollover.pipeline.",
    ),
    *("selection.attendance.", "selection.nominated", "selection.interview.", "selection.cell.", "sessions.places"),
    *("sessions.on", "sessions.off", "sessions.booked", "sessions.group", "sessions.cell.", "tasters.row."),
    *("tasters.cell.", "training.cell.", "meetings.goodbye.not_both", "meetings.goodbye.no_time"),
    # titles and texts of calendar entries, which everybody in them sees alike
    *("meetings.title", "meetings.description", "reviews.title.", "reviews.description", "life.drop_in.title"),
    *("life.drop_in.description", "sessions.title", "sessions.description", "selection.title", "selection.description"),
)
"""Beginnings of the keys that only staff read."""
PUPILS_AND_GUARDIANS = tuple(key for key in en.WORDS if not key.startswith(STAFF))
