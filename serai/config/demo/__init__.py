"""The demo: an invented network, its staff and a year of people who never lived, calibrated on published figures."""
