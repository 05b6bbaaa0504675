"""The times of somebody who works here, in the calendar program of their own telephone.

Words: *feed* (the secret address of one posting, where a calendar program reads when its holder has appointments),
*secret* (the last part of the address: shown once, kept as a keyed hash), *entry* (an appointment as a feed tells it: a
day, a time, how long, which room).
Not here: whom, what for, in which language, with which interpreter (appointments): a feed never tells.
"""
