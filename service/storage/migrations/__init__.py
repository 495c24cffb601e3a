"""The history of the tables.

A field added to `workflows.state`, or a column to `service.storage.tables`, needs a revision here; the test that
compares migrated tables with the described ones says what is missing.
"""
