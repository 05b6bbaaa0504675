"""Help given: a service of the centre's catalogue, to a person or to nobody in particular; and what could not be given.

Words: *delivery* (one service, given on a day, to one person with a file or to a number of people without a name),
*session* (what one form recorded at once), *undo* (a delivery recorded by mistake stays, marked, and is not counted),
*unmet need* (somebody asked and it could not be given).
Not here: partners' services (directory), handing somebody over to a partner (referrals), the catalogue (centres).
"""
