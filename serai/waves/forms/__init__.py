"""What is typed about a wave."""
