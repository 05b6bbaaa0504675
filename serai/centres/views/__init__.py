"""The pages of the room, by noun."""
