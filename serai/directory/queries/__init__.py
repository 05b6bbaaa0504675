"""Reads of the directory: searching it, the cards of its services, the notes of its sources."""
