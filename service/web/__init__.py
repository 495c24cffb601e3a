"""The web: doors that record, health, form pages, staff pages. Nothing here decides anything."""
