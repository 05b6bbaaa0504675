"""Many who arrive at once: a convoy, a boat, a bus; counted, written down row by row, completed one by one later.

Words: *wave* (those who arrive together, announced or not), *row* (one of them, as written at the first table: a file,
or an arrival without a name for who does not want to be recorded), *lane* (where triage sends a row; its level),
*sheet* (a head-count or a handing-out that was done for a wave), *missing* (what a row still needs to be complete).
Not here: the head-count, visits and triage levels (`reception`); what a registration asks (`registration`); printed
wristbands (`cards`); the catalogue of what is given (`assistance`).
"""
