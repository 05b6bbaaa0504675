"""Oversight: the trail as it is read by those who watch over it, and on the person's page.

Words: *review* (the data-protection focal point reads, day by day, who did how much of what; whom it was about is not
there), *sign* (a day of one colleague that deserves a question: many openings, openings at night, files opened and
nothing done), *usual* (their own days before), *neutral reader* (a colleague of a function whose name would tell what
a file is about: shown as a focal point).
Not here: writing the trail, its chain and its checkpoints (audit); what the data-protection focal point then does.
"""
