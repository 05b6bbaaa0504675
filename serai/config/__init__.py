"""The house's wiring: settings, addresses, the `serai` command, the demo network.

Nothing about migrants is decided here. Words: *settings* (read from the environment once), *doors* (the
check that every page says who gets in), *demo* (an invented network of centres).
Not here: any rule of the field; each lives in its room.
"""
