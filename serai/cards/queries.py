"""The batches of a centre, and what became of each of their cards."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.db.models import FETCH_RAISE, Count, Q, QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from serai.cards.choices import State
from serai.cards.models import Batch, BlankCard
from serai.centres.models import Posting
from serai.people import rules

LATEST = 30


def batches(*, posting: Posting) -> QuerySet[Batch]:
    """The last batches of the posting's centre, with how many of each are whose."""
    counts = {state.value: Count("blanks", filter=Q(blanks__state=state)) for state in State}
    here = Batch.objects.filter(centre_id=posting.here).select_related("made_by").annotate(**counts)
    return here.order_by("-made_at", "-pk").fetch_mode(FETCH_RAISE)[:LATEST]


def batch_or_404(*, posting: Posting, public_id: UUID) -> Batch:
    """A batch of this centre; another centre's is the same 404 as none."""
    found = Batch.objects.filter(centre_id=posting.here, public_id=public_id).select_related("made_by").first()
    if found is None:
        raise Http404
    return found


def numbers_by_state(batch: Batch) -> list[tuple[State, list[int]]]:
    """Which of a batch are free, given and spoiled, by their number on the sheet."""
    rows = list(batch.blanks.order_by("number").values_list("state", "number"))
    found = {state: [number for kept, number in rows if kept == state] for state in State}
    return [(state, numbers) for state, numbers in found.items() if numbers]


def to_print(batch: Batch) -> list[dict[str, Any]]:
    """Those of a batch that are nobody's yet. Raises CannotOpen when the key of the codes is another one by now."""
    free = BlankCard.objects.filter(batch=batch, state=State.FREE).select_related("batch").order_by("number")
    return [piece(blank.code, number=blank.number) for blank in free.fetch_mode(FETCH_RAISE)]


def piece(code: str, *, number: int | None = None) -> dict[str, Any]:
    """What stands on a card or wristband: the code in characters and as a QR picture, which holds it and nothing
    else, and the number on its sheet. Nothing about anybody, and not whose centre it is."""
    return {"code": rules.shown_card_code(code), "picture": picture_of(code), "number": number}


def picture_of(code: str) -> SafeString:
    """The code as a QR picture that is as large as its place on the paper."""
    drawn = segno.make(code, error="m", micro=False, boost_error=False).svg_inline(border=4, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn here from the code


def free_in_every_language() -> list[dict[str, str]]:
    """The one sentence on a card: who carries it may read another language than who prints it."""
    sentences = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            direction = "rtl" if translation.get_language_bidi() else "ltr"
            sentences.append({"language": code, "direction": direction, "words": gettext("Everything is free.")})
    return sentences
