"""Sealed files: what only a few may know of a person, unreadable to whoever runs the machine.

Words: *compartment* (a centre's sealed files of one class: violence, trafficking, children, medical …), *member* (who
reads a compartment: chosen by members, never by an administrator), *own key* (a member's, under a passphrase of its
own), *unlock* (to open one's own key for ten idle minutes), *sealed file* (of one person in one compartment), *entry*
(one note of it), *letter* (what the front desk seals to a compartment and cannot read again), *epoch* (which generation
of a compartment's key), *holder* (one of three people, two of whom bring a lost key back), *person key* (one for
everybody; destroying it makes all sealed files of the person unreadable).
Rows name no person: whoever reads the database cannot tell whose file is whose.
Not here: the cryptography (keys), what the quick screening asks (screening), the file everybody reads (people).
"""
