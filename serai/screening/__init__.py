"""What a person is asked on the first day, and what it sets going.

Words: *instrument* (the questions of one version, `data/quick_1.csv`), *screening* (one asking of it, kept as it
was), *flag* (something that somebody should look at; the machine suggests it and says why, a named person decides),
*led by* (the answers and facts behind a suggestion), *function* (who is concerned: the nurse, a focal point, the
manager on duty), *task* (what that function has to do, by when), *factor* (a risk or a protection around the person).
A flag is seen by its own function; violence and trafficking flags by nobody else at all, whatever they ask for.
There is no score, no total and no verdict here, and no field that could hold one.
Not here: assessment, plan and case notes (cases), the desk and the queue (reception), services given (assistance).
"""
