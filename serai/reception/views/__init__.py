"""The pages of the door, by noun."""
