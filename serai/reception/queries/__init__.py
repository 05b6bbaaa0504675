"""What is read at the door, by noun; every list ends here."""
