"""What may be kept, and how what was sent is drawn anew. Nothing here trusts a byte of it."""
