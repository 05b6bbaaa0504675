"""What `make bench` measures: the demo's network grown to a size, and visits to its ten main pages."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import User
from serai.accounts.operations import SECOND_STEP
from serai.centres.models import Posting
from serai.demo import past, present, stage
from serai.demo.bulk import Writer
from serai.demo.people import A_YEAR, sketches
from serai.insights.models import Release
from serai.insights.operations import release_month
from serai.insights.rules import previous_month
from serai.people.models import Registration

type Visit = Callable[[], Any]


def prepare() -> None:
    """An empty installation becomes the demo's network, without its people."""
    stage.network(on=date(2019, 1, 1))
    call_command("import_services", verbosity=0)


def grow_to(size: int, *, called: Callable[[int], list[str]]) -> float:
    """Write people until there are `size` registrations, a morning on top; gives the CPU seconds it took. `called`
    gives the words of the name of each, by number: the demo's own names are too few for so many."""
    start = time.process_time()
    today = timezone.localdate()
    missing = size - Registration.objects.count()
    crowd = sketches(first=today - timedelta(days=380), last=today, seed=size, times=1.1 * missing / A_YEAR)
    renamed = (replace(one, names=[(word, "", "") for word in called(place)]) for place, one in enumerate(crowd, size))
    Writer(by=User.objects.get(username="rita")).write(islice(renamed, missing))
    if not Release.objects.exists():
        past.write(first=today - timedelta(days=30), last=today - timedelta(days=1))
        present.write(today)
    month = previous_month(today.replace(day=1))
    release_month(by=None, month=month, today=today, reason="measuring")
    return time.process_time() - start


def pages() -> list[tuple[str, Visit]]:
    """The ten main pages, each as somebody who uses it all day."""
    one = Registration.objects.filter(centre__code="OBO", registered_on=timezone.localdate()).select_related("person")
    person = one.order_by("-pk")[0].person
    of_person = {"public_id": person.public_id}
    rita, ruth, mona = (_browser(username) for username in ("rita", "ruth", "mona"))
    return [
        ("today", lambda: rita.get(reverse("centres:today"))),
        ("search for a name", lambda: rita.post(reverse("search:search"), {"typed": "Mohamed Tesfay"})),
        ("register", lambda: rita.post(reverse("registration:register"), {"typed": "Nobody Yet"})),
        ("a person's page", lambda: rita.get(reverse("people:file", kwargs=of_person))),
        ("consent conversation", lambda: rita.get(reverse("people:consent", kwargs=of_person))),
        ("quick screening", lambda: rita.get(reverse("screening:fill", kwargs=of_person))),
        ("queue of a desk", lambda: rita.get(reverse("reception:queue", args=["A"]))),
        ("give services", lambda: rita.get(reverse("assistance:give_person", kwargs=of_person))),
        ("tasks", lambda: ruth.get(reverse("screening:tasks"))),
        ("directory", lambda: ruth.get(reverse("directory:search"), {"need": "medical"})),
        ("figures of a month", lambda: mona.get(reverse("insights:month"))),
    ]


def _browser(username: str) -> Client:
    """A browser signed in with both steps, at Obock, asking for compressed pages as browsers do."""
    user = User.objects.get(username=username)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(user)
    session = browser.session
    session[SECOND_STEP] = "code"
    session.save()
    browser.post(reverse("centres:choose_posting"), {"posting": at_obock(username).pk})
    return browser


def at_obock(username: str) -> Posting:
    """This account's work at Obock, the largest centre."""
    return Posting.objects.select_related("centre", "user").get(user__username=username, centre__code="OBO")
