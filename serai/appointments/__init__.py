"""Who is expected when: a person, a service, a member of staff, a room, an interpreter, and how it turned out; who
waits for a time, and to whom one that was given back is offered.

Words: *appointment* (its time is held for staff, room and interpreter), *hold* (a quarter of an hour of one of them:
the database knows it once), *outcome* (seen, excused, cancelled by us, no-show, unknown), *room* (of a centre),
*waiting* (somebody waits for a time), *slot* (a time that was given back; nobody's), *offer* (of a slot, with a clock),
*gateway* (the operator's way out for reminders).
Not here: who waits today without an appointment (reception), the help given (assistance), interpreters (interpreters).
"""
