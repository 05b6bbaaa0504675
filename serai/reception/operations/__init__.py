"""What is written at the door, by noun: one verb each, one transaction, one line in the trail."""
