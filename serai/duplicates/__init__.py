"""Two files that may be one person: seen while registering, compared by a second pair of eyes, made one, taken back.

Words: *alike* (a file that may be of the person who stands there), *reason* (what speaks for it or against it, in
words), *pair* (two files and what was said of them: same, not the same, not sure), *merge* (one file goes into
another), *undo* (everything goes back to where it was).
Not here: how names sound (names); by which keys people are found (search); what each table does when its person's file
goes into another (that table's room, in its Holding); registering (registration).
"""
