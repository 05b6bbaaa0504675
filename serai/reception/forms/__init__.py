"""The shape of what is typed at the door, and the sentence for each refusal."""
