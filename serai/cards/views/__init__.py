"""Pages about cards, by noun."""
