"""Reports about the conduct of staff and partners: sexual exploitation and abuse, abuse of a child, violence.

Words: *report* (what somebody at work was told or saw, sealed at once; who wrote it cannot read it again), *ticket* (a
random word of sixty bits, shown once, by which whoever has it can ask the focal point), *entry* (what the focal point
did about it), *clock* (a day to acknowledge, five to say how it stands).
This room has no table: reports and entries are letters in the network's sealed compartment, among others that say
nothing. Nobody at a centre reads them, and no row, number or date tells a centre or an administrator of one.
Not here: the compartment, its keys and its readers (sealed), suggestions and complaints about services, incidents.
"""
