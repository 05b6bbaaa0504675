"""The person whose file it is: names, birth, household, documents, journey, consent, the card; the one door to a file.

Words: *person*, *registration* (this person at this centre on this day, with consent status), *consent* (one line of an
append-only ledger: one purpose, one recipient), *household*, *card*, *open a file* (through `people.access.open_file`,
with a purpose, into the audit trail), *panel* (a part of the person's page that an upper room declares), *holding*
(a table about a person, declared with its retention).
Not here: visits and the queue (reception), screening answers and flags (screening), services given (assistance).
"""
