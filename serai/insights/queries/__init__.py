"""Reads: the counts of a month (counts.py), and the releases that pages show (releases.py)."""
