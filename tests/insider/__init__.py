"""Staff who try to reach what is not theirs. Slower than the house tests, so run by `make test` and not at each step."""
