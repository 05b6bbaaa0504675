"""The person whose file it is: names, birth, what tables tell of them, consent; the one door to a file.

Words: *person*, *name* (as it is said, in one script), *consent* (one line of an append-only ledger: one purpose, one
recipient), *open a file* (through `people.access.open_file`, with a purpose, into the audit trail), *panel* (a
part of the person's page that an upper room declares), *holding* (a table about a person, declared with its retention).
Not here: finding somebody (search, though the words and hashes they are found by stand here); what is asked at a
registration, households, corrections (registration, though their tables stand here, since every room reads them); cards
given (cards, though their codes stand here); visits (reception), screening answers and flags (screening), services
given (assistance).
"""
