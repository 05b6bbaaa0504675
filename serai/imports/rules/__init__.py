"""Decisions of an import, without the database: reading the sheet, and matching what it holds."""
