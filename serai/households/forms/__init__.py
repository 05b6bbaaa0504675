"""Shapes of what is asked about a household, by noun."""
