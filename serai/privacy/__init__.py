"""Rights and time: what people may ask about their data, and what is erased when its time is over.

Words: *retention* (how long a kind of data is kept after the last contact), *due list* (whose time is over, or will be
in thirty days), *legal hold* (a reason to keep a file for now), *erasing* (numbers stay, as rows of a *twin* of whom
nothing is known; the rest is deleted), *mark* (a keyed hash of an erased person, so that a backup does not bring them
back), *certificate* (what was erased, by whom, on whose word), *my data* (what is held about a person, printed for
them), *request* (what somebody asks about their own data), *breach* (data lost, changed or seen), *impact assessment*
(what something new could do to people), *controller* (who is responsible), *level* (how sensitive
something is, P0 to P4).
Not here: consent (people), what left the house (sharing), who looked (audit).
"""
