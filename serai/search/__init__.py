"""Finding the person who stands there: by name, by a number that is theirs alone, by code or card.

Words: *search* (by name or number, among the people registered at this centre), *look up* (by a code or a card in
hand), *scan* (whatever it is, by camera, scanner or hand, and where it leads), *measure* (how many searches a
shift, how many misses a minute and a day).
Not here: the words and hashes by which people are found, kept up to date with the file (people); who is registered as a
new person (registration); what opens once somebody is found (people.access).
"""
