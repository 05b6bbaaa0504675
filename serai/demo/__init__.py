"""The demo: an invented network, its staff and a year of people who never lived, calibrated on published figures.

Words: *seed* (fill an empty installation with it), *sketch* (a person as drawn, before anything is written), *stage*
(the order in which a year is told: the network, people, history, today, figures).
Not here: the `serai demo` command and the database it runs on (config); the rules by which the invented people are
registered, helped and counted (each in its room).
"""
