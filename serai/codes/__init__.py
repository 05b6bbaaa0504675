"""The field's code lists, in four languages: countries, languages, places (P-codes), and the closed lists of forms.

Words: *list* (a closed set of codes such as `reason`), *code* (stored), *label* (shown, in the reader's language),
*own column* (what a rule reads of a code: `anonymous`, `hours`), *P-code* (OCHA's code of an administrative area, level
1 or 2), *not answered* (refused, unknown, not asked), *folded* (any script as plain Latin words), *sound* (the
consonants of a folded word). A code once stored is never taken out of its list; it may be reworded.
Where the data come from: data/NOTICE.md. Not here: what a form asks, or any record.
"""
