"""What is typed about what leaves, by noun, and the sentence for each refusal."""
