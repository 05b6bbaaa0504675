"""The releases that a posting may see, as tables of a page."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from serai.audit.models import Entry
from serai.centres.models import Centre, Posting
from serai.centres.queries import centres_in_reach
from serai.centres.rules import May
from serai.insights.choices import Audience, Headline, Table
from serai.insights.models import Release
from serai.insights.rules import ALL, NETWORK, Cell

MONTHS_OF_TREND = 13


@dataclass(frozen=True)
class Scope:
    """One centre, or the whole network, that this posting may see the figures of."""

    code: str
    name: str


def audience_of(*, posting: Posting) -> str:
    """Whose figures this posting reads: the staff's, or those that anybody may see."""
    return Audience.INTERNAL if posting.may(May.SEE_FIGURES) else Audience.PUBLIC


def scopes_of(*, posting: Posting) -> list[Scope]:
    """A centre's staff: that centre. Staff of the network: the network and each centre. The public: the network."""
    network = Scope(NETWORK, "")
    if audience_of(posting=posting) == Audience.PUBLIC:
        return [network]
    centres = [Scope(centre.code, centre.name) for centre in centres_in_reach(posting=posting)]
    return [network, *centres] if posting.is_network else centres


def releases_for(*, audience: str) -> QuerySet[Release]:
    """The figures in force for an audience, the latest month first."""
    return Release.objects.filter(audience=audience, is_current=True).order_by("-month", "-pk")


def months_released(*, audience: str) -> list[date]:
    """The months that this audience can read, the latest first."""
    return list(releases_for(audience=audience).values_list("month", flat=True))


def shown_cells(release: Release) -> dict[Cell, int | None]:
    """The cells of a release by table, scope, row and column; None where one is hidden."""
    return {(table, scope, row, column): value for table, scope, row, column, value in release.cells}


def trend(*, audience: str, scope: str, until: date) -> list[tuple[date, int | None]]:
    """Registrations of the last 13 released months up to `until`, the oldest first; None where hidden."""
    cell = (str(Table.HEADLINE), scope, str(Headline.REGISTRATIONS), ALL)
    releases = releases_for(audience=audience).filter(month__lte=until)[:MONTHS_OF_TREND]
    return [(release.month, shown_cells(release).get(cell, 0)) for release in reversed(releases)]


def exports_since(*, posting: Posting, moment: datetime) -> int:
    """How many files of figures this user took out."""
    return Entry.objects.filter(actor_id=posting.user_id, at__gte=moment, act="figures.exported").count()


def centre_names() -> dict[str, str]:
    """The name of each centre by its code."""
    return dict(Centre.objects.order_by("code").values_list("code", "name"))
