"""What is written about what leaves, by noun: one verb each, one transaction, one line in the trail."""
