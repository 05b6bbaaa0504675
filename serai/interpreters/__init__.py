"""Who interprets at which centre, in which language and when; by whom a conversation was interpreted; what was missing.

Words: *interpreter* (staff or from outside; no migrant data), *oath* (of confidentiality: signed on, until), *hours*
(weekdays at a centre), *conversation* (one person, one day, one language, how it was interpreted), *not offered again*
(the person does not want this interpreter; nobody asks why), *need* (a language that was wanted, and who came).
Not here: the language and mode that a registration, a consent or a screening already keep (people, screening declare
them in `sources`, and they are counted here without being written twice); appointments (appointments).
"""
