"""Decisions of a registration, without the database: who is with a child, rows and dates of the second part."""
