"""Pages about a person, by noun. Each function is one page."""
