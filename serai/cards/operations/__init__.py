"""What is written about people, by noun: one verb each, one transaction, one line in the trail."""
