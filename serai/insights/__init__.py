"""The figures of a month: what happened at each centre and in the network, prepared once, frozen, and safe to show.

Words: *figures* (all tables of one month), *release* (the figures as frozen on a day, with their threshold), *table*,
*cell*, *hidden* (a cell below the threshold, or one more that must be hidden so that the first cannot be computed),
*break* (a closure, a suspension, a new form: what makes two months not comparable).
Not here: any person. Nothing in a release can be turned back into one; live counts of today belong to their rooms.
"""
