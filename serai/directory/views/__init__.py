"""Pages of the directory, by noun. Each function is one page."""
