"""The data at rest: backups that only somebody elsewhere can open, and bringing them back.

Words: *recipient* (the public half of a key pair; backups are sealed to it), *identity* (the private half, kept away
from this machine), *snapshot* (the database as it is at one moment), *archive* (a snapshot and the files that belong to
it, sealed), *restored* (what runs after every restore, so that erased people stay erased).
Not here: sealing one value (keys), the commands one types (config), which people are erased (the room that erases).
"""
