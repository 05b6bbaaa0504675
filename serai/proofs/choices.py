"""The promises in plain words, and for each proof what it does not cover."""

from django.utils.translation import gettext_lazy as _

PROMISES = {
    1: _("What was acknowledged is not lost."),
    3: _("A machine that is taken while switched off shows nothing."),
    4: _("Whoever runs the machine cannot read sealed files."),
    5: _("Each page lets in the roles that it names, and nobody else."),
    6: _("Nothing leaves without a consent that holds, or an exception that two people granted."),
    7: _("A consent that is taken back stops what was on its way."),
    9: _("What was erased cannot be read any more, also not in a backup that is brought back."),
    10: _("Each opening of a file is recorded, and the record cannot be changed unnoticed."),
    11: _("In an emergency a file opens, for a short time, loudly, and somebody reviews it."),
    12: _("Nobody out of reach learns whether a person is registered."),
    13: _("Published figures cannot be subtracted to find a person."),
    14: _("Two people who change the same thing never overwrite each other unseen."),
    15: _("One action has one effect, even when it is sent ten times."),
    16: _("A picture that is kept tells neither where nor with what it was taken."),
    17: _("No name stands in a log or an error."),
    18: _("A backup comes back whole on another machine."),
    19: _("Every table has a rule for how long its rows are kept."),
    20: _("A report about staff reaches somebody outside the centre, and the centre cannot see it."),
}
WITHOUT_A_PROOF = {
    2: _("work without a network is not in this release: nothing is captured on a tablet"),
    8: _(
        "packages for partners are not in this release; that a partner’s own account no longer opens what was "
        "withdrawn is tried in the tests of the house"
    ),
}

UNCOVERED = {
    "kill": _("A machine that crashes as a whole: that is the power cut below."),
    "cut": _("A disk that says it has written and has not, and a controller that loses its own memory."),
    "full": _("A disk that becomes full while a backup or an export is written."),
    "disk": _(
        "A machine that is on and unlocked; old blocks of a flash disk; the memory that the machine wrote to its disk."
    ),
    "sealed": _(
        "A passphrase that is guessed or watched, a program that was changed, the memory while a reader works."
    ),
    "roles": _(
        "Whether the table itself is right: it is in docs/pages.md. And files in each state: the tests of the house."
    ),
    "gate": _("What a note says that somebody typed, and what is said on the telephone or shown on a screen."),
    "withdraw": _("What the receiver has already: they are told, and it is listed."),
    "erase": _(
        "Paper, what partners received, old blocks of a flash disk, and a log of SQLite that a server still keeps open."
    ),
    "trail": _("Who has the database and its keys, for what no checkpoint kept elsewhere has seen."),
    "emergency": _("Whether the reviewer looks closely."),
    "stranger": _("The time an answer takes; two people who compare what each of them may see."),
    "figures": _("What somebody knows from elsewhere, and two releases of one month, subtracted."),
    "editors": _("Work without a network, which this release has not; pages whose form carries no version."),
    "once": _(
        "Acts without a form of their own, and the same thing typed a second time: the program asks, where it can."
    ),
    "pictures": _("What can be seen on the picture itself: a street, a door, a face."),
    "log": _("The log of a proxy or of PostgreSQL in front of or behind this program."),
    "restore": _("The minutes in which somebody finds the machine, the backup and the key."),
    "reports": _("Who watches the machine while somebody writes, and the one who is told something and tells nobody."),
    "keep": _("Whether somebody does the erasing: the list of what is due waits for two people."),
}
