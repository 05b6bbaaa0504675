"""What the pages of a registration read, by noun. Every list ends here."""
