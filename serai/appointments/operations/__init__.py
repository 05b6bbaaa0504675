"""What is written about appointments, by noun: one verb each, one transaction, one line in the trail."""
