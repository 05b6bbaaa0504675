"""For the demo: rooms at Obock, who is expected this morning and tomorrow, who waits, and a time given back."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from serai.appointments.choices import Outcome
from serai.appointments.models import Appointment, Room
from serai.appointments.operations.booking import Wanted, book, keep_rooms, turn_out
from serai.appointments.operations.waiting import Wished, wait_for
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
        booked = book(by=rita, person=person, wanted=wanted)
    _give_back(by=rita, booked=booked)


def _give_back(*, by: Posting, booked: Appointment) -> None:
    """The last of them excused themselves; two others wait for a time."""
    now = timezone.now()
    adults = people_in_reach(posting=by).filter(child_status="adult").order_by("-pk")
    for number, person in enumerate(adults[15:17]):
        group = "elderly" if number else ""
        wait_for(by=by, person=person, wished=Wished("COUNSEL_BASIC", 30, priority_group=group), at=now)
    turn_out(by=by, appointment=booked, outcome=Outcome.EXCUSED, version=1, at=now)
