"""The local suite: forms, workbook, calendars and mail as files that other programs open. No account, no cloud."""
