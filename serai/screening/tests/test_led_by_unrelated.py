"""The answer that an adult who is no relative leads a child raises a flag of trafficking beside that of the child: who
reads the child's flag and not the other's learns it from no page."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from serai.centres.choices import Role
from serai.people.tests.factories import PersonFactory
from serai.screening.models import Flag
from serai.screening.operations import Interview, fill_screening, flag_led_by_unrelated

ANSWERS = {"alone": "no", "pregnant": "no", "baby": "no"}
LED = "Is the adult you travel with"


@pytest.fixture
def child(harbour):
    return PersonFactory(child=True, child_status="accompanied", registered_at=harbour)


def asked(rita, child, **answers):
    return fill_screening(by=rita, person=child, answers=ANSWERS | answers, interview=Interview(uuid4(), "amh"))


def pages(browser, child, screening) -> list[str]:
    """What is said about the child, without keys of forms and the list of who looked."""
    found = []
    for name, args in (
        ("people:file", [child.public_id]), ("screening:flags", [child.public_id]), ("screening:tasks", []),
        ("centres:today", []), ("screening:answers", [screening.public_id]), ("privacy:my_data", [child.public_id]),
    ):  # fmt: skip
        text = browser.get(reverse(name, args=args), {"why": "follow_up"}).text
        found.append(re.sub(r'(nonce|value)="[^"]*"|<tbody><tr><td class="nowrap">.*</tbody>', "", text))
    return found


def test_the_supervisors_pages_are_the_same_with_and_without_it(at_work, posted, harbour, rita, child):
    """Statement 26."""
    browser = at_work(posted("sara", Role.SUPERVISOR, harbour))
    screening = asked(rita, child, led_by_unrelated="no")
    before = pages(browser, child, screening)
    Flag.objects.all().delete()
    screening.answers.filter(question="led_by_unrelated").update(answer="yes")
    flag_led_by_unrelated(by=rita, child=child)

    assert set(Flag.objects.values_list("kind", flat=True)) == {"child", "tip"}
    assert pages(browser, child, screening) == before
    flag = Flag.objects.get(kind="child")
    assert browser.get(reverse("screening:flag", args=[flag.public_id])).status_code == 404


def test_with_another_reason_the_supervisor_reads_the_flag_and_that_reason(at_work, posted, harbour, rita, child):
    """Statement 26."""
    screening = asked(rita, child, led_by_unrelated="yes")
    asked(rita, child, alone="yes")
    browser = at_work(posted("sara", Role.SUPERVISOR, harbour))
    flag = Flag.objects.get(kind="child")
    page = browser.get(reverse("screening:flag", args=[flag.public_id])).text
    assert "Are you here without family" in page
    assert LED not in page + browser.get(reverse("screening:answers", args=[screening.public_id])).text


def test_the_focal_point_for_children_reads_it_whole(at_work, posted, harbour, rita, child):
    screening = asked(rita, child, led_by_unrelated="yes")
    browser = at_work(posted("cleo", Role.CHILD_PROTECTION, harbour))
    flag = Flag.objects.get(kind="child")
    assert LED in browser.get(reverse("screening:flag", args=[flag.public_id])).text
    assert LED in browser.get(reverse("screening:answers", args=[screening.public_id])).text
    assert LED in browser.get(reverse("screening:flags", args=[child.public_id])).text
