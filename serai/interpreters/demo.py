"""For the demo: who interprets at Obock, one by telephone, and one whose oath has run out."""

from datetime import date, time

from serai.centres.models import Posting
from serai.interpreters.operations import About, add_interpreter
from serai.interpreters.rules import Shift

PEOPLE = (
    ("Selamawit Haile", "female", ("in_person", "phone"), (("tir", ""), ("amh", "")), (0, 1, 2, 3, 6), None),
    ("Abdi Robleh", "male", ("in_person",), (("som", "Issa"), ("aar", ""), ("fra", "")), (6, 0, 1, 2, 3, 4), None),
    ("Chaltu Tadesse", "female", ("phone", "video"), (("orm", "Harar"), ("amh", "")), (0, 2, 4), None),
    ("Yahya Salem", "male", ("in_person",), (("ara", ""), ("eng", "")), (), date(2026, 6, 30)),
)


def write() -> None:
    """The list that the manager keeps."""
    manager = Posting.objects.select_related("user", "centre").get(role="manager", centre__code="OBO")
    for name, sex, modes, tongues, days, until in PEOPLE:
        hours = [Shift(day, time(8), time(13) if day == 4 else time(16)) for day in days]
        signed = date(2026, 1, 4)
        about = About(name, sex, None, modes, signed, until, tongues=tongues, hours=hours)
        add_interpreter(by=manager, about=about)
