"""Days as people count them: a date told in another calendar, and the days that it can mean in ours.

Words: a *calendar* is Gregorian, Ethiopian or Hijri; a date is *told* as a year, a year and month, or a day; its *span*
is the first and the last Gregorian day that it can mean, never fewer than were told.
Not here: whose day it is, and what follows from an age (`people`).
"""
