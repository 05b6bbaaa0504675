"""What every page shares: the frame, form fields, icons, the menu, error pages, print sheets.

Words: *frame* (the shell around a page), *piece* (a small template used in many pages), *nav item* (a line of the
menu, declared by the room it leads to), *block* (a part of a page that an upper room declares).
Not here: anything about migrants, centres or permissions.
"""
