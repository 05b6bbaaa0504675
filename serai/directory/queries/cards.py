"""A service as a page shows it: texts in the reader's language or marked as another's, places that may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from serai.codes import languages, lists
from serai.directory.choices import Freshness, ReferralMethod, Status, Taxonomy, Weekday
from serai.directory.models import Location, Service
from serai.directory.rules import opening, words

IN_SUMMARY = 2


@dataclass(frozen=True)
class Text:
    """Words and the language that they are in."""

    text: str
    language: str


@dataclass(frozen=True)
class Place:
    """Where it is. `is_hidden`: a safe house, of which no place is known here."""

    area: Text
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class OpeningLine:
    """Days with the same hours. Without `closes` it is not known when it closes."""

    days: list[str]
    opens: str
    closes: str
    is_all_day: bool


@dataclass
class Card:
    """What a list of services shows of one."""

    public_id: str
    name: Text
    summary: list[Text]
    organization: str
    places: list[Place]
    status: str
    status_label: str
    freshness: str
    assured_on: object
    ends_on: object
    has_ended: bool
    is_open: bool
    is_free: bool | None
    accepts_referrals: bool | None
    phones: list[str]
    alert: Text

    @property
    def is_fresh(self) -> bool:
        return self.freshness == Freshness.FRESH

    @property
    def is_hidden(self) -> bool:
        return any(place.is_hidden for place in self.places)

    @property
    def is_active(self) -> bool:
        return self.status == Status.ACTIVE


@dataclass
class Sheet(Card):
    """What the page of a service shows beyond its card."""

    version: int = 1
    lines: list[Text] = field(default_factory=list)
    documents: Text = Text("", "en")
    coverage: Text = Text("", "en")
    opening_note: Text = Text("", "en")
    opening: list[OpeningLine] = field(default_factory=list)
    eligibility: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    service_types: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    referral_method: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)


def text(texts: dict[str, str], language: str) -> Text:
    """The text for a reader of this language, with the language it is really in."""
    return Text(*words.text_in(texts, language))


def cards(services: Iterable[Service], *, language: str, now: datetime) -> list[Card]:
    """The services as they are shown in a list: whether open now, how fresh, how to get there."""
    return [Card(**_card(service, language=language, now=now)) for service in services]


def sheet(service: Service, *, language: str, now: datetime) -> Sheet:
    """The whole page of a service that `service_or_404` has loaded."""
    terms = {(term.taxonomy, term.code) for term in service.terms.all()}
    return Sheet(
        **_card(service, language=language, now=now),
        version=service.version,
        lines=_lines(service.descriptions, language),
        documents=text(service.required_documents, language),
        coverage=text(service.coverage, language),
        opening_note=text(service.opening_note, language),
        opening=_opening(service),
        eligibility=[lists.label("eligibility", code) for code in service.eligibility],
        access=[lists.label("access", code) for code in service.access],
        needs=[lists.label("need", code) for taxonomy, code in sorted(terms) if taxonomy == Taxonomy.NEED],
        service_types=[lists.label("service_type", c) for t, c in sorted(terms) if t == Taxonomy.SERVICE_TYPE],
        languages=[languages.name(code) for t, code in sorted(terms) if t == Taxonomy.LANGUAGE],
        referral_method=str(ReferralMethod(service.referral_method).label),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        notes=[(note.get_problem_display(), note.value) for note in service.notes.all()],
    )


def _card(service: Service, *, language: str, now: datetime) -> dict[str, Any]:
    locations = [held.location for held in service.at_locations.all()]
    zone = next((schedule.time_zone for schedule in service.schedules.all()), "UTC")
    today = now.date()
    return {
        "public_id": str(service.public_id),
        "name": text(service.names, language),
        "summary": _lines(service.descriptions, language)[:IN_SUMMARY],
        "organization": service.organization.name,
        "places": [place(location, language=language) for location in locations],
        "status": service.status,
        "status_label": service.get_status_display(),
        "freshness": service.freshness_on(today),
        "assured_on": service.assured_on,
        "ends_on": service.ends_on,
        "has_ended": opening.has_ended(ends_on=service.ends_on, assured_on=service.assured_on, today=today),
        "is_open": opening.is_open([s.hours for s in service.schedules.all()], at=now, zone=zone),
        "is_free": service.is_free,
        "accepts_referrals": service.accepts_referrals,
        "phones": [phone.number for phone in service.phones.all()],
        "alert": text(service.alert, language),
    }


def place(location: Location, *, language: str) -> Place:
    """A safe house is nowhere: its place is not in these tables."""
    if location.area is None:
        return Place(area=Text("", language), is_hidden=True)
    latitude = "" if location.latitude is None else f"{location.latitude:.5f}"
    longitude = "" if location.longitude is None else f"{location.longitude:.5f}"
    return Place(text(location.area.names, language), location.address, latitude, longitude)


def _lines(texts: dict[str, str], language: str) -> list[Text]:
    """The description line by line: within an Arabic text, lines that were never translated are marked as English."""
    whole, spoken = words.text_in(texts, language)
    return [
        Text(line, "en" if spoken == "ar" and not words.is_arabic(line) else spoken)
        for line in whole.splitlines()
        if line.strip()
    ]


def _opening(service: Service) -> list[OpeningLine]:
    spans: dict[tuple[str, str, bool], list[str]] = {}
    for schedule in sorted(service.schedules.all(), key=lambda s: (s.weekday, s.opens)):
        closes = "" if schedule.closes is None else f"{schedule.closes:%H:%M}"
        key = (f"{schedule.opens:%H:%M}", closes, schedule.hours.is_all_day)
        spans.setdefault(key, []).append(str(Weekday(schedule.weekday).label))
    return [OpeningLine(days, opens, closes, all_day) for (opens, closes, all_day), days in spans.items()]
