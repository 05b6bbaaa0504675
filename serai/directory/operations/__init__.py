"""Writes of the directory: by hand (services) and from a source (imports)."""
