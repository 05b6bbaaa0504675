"""Who is expected when: a person, a service, a member of staff, a room, an interpreter, and how it turned out.

Words: *appointment* (its time is held for staff, room and interpreter), *hold* (a quarter of an hour of one of them:
the database knows it once), *outcome* (seen, excused, cancelled by us, no-show, unknown), *room* (of a centre).
Not here: who waits today without an appointment (reception), the help given (assistance), interpreters (interpreters).
"""
