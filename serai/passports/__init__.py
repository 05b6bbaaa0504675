"""The lines that machines read on travel documents: what they say, and what of it cannot be trusted.

Words: a *zone* is the two or three lines at the foot of a passport, a card or a visa (ICAO Doc 9303); its *layout* is
TD1, TD2, TD3, MRV-A or MRV-B; a *check digit* follows some of its fields; a field is *doubtful* when its digit does not
fit or a sign of it could not be read.
Not here: whose document it is, and what is kept of it (`registration`, `people`).
"""
