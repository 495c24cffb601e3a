"""Words about attendance."""

WORDS = {
    "attendance.row": "Attendance",
    "attendance.group.mentees": "Mentees",
    "attendance.group.mentors": "Mentors",
    "attendance.group.others": "Pupils not in the programme",
    "attendance.few": "Not shown: fewer than {count} pupils with figures before and after.",
    "attendance.caveat.group": "Compare the change with that of the other pupils. The groups were not drawn by lot, so "
    "other reasons are possible.",
    "attendance.caveat.trend": "There is no group to compare with. Attendance also changes with the season, so this "
    "shows a trend and no effect.",
}
