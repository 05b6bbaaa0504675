"""What is asked when somebody is registered: little at first, the rest when there is time; who belongs together.

Words: *registration* (this person at this centre on this day, with consent status), *question*, *topic* (questions of
the second part, one page), *correction* (of the basic data; a second editor is told), *household* (people who move
together), *care* (who an adult is to a child, as said for this child).
Not here: the tables, which every room reads (people); consent, search and the card (people); files of registrations
made elsewhere (imports).
"""
