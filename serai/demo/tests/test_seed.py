"""The demo: whole, the same each time, and calibrated on what the centres published."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from serai.accounts.models import User
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.demo.people import sketches
from serai.duplicates.models import Pair
from serai.insights.models import Release
from serai.people.models import Person, Registration
from serai.reception.models import HeadCount, QueueToken
from serai.screening.models import Task
from serai.sharing.assessments import is_assessed
from serai.sharing.models import Agreement
from serai.sharing.rules.agreements import gaps_in


@pytest.mark.django_db
@time_machine.travel("2026-01-02 09:30", tick=True)
def test_the_demo_has_every_role_a_day_in_progress_and_figures():
    call_command("load_places", verbosity=0)
    call_command("seed", months=2, stdout=StringIO())

    assert set(Posting.objects.values_list("role", flat=True)) == set(Role.values)
    assert Centre.objects.count() == 12
    assert User.objects.get(username="ruth").postings.count() == 2
    stranded = HeadCount.objects.filter(centre__code="MET", on=date(2025, 12, 15))
    assert sum(stranded.values_list("number", flat=True)) == 312
    assert QueueToken.objects.filter(on=date(2026, 1, 2)).count() > 10
    assert Task.objects.filter(centre__code="OBO").exists()
    assert Release.objects.filter(month=date(2025, 12, 1)).count() == 2
    of_a_boat, who_came_twice = 2, 8
    today = Registration.objects.filter(registered_on=date(2026, 1, 2), centre__code="OBO")
    assert today.count() == 14 + of_a_boat + who_came_twice
    assert Counter(Pair.objects.values_list("said", flat=True)) == {"open": 1, "same": 2}
    assert Person.objects.filter(merged_into__isnull=False).count() == 1
    assert not Person.objects.filter(names=None, merged_into=None).exists()
    agreements = Agreement.objects.exclude(approved_by=None)
    assert len(agreements) == 3
    assert all(is_assessed(one.assessment) and not gaps_in(one, is_assessed=True) for one in agreements)
    assert len({one.assessment for one in agreements}) == 3
    with pytest.raises(CommandError):
        call_command("seed", stdout=StringIO())


def test_a_year_has_the_published_size_and_shares():
    """10,067 registrations in 2021, a quarter of them children, a fifth of these unaccompanied."""
    year = list(sketches(first=date(2025, 1, 1), last=date(2025, 12, 31)))
    children = [one for one in year if one.child_status != "adult"]
    alone = sum(one.child_status == "unaccompanied" for one in children)
    assert 9_300 < len(year) < 10_800
    assert 0.21 < len(children) / len(year) < 0.29
    assert 0.15 < alone / len(children) < 0.26
    assert Counter(one.has_document for one in year)["no"] / len(year) > 0.88


def test_the_same_people_come_every_time():
    first, again = (list(sketches(first=date(2025, 3, 1), last=date(2025, 3, 5))) for _ in range(2))
    assert first == again
