"""Pages of a registration, by noun. Each function is one page."""
