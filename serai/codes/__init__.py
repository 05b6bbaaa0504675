"""The field's code lists, in four languages: countries, languages, places (P-codes), and the closed lists of forms.

Words: *list* (a closed set of codes such as `reason`), *code* (stored), *label* (shown, in the reader's language),
*P-code* (OCHA's code of an administrative area, level 1 or 2), *not answered* (refused, unknown, not asked).
Not here: what a form asks, or any record.
"""
