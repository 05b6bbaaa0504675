"""What the pages of households read. Every list ends here."""
