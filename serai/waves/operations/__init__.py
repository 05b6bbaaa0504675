"""What is written about a wave, by noun: one verb each, one transaction, one line in the trail."""
