"""What is asked when somebody is registered: little at first, the rest when there is time.

Words: *registration* (this person at this centre on this day, with consent status), *question*, *topic* (questions of
the second part, one page), *correction* (of the basic data; a second editor is told), *alike* (a file that may be of
the same person).
Not here: the tables, which every room reads (people); consent and the card; who belongs together (households); files of
registrations made elsewhere (imports).
"""
