"""The trail: who did what, and who opened whose file, when and why. Rows are added, never changed or removed.

Words: *entry* (one line of the trail), *act* (a verb such as `person.opened`, declared by the room that does it),
*purpose* (why a file was opened). Entries hold ids and verbs, never a name or a value.
Not here: deciding who may do a thing (centres), keeping the trail from its owner (docs/guard.md says the limit).
"""
