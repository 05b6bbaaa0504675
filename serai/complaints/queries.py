"""What a focal point reads. Everything is opened in memory, in the request, and kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from serai.accounts.models import User
from serai.centres.models import Centre, Posting
from serai.codes import languages
from serai.complaints import rules
from serai.complaints.choices import About, By, EntryKind, MayCall, Offered, Reporter
from serai.people.choices import AgeBand, Sex
from serai.sealed.access import Opened
from serai.sealed.choices import Kind
from serai.sealed.queries.network import readers_of, said
from serai.sealed.queries.readers import to_set_up

LABELS: dict[str, Any] = {
    "reporter": Reporter,
    "about": About,
    "by_whom": By,
    "sex": Sex,
    "age_band": AgeBand,
    "may_call": MayCall,
}


@dataclass(frozen=True)
class Entry:
    """One thing that was done."""

    kind: str
    words: str
    by: str
    at: datetime

    @property
    def kind_label(self) -> str:
        return str(EntryKind(self.kind).label)


@dataclass(frozen=True)
class Report:
    """A report as it is read, with its entries in order."""

    pk: UUID
    at: datetime
    centre: str
    named: str
    told: dict[str, Any]
    entries: list[Entry] = field(default_factory=list)

    @property
    def due(self) -> rules.Due | None:
        return rules.next_due(written_at=self.at, kinds=[entry.kind for entry in self.entries])

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due.at < timezone.now()

    @property
    def is_closed(self) -> bool:
        return any(entry.kind == EntryKind.CLOSED for entry in self.entries)

    @property
    def words(self) -> dict[str, str]:
        """The answers that were chosen, in words."""
        return {name: str(kind(self.told[name]).label) if self.told[name] else "–" for name, kind in LABELS.items()}

    @property
    def language(self) -> str:
        return languages.name(self.told["language"]) if self.told.get("language") else ""

    @property
    def offered(self) -> list[str]:
        return [str(Offered(one).label) for one in self.told.get("offered", [])]


def _entries(contents: Iterable[dict[str, Any]], names: dict[int, str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for one in sorted((one for one in contents if one["is"] == "entry"), key=lambda one: str(one["at"])):
        at = datetime.fromisoformat(one["at"])
        found.setdefault(one["of"], []).append(Entry(one["kind"], one["words"], names.get(one["by"], ""), at))
    return found


def reports(*, opened: Opened) -> list[Report]:
    """Every report: the open ones first, what is due soonest first; the closed ones by their day."""
    contents = said(opened=opened)
    names = dict(User.objects.values_list("pk", "display_name"))  # all, so that nothing shows whose were needed
    centres = dict(Centre.objects.values_list("pk", "name"))
    entries = _entries(contents, names)
    found = [
        Report(
            pk=UUID(one["id"]),
            at=datetime.fromisoformat(one["at"]),
            centre=centres.get(one["centre"], ""),
            named=names.get(one["named"], ""),
            told=one,
            entries=entries.get(one["id"], []),
        )
        for one in contents
        if one["is"] == "report"
    ]
    return sorted(found, key=lambda one: (one.is_closed, one.due is None, one.due.at if one.due else one.at))


def report_or_404(*, opened: Opened, pk: UUID) -> Report:
    """One report, if there is one."""
    for one in reports(opened=opened):
        if one.pk == pk:
            return one
    raise Http404


def by_ticket(*, opened: Opened, typed: str) -> Report | None:
    """The report of a ticket that somebody holds out."""
    mark = rules.mark_of(typed)
    return next((one for one in reports(opened=opened) if one.told["ticket"] == mark), None)


def focal_points() -> list[User]:
    """Who reads reports; nobody while the network has not begun."""
    return readers_of(kind=Kind.PSEA)


def at_hand(*, posting: Posting) -> dict[str, Any]:
    """For the page of today, without any key and without any number: whether there is a place for reports yet."""
    return {"begun": bool(focal_points()), "to_set_up": Kind.PSEA in to_set_up(posting=posting)}
