"""What a wave has to show, by noun."""
