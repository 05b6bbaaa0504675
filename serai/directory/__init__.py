"""The directory of partners' services, in the words and shapes of HSDS 3 (Open Referral).

Words: *organisation*, *service* (what an organisation offers; names and texts by language), *location* (a point on
the map; its address may be hidden, as for a safe house), *area* (the town, district or camp it is in), *schedule*
(weekdays and hours), *term* (a need, a service type or a language that the service is found by), *assured on* (the
day somebody last checked that all this is true), *source* (where a record was imported from), *note* (what of a
source record was not understood).
Not here: what our own centres offer (centres), help given (assistance), sending a person to a service (referrals).
"""
