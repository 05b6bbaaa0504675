"""Two files of one person that nobody noticed: sought at night among all files, worked through by people.

Words: *likeness* (how likely two files are one person's, by Splink's model), *suggestion* (two files that are likely
one person's, and what was said of them), *across* (of which each is at another centre: for the network's data
protection), *question* (a desk asks it whether somebody is known elsewhere, and names nobody).
Not here: what is compared while somebody is registered, making two files one, taking it back (duplicates); by which
keys a name is found (names).
"""
