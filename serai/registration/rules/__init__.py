"""Decisions of a registration, without the database: births as told, rows and dates of the second part."""
