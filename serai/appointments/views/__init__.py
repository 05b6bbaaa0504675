"""The pages of appointments, by noun."""
