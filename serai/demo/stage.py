"""The scenes of the demo, in order: the network, its people, what was done for them, today, the months' figures."""

from datetime import date

from django.contrib.auth.hashers import make_password

from serai.accounts.models import User
from serai.appointments import demo as appointments
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Posting, StatusPeriod
from serai.centres.operations.centres import Details, offer_service, open_centre
from serai.centres.operations.postings import give_posting
from serai.complaints import demo as reports
from serai.demo import helped, past, present, twins
from serai.demo.bulk import Writer
from serai.demo.network import CENTRES, LANGUAGE_OF_STAFF, PASSWORD, STAFF, TWO_POSTINGS
from serai.demo.people import sketches
from serai.files import demo as papers
from serai.insights.operations import release_month
from serai.insights.rules import next_month
from serai.interpreters import demo as interpreters
from serai.privacy import demo as registers
from serai.sealed import demo as sealed
from serai.teams import demo as teams

MORE_SERVICES = [
    "MEAL", "WATER", "HYGIENE_KIT", "CLOTHES_SHOES", "DAY_REST", "PHONE_CALL", "INTERNET", "MED_CONSULT",
    "PSS_INDIVIDUAL", "CFS", "RFL_CALL", "COUNSEL_AVR", "COUNSEL_PROTECTION", "CONSULAR_LIAISON", "LOCAL_TRANSPORT",
]  # fmt: skip
LODGING = ["BED_NIGHT", "SHOWER_LAUNDRY", "DRY_RATION"]


def network(*, on: date) -> None:
    """The twelve centres, what they offer, and an account for every role."""
    for place in CENTRES:
        details = Details(
            name=place.name,
            country=place.country,
            place=place.place,
            label=place.label,
            facility_types=list(place.kinds),
            site_kind=place.site,
            management=place.model,
            time_zone=place.time_zone,
            languages=list(place.languages),
        )
        centre = open_centre(by=None, code=place.code, details=details, on=on)
        for service_type in MORE_SERVICES + (LODGING if "shelter" in place.kinds else []):
            offer_service(by=None, centre=centre, service_type=service_type, on=on)
    _staff(on)


def _staff(on: date) -> None:
    centres = {centre.code: centre for centre in Centre.objects.all()}
    password = make_password(PASSWORD)
    for username, name, role, code in STAFF:
        language = LANGUAGE_OF_STAFF.get(username, "en")
        user = User.objects.create(username=username, display_name=name, language=language, password=password)
        give_posting(by=None, user=user, centre=centres.get(code), role=role, starts_on=on)
    username, role, code = TWO_POSTINGS
    give_posting(by=None, user=User.objects.get(username=username), centre=centres[code], role=role, starts_on=on)


def people(*, first: date, last: date) -> int:
    """A year of registrations in the twelve centres."""
    return Writer(by=User.objects.get(username="rita")).write(sketches(first=first, last=last))


def history(*, first: date, last: date) -> None:
    """What happened around the registrations: the gate, visits, services; and a centre that had to close."""
    closed = Centre.objects.get(code="KAS")
    month = next_month(next_month(first))
    StatusPeriod.objects.create(centre=closed, status=CentreStatus.SUSPENDED, since=month, reason="Flooded road")
    StatusPeriod.objects.create(centre=closed, status=CentreStatus.OPEN, since=month.replace(day=20))
    past.write(first=first, last=last)
    posting = Posting.objects.select_related("user", "centre")
    helped.partners(by=posting.get(role=Role.MANAGER), partner=posting.get(role=Role.PARTNER), on=last)
    helped.write(first=first, last=last)


def today(day: date) -> None:
    """A morning at Obock, made with the same operations as the pages use."""
    ring = sealed.begin()
    present.write(day)
    sealed.entries(day, ring=ring)
    grace = Posting.objects.select_related("user", "centre").get(user__username="grace")
    helped.safe_house(by=grace, on=day)
    registers.write(day)
    papers.write(day)
    reports.begin()
    teams.write()
    interpreters.write()
    appointments.write(day)
    twins.write(day)


def figures(*, first: date, today: date) -> None:
    """Freeze each month that is over."""
    month = first
    while next_month(month) <= today:
        release_month(by=None, month=month, today=today)
        month = next_month(month)
