"""Google Workspace: Forms in, Sheets, Calendar and Gmail out. Imported only when a programme names this suite."""
