"""Who belongs together: registered at once or one by one, who heads them, and who is with a child.

Words: *household* (people who move together; it holds nothing about anyone), *head* (towards whom each has a role),
*group* (those who are registered at once), *relation* (claimed, verified or doubtful), *care* (who an adult is to a
child, as said for this child, with its proof and since when), *child status* (accompanied, separated, unaccompanied).
Not here: the tables (`people`); what is asked of each of them (`registration`); the flag of a child whom somebody
unrelated leads (`screening`).
"""
