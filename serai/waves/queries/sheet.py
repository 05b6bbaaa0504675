"""The rows of a wave as they are printed."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch

from serai.centres.models import Posting
from serai.keys.place import CannotOpen
from serai.people.access import shown_to
from serai.people.models import Card
from serai.people.rules.codes import shown_card_code
from serai.waves.models import Row, Wave


@dataclass(frozen=True)
class Line:
    """One of the wave on paper: no name, no nationality, nothing of the file but the code of the card."""

    row: Row
    code: str

    @property
    def is_seen(self) -> bool:
        return self.row.seen_at is not None


def lines(*, posting: Posting, wave: Wave) -> list[Line]:
    """Every row of a wave that this posting may know of, by number, each with the code of its live card."""
    rows = shown_to(Row.objects.filter(wave=wave), posting=posting, person="visit__person")
    live = Prefetch("visit__person__cards", queryset=Card.objects.filter(revoked_at=None).order_by("pk"))
    whole = rows.select_related("visit__person").prefetch_related(live).fetch_mode(FETCH_RAISE)
    return [Line(row, _code(row)) for row in whole.order_by("number")]


def _code(row: Row) -> str:
    """Empty without a card, for who has no file, and where the key of the codes is another one by now."""
    person = row.visit.person
    for card in person.cards.all() if person else ():
        try:
            return shown_card_code(card.code)
        except CannotOpen:
            return ""
    return ""
