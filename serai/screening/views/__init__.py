"""The pages of the room, by noun: filling in, flags, tasks, factors."""
