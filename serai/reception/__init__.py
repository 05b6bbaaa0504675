"""The door and the queue: who came in, how urgent it is, who is called next, who left.

Words: *head-count* (people seen at the gate by sex and age, nobody's identity), *visit* (somebody, named or not, from
arrival to departure), *triage* (how urgent, in four levels) and *priority group* (who goes first), *token* (a number of
today, for a desk), *board* (tokens and desks on the waiting-room wall), *departure* (left; never "absconded").
Not here: who the person is (people), screening questions (screening), help given (assistance), desks (centres).
"""
