"""Names as they are heard: one name in any script and spelling, compared with another.

Words: a *part* is one word of a name, folded to plain Latin letters; its *sounds* are its consonants, with those that
are confused made one; a *habit* is a form that is the same name without sounding so; a *key* is a number by which
names that share sounds are found among many.
Not here: whose name it is, and where it is looked up (`people`, `search`).
"""
