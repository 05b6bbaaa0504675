"""What is typed into the directory, by noun."""
