"""Bringing a source into the directory. Running it twice changes nothing; what was edited by hand stays until the
source itself says something else."""

import csv
import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.directory.models import Area, Location, Organization, Service, ServiceAtLocation, SourceNote
from serai.directory.operations.services import forget_empty, write_schedules, write_terms, write_words
from serai.directory.rules import source, words

DATA = Path(__file__).parent.parent / "data"
JORDAN, COUNTRY, TIME_ZONE = "jordan", "JOR", "Asia/Amman"
NO_AREA = "Not known"


@transaction.atomic
def import_services(
    *,
    by: Posting | None,
    today: date,
    english: list[dict[str, Any]] | None = None,
    arabic: list[dict[str, Any]] | None = None,
) -> dict[str, int]:
    """Read both languages, make or change the services whose source is new or has changed, replace their notes.
    Returns how many were added, changed and left as they were, and how many notes there are."""
    drafts, notes = source.read_all(
        english=read_features("en") if english is None else english,
        arabic=read_features("ar") if arabic is None else arabic,
        tables=read_tables(),
        today=today,
    )
    known = {service.source_id: service for service in Service.objects.filter(source=JORDAN)}
    writer = Writer()
    counts = Counter(writer.take(draft, known.get(draft.source_id)) for draft in drafts)
    changed = _replace_notes(notes, {s.source_id: s.pk for s in Service.objects.filter(source=JORDAN)})
    if counts["added"] or counts["changed"] or changed:
        record(by=by, act="directory.imported", source=JORDAN, added=counts["added"], changed=counts["changed"])
    return {kind: counts[kind] for kind in ("added", "changed", "unchanged")} | {"notes": len(notes)}


def read_features(language: str) -> list[dict[str, Any]]:
    """The records that come with Serai, as the source published them in this language."""
    return list(json.loads((DATA / JORDAN / f"services.{language}.json").read_text(encoding="utf-8")))


def read_tables() -> source.Tables:
    """Our reading of the source's words: which need, type, code or spelling each of them means."""
    mapping: dict[tuple[str, str], tuple[list[str], list[str]] | None] = {}
    for row in _rows("mapping"):
        needs = row["needs"].split()
        offered = None if needs == [source.NOT_FOR_PEOPLE] else (needs, row["service_types"].split())
        mapping[row["activity"], row["indicator"]] = offered
    values = _rows("values")
    return source.Tables(
        mapping=mapping,
        values={(row["question"], row["answer"]): row["codes"].split() for row in values},
        arabic={(row["question"], row["answer"]): row["arabic"] for row in values},
        mended={row["found"]: row["meant"] for row in _rows("mended")},
        digest=hashlib.sha256(b"".join((DATA / JORDAN / f"{n}.csv").read_bytes() for n in _TABLES)).hexdigest(),
    )


_TABLES = ("mapping", "mended", "values")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / JORDAN / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Writer:
    """Puts drafts into the directory; remembers organisations and areas, so that each is looked up once."""

    def __init__(self) -> None:
        self.organizations = {organization.name: organization for organization in Organization.objects.all()}
        self.areas = {area.key: area for area in Area.objects.all()}

    def take(self, draft: source.Draft, service: Service | None) -> str:
        if service is not None and service.source_digest == draft.digest:
            return "unchanged"
        is_new = service is None
        service = service or Service(source=JORDAN, source_id=draft.source_id)
        service.organization = self.organization(draft.organization)
        for name in ("names", "descriptions", "eligibility", "access", "required_documents", "coverage"):
            setattr(service, name, getattr(draft, name))
        for name in ("opening_note", "referral_method", "accepts_referrals", "ends_on"):
            setattr(service, name, getattr(draft, name))
        service.source_digest = draft.digest
        service.sort_name = words.text_in(draft.names, "en")[0][:200]
        service.version = 1 if is_new else service.version + 1
        service.save()
        self.at_location(service, draft)
        write_terms(service, needs=draft.needs, service_types=draft.service_types, languages=None)
        write_schedules(service, hours=draft.hours, time_zone=TIME_ZONE)
        write_words(service)
        return "added" if is_new else "changed"

    def organization(self, name: str) -> Organization:
        if name not in self.organizations:
            self.organizations[name] = Organization.objects.create(name=name)
        return self.organizations[name]

    def area(self, names: dict[str, str]) -> Area:
        named = names or {"en": NO_AREA}
        key = f"{COUNTRY} {words.text_in(named, 'en')[0].casefold()}"
        if key not in self.areas:
            self.areas[key] = Area.objects.create(names=named, key=key, country=COUNTRY, time_zone=TIME_ZONE)
        return self.areas[key]

    def at_location(self, service: Service, draft: source.Draft) -> None:
        """Where a safe house is, is not taken over from anywhere: a focal point tells it. A place that was hidden by
        hand stays hidden, whatever the source says."""
        latitude, longitude = draft.point or (None, None)
        values: dict[str, Any] = {"area": None, "latitude": None, "longitude": None, "address": ""}
        if not draft.is_hidden:
            values = {"area": self.area(draft.area), "latitude": latitude, "longitude": longitude}
        held = service.at_locations.select_related("location__area").first()
        if held is None:
            location = Location.objects.create(**values, is_hidden=draft.is_hidden)
            ServiceAtLocation.objects.create(service=service, location=location)
        elif not held.location.is_hidden:
            area = held.location.area
            Location.objects.filter(pk=held.location_id).update(**values, is_hidden=draft.is_hidden)
            if draft.is_hidden and area is not None and forget_empty(area):
                self.areas.pop(area.key)


def _replace_notes(notes: list[source.Note], services: dict[str, int]) -> bool:
    """Write the notes anew if they are not those that are there; of a safe house without the source's own words, which
    may be those of its place. True if something changed."""
    secret = set(ServiceAtLocation.objects.filter(location__is_hidden=True).values_list("service", flat=True))
    told = [(n, services.get(n.source_id)) for n in notes]
    wanted = [(n.row, n.source_id, pk, n.problem, "" if pk in secret else n.value) for n, pk in told]
    held = SourceNote.objects.filter(source=JORDAN).order_by("pk")
    if wanted == list(held.values_list("row", "source_id", "service_id", "problem", "value")):
        return False
    held.delete()
    SourceNote.objects.bulk_create(
        SourceNote(source=JORDAN, row=row, source_id=source_id, service_id=service_id, problem=problem, value=value)
        for row, source_id, service_id, problem, value in wanted
    )
    return True
