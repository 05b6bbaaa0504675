"""What pages read about what leaves, by noun. Every list ends here."""
