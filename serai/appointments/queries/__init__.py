"""What appointments have to show, by noun."""
