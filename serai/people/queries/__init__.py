"""What pages read about people, by noun. Every list ends here."""
