"""The trail: who did what, and who opened whose file, when and why. Lines are added, never changed or removed.

Words: *entry* (one line of the trail), *act* (a verb such as `person.opened`, declared by the room that does it),
*purpose* (why a file was opened), *pseudonym* (what stands in a line in place of an id), *chain* (the lines of one
centre, each holding the hash of the one before), *head* (the end of a chain), *seal* (what only a holder of the key
can write beside a hash), *checkpoint* (the heads of all chains, signed, of which a copy is kept elsewhere).
Entries hold verbs, codes and pseudonyms, never a name or a value.
Not here: deciding who may do a thing (centres), the page on which the trail is reviewed (a room above).
"""
