"""What households write, by noun: one verb each, one transaction, one line in the trail."""
