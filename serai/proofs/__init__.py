"""Proofs: the promises of this program, tried out on the installation itself, with invented people in a scratch place.

Words: *promise* (what is said of the program, in one sentence), *proof* (one way to try it), *figure* (what was
counted), *control* (the same with the guard taken away: it must fail, or the proof proves nothing), *scratch* (an
installation made for a few minutes beside the real one, and removed), *marker* (a word that stands nowhere else),
*cut* (of the power: what was not synced is gone), *not tried here* (this machine cannot, and why).
Not here: the guards themselves, each in its room; the tests of the house; the command (config).
"""
