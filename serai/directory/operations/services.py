"""A service of the directory, added, changed and verified by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.directory.choices import Status, Taxonomy
from serai.directory.models import (
    Area,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    ServiceWord,
)
from serai.directory.rules import words
from serai.directory.rules.opening import Hours
from serai.sealed.operations.places import seal_place
from serai.ui.editors import locked_as_seen

PLACE = ("area", "country", "address", "latitude", "longitude", "phones")
PLAIN = (
    "names",
    "descriptions",
    "status",
    "eligibility",
    "access",
    "minimum_age",
    "maximum_age",
    "is_free",
    "required_documents",
    "alert",
    "referral_method",
    "accepts_referrals",
    "ends_on",
)


@transaction.atomic
def add_service(*, by: Posting, values: dict[str, Any], today: date) -> Service:
    """A new service, verified today by the one who writes it."""
    service = Service(assured_on=today, assured_by_id=by.user_id)
    _save(by, service, values)
    record(by=by, act="service.added", subject=service)
    return service


@transaction.atomic
def change_service(*, by: Posting, service: Service, version: int | None, values: dict[str, Any]) -> Service:
    """Save a changed service. Raises ChangedMeanwhile if `version` is no longer the last one."""
    now = locked_as_seen(Service.objects.all(), pk=service.pk, version=version)
    now.version += 1
    _save(by, now, values)
    record(by=by, act="service.changed", subject=now)
    return now


@transaction.atomic
def verify_service(*, by: Posting, service: Service, today: date) -> None:
    """Somebody checked today that all that is written is true."""
    Service.objects.filter(pk=service.pk).update(assured_on=today, assured_by_id=by.user_id, version=F("version") + 1)
    record(by=by, act="service.verified", subject=service)


@transaction.atomic
def set_status(*, by: Posting, service: Service, status: str) -> None:
    """Close a service for a while, or open it again."""
    Service.objects.filter(pk=service.pk).update(status=Status(status), version=F("version") + 1)
    record(by=by, act="service.status_set", subject=service, status=status)


def _save(by: Posting, service: Service, values: dict[str, Any]) -> None:
    for name in PLAIN:
        setattr(service, name, values[name])
    if service.pk is None:  # it stays: whoever could move it alone would give another partner what has left for it
        service.organization, _ = Organization.objects.get_or_create(name=values["organization"])
    service.sort_name = words.text_in(values["names"], "en")[0][:200]
    service.save()
    _put_somewhere(by, service, values)
    write_terms(service, needs=values["needs"], service_types=values["service_types"], languages=values["languages"])
    write_schedules(service, hours=values["hours"], time_zone=values["time_zone"])
    write_words(service)


def _put_somewhere(by: Posting, service: Service, values: dict[str, Any]) -> None:
    """Where it is, in the directory or sealed: never in both. A place that is hidden stays as it is: its readers write
    it (`tell_place`), and a house that is none any more is written as a new service."""
    held = service.at_locations.first()
    location = held.location if held else Location()
    if location.is_hidden:
        return
    told = {name: values[name] for name in PLACE if values[name] not in ("", None, [])}
    is_plain, area_before = not values["is_hidden"], location.area
    location.is_hidden = values["is_hidden"]
    location.area, location.address, location.latitude, location.longitude = None, "", None, None
    if is_plain:
        named = {"name": values["area"], "country": values["country"], "time_zone": values["time_zone"]}
        location.area, location.address = area_of(**named), values["address"]
        location.latitude, location.longitude = values["latitude"], values["longitude"]
    location.save()
    if held is None:
        ServiceAtLocation.objects.create(service=service, location=location)
    service.phones.all().delete()
    if is_plain:
        Phone.objects.bulk_create(Phone(service=service, number=number) for number in values["phones"])
    elif told.keys() - {"country"}:
        tell_place(by=by, location=location, told=told)
    if not is_plain and area_before is not None:
        forget_empty(area_before)
        service.notes.update(value="")  # what an import did not understand: words of the source, of its place as well


def forget_empty(area: Area) -> bool:
    """An area in which nothing is any more goes from the list of areas: it would tell where the house is that was
    hidden. Whether it went."""
    if area.locations.exists():
        return False
    area.delete()
    return True


@transaction.atomic
def tell_place(*, by: Posting, location: Location, told: dict[str, Any], seen: str | None = None) -> None:
    """Seal where a safe house is, all of it anew. Raises NobodyKeepsPlaces, ChangedMeanwhile."""
    said = {name: str(told[name]) for name in PLACE if told.get(name) not in ("", None) and name != "phones"}
    said_whole = said | {"phones": list(told.get("phones", []))}
    seal_place(by=by, place=location.public_id, told=said_whole, seen=seen)


def area_of(*, name: str, country: str, time_zone: str) -> Area:
    """The area of this name, in whatever language it is known; a new one if there is none."""
    found = next(
        (
            a
            for a in Area.objects.filter(country=country)
            if name.casefold() in {n.casefold() for n in a.names.values()}
        ),
        None,
    )
    return found or Area.objects.create(
        names={"ar" if words.is_arabic(name) else "en": name},
        key=f"{country} {name.casefold()}",
        country=country,
        time_zone=time_zone,
    )


def write_terms(
    service: Service, *, needs: Iterable[str], service_types: Iterable[str], languages: Iterable[str] | None
) -> None:
    """What the service is found by. `languages` None leaves the languages as they are."""
    wanted = {(Taxonomy.NEED, code) for code in needs} | {(Taxonomy.SERVICE_TYPE, code) for code in service_types}
    held = service.terms.all() if languages is not None else service.terms.exclude(taxonomy=Taxonomy.LANGUAGE)
    wanted |= {(Taxonomy.LANGUAGE, code) for code in languages or ()}
    held.delete()
    ServiceTerm.objects.bulk_create(
        ServiceTerm(service=service, taxonomy=taxonomy, code=code) for taxonomy, code in sorted(wanted)
    )


def write_schedules(service: Service, *, hours: Iterable[Hours], time_zone: str) -> None:
    """Replace all opening hours of a service by these."""
    service.schedules.all().delete()
    Schedule.objects.bulk_create(
        Schedule(
            service=service,
            weekday=str(span.weekday),
            opens=span.opens,
            closes=span.closes,
            valid_from=span.valid_from,
            valid_to=span.valid_to,
            time_zone=time_zone,
        )
        for span in hours
    )


def write_words(service: Service) -> None:
    """The words by which the service is found. A hidden place is not among them."""
    texts = [*service.names.values(), *service.descriptions.values(), service.organization.name]
    for held in service.at_locations.select_related("location__area"):
        if held.location.area is not None:
            texts += [*held.location.area.names.values(), held.location.address]
    ServiceWord.objects.filter(service=service).delete()
    ServiceWord.objects.bulk_create(ServiceWord(service=service, word=word) for word in sorted(words.words_of(texts)))
