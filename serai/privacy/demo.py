"""One of each of what the registers of data protection hold, made with the operations that the pages use."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.people.models import Registration
from serai.privacy.operations import registers, requests


def write(day: date) -> None:
    """Who is responsible, a request to be answered, a breach reported yesterday, an assessment to be signed."""
    posting = Posting.objects.select_related("user", "centre")
    keeper = posting.get(role=Role.DATA_PROTECTION)
    told = {
        "name": "Network of the demo",
        "contact": "Door 3, mornings",
        "focal_point": "data.protection@example.org",
        "authority": "",
    }
    registers.change_controller(by=keeper, told=told, version=1)
    worker = posting.get(user__username="ruth", centre__code="OBO")
    person = Registration.objects.filter(centre=worker.centre).select_related("person").latest("pk").person
    asked = requests.Asked("correction", "self", "The year of birth", day - timedelta(days=3), UUID(int=41, version=4))
    requests.receive_request(by=worker, person=person, asked=asked)
    registers.report_breach(
        by=posting.get(user__username="rita", role=Role.RECEPTIONIST),
        what="A printed list of yesterday’s meals lay on the bench outside.",
        happened_on=day - timedelta(days=1),
        now=timezone.now() - timedelta(hours=5),
        token=UUID(int=42, version=4),
    )
    assessment = {
        "title": "Shelter of the city council",
        "occasion": "partner",
        "flows": "Code, name and needs, by hand, from our centres to the shelter",
        "necessity": "The shelter has to know who comes, and nothing else",
        "risks": {"raid": [1, 3], "stigma": [2, 2]},
        "measures": "By hand only; nothing on paper is left there",
        "residual": "medium",
        "review_on": day + timedelta(days=300),
    }
    registers.write_assessment(by=keeper, assessment=None, told=assessment, version=None, now=timezone.now())
