"""The shape of what is typed about a person, by noun; the sentence for each refusal."""
