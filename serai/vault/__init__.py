"""The data at rest: the encrypted database and who unlocks it, and backups that only somebody elsewhere can open.

Words: *key* (of the whole database; in memory only), *slot* (opens the key with one passphrase or one
*security key*: FIDO2, carried by somebody), *recovery code* (the key on paper), *locked* (no process holds the key),
*recipient* (the public half of a pair; backups are sealed to it), *identity* (its private half, kept away from this
machine), *archive* (a snapshot of the database and what belongs to it, sealed), *restored* (what runs after every
restore, so that erased people stay erased).
Not here: sealing one value (keys), the commands one types and the processes that serve (config), who is erased.
"""
