"""A file kept to its team: to named colleagues alone it opens at this centre; for everybody else it is not there.

Words: *keep* (a file to a team, from a list of reasons), *team* (exactly who is named, the supervisor only if named),
*member*, *who may change the team* (a member whose role may keep files), *let everybody in again* (one member asks,
another agrees).
Not here: the two tables and the one condition that every list of people asks (people.access), since rooms below and
beside this one ask it; sealed files, which hide what was told even from whoever runs the machine (sealed).
"""
