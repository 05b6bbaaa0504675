"""Decisions about what may leave, without the database, the request or the clock."""
