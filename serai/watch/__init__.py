"""Watching over the openings of files: so that curiosity is noticed, and an emergency is not held up.

Words: *emergency opening* (more of one file than the role shows, for an hour, read only, reviewed by somebody else),
*budget* (how many files a role opens in a shift before it is asked why), *decoy* (an invented person whose file nobody
has a reason to open), *alarm* (a line of the trail that a supervisor or the data-protection focal point must look at).
Not here: who reaches a file at all (people.access), sealed files and their keys (sealed), the trail itself (audit).
"""
