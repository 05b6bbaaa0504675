"""The network and its centres: places, kinds, status over time, services offered, desks; who works where and as what.

Words: *centre* (a place of the network), *network* (all of them), *posting* (a user's role at a centre between two
dates), *role*, *service type* (a code of the catalogue), *offered service* (a service type that a centre gives).
Not here: partners' services (directory), services given to people (assistance), signing in (accounts).
"""
