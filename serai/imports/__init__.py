"""Bringing in registrations that were made elsewhere: a CSV or XLSX file, as Kobo and Excel export it.

Words: *batch* (one file, from upload to imported, undone or discarded), *row* (one line of it, and what became of it),
*column* (what a column of the file holds), *answer* (which code of ours a word in the file means), *take* (make people
and registrations of the rows that are ready), *undo* (take back what nobody has touched since).
Not here: the people and registrations that an import makes (people), importing services of partners (directory).
"""
