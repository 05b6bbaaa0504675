"""Cards and wristbands: a random code on paper that opens the file for those who may, and says nothing to others.

Words: *card* (of cardboard or worn on the wrist), *give*, *stop*; *batch* (printed before there is anybody to give them
to), *free* (printed and nobody's yet), *bind* (a free card becomes somebody's, by scanning it), *spoiled*.
Not here: the table of codes and what one opens, which the door to a file asks (people.access); looking one up (search).
"""
