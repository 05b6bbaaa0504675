"""Pages of households, by noun. Each function is one page."""
