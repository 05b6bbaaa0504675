"""Decisions of the directory, without database, request or clock: opening, texts, and reading a source."""
