"""Pages about what leaves, by noun. Each function is one page."""
