"""Keeping, opening, moving and removing papers."""
