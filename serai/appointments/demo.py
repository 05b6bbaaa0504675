"""For the demo: rooms at Obock, and who is expected this morning and tomorrow."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from serai.appointments.models import Room
from serai.appointments.operations import Wanted, book, keep_rooms
from serai.centres.models import Posting
from serai.people.access import people_in_reach

ROOMS = ("Quiet room", "Room by the garden", "Health room")
TIMES = ((0, 9, 0, "ruth"), (0, 10, 30, "ruth"), (0, 14, 0, "grace"), (1, 9, 0, "ruth"), (1, 11, 15, "grace"))


def write(day: date) -> None:
    """A few appointments, made as the desk makes them."""
    posting = Posting.objects.select_related("user", "centre")
    manager = posting.get(role="manager", centre__code="OBO")
    for name in ROOMS:
        keep_rooms(by=manager, open_rooms=set(Room.objects.values_list("pk", flat=True)), new=name)
    rooms = list(Room.objects.order_by("pk"))
    rita = posting.get(role="receptionist", centre__code="OBO")
    people = people_in_reach(posting=rita).filter(child_status="adult").order_by("-pk")[5 : 5 + len(TIMES)]
    for number, (person, (days, hour, minute, name)) in enumerate(zip(people, TIMES, strict=True)):
        starts = timezone.make_aware(datetime.combine(day + timedelta(days=days), time(hour, minute)))
        staff = posting.filter(user__username=name, centre__code="OBO").values_list("user_id", flat=True)[0]
        wanted = Wanted("COUNSEL_BASIC", starts, 30 + 15 * (number % 2), staff, room=rooms[number % len(rooms)])
        book(by=rita, person=person, wanted=wanted)
