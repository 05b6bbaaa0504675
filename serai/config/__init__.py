"""The house's wiring: settings, addresses, the `serai` command.

Nothing about migrants is decided here. Words: *settings* (read from the environment once), *doors* (the
check that every page says who gets in).
Not here: any rule of the field; each lives in its room; the invented network of the demo (demo).
"""
