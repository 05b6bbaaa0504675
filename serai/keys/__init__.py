"""Cryptography alone: sealing a value to its place, to a person's public key, to two holders out of three.

Words: *envelope* (a value sealed with a key, bound to its place), *place* (table, field, row, version and compartment
for which it was sealed), *box* (a value sealed to a public key: whoever seals it cannot open it again), *slot* (a
secret that a passphrase opens, with the cost of a try), *epoch* (which generation of a key), *keyed hash* (equal values
give equal hashes, and nobody without the key can try values), *share* (what one of three holders has of a secret).
Everything that cannot be opened raises the same `CannotOpen`, whatever the reason.
Not here: who holds which key (sealed), any table, any setting, any word for the screen. No Django at all.
"""
