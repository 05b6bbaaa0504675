"""Shapes of what is asked, by noun."""
