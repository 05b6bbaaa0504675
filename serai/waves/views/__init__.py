"""The pages of a wave."""
