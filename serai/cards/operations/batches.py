"""Cards printed before there is anybody to give them to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from serai.audit.operations import record
from serai.cards.choices import State
from serai.cards.models import TABLE, Batch, BlankCard
from serai.cards.operations.cards import NotFree, new_codes
from serai.centres.models import Posting
from serai.people.keyed import card_token, seal_card


@transaction.atomic
def make_batch(*, by: Posting, paper: str, number: int, form_token: UUID, at: datetime) -> Batch:
    """So many free cards of this centre, ready to print. The same form sent twice makes one batch."""
    told = {"centre_id": by.here, "paper": paper, "number": number, "made_at": at, "made_by_id": by.user_id}
    batch, is_new = Batch.objects.get_or_create(form_token=form_token, defaults=told)
    if not is_new:
        return batch
    BlankCard.objects.bulk_create(
        BlankCard(
            batch=batch,
            number=place,
            token=card_token(code),
            sealed=seal_card(code, owner=batch.public_id, table=TABLE),
        )
        for place, code in enumerate(new_codes(number), start=1)
    )
    record(by=by, act="batch.made", subject=batch, paper=paper, number=number)
    return batch


def note_opened(*, by: Posting, batch: Batch) -> None:
    """Whoever looks at the sheet reads codes that will be somebody's: that they looked is in the trail."""
    record(by=by, act="batch.opened", subject=batch)


def spoil_one(*, by: Posting, batch: Batch, code: str) -> None:
    """This one is torn, smudged or lost: it is given to nobody. Raises NotFree."""
    if not _spoil(by, batch, batch.blanks.filter(token=card_token(code))):
        raise NotFree


def spoil_rest(*, by: Posting, batch: Batch) -> int:
    """What is left of a batch is lost or taken away: none of it is given to anybody. Returns how many these were."""
    return _spoil(by, batch, batch.blanks.all())


@transaction.atomic
def _spoil(by: Posting, batch: Batch, blanks: QuerySet[BlankCard]) -> int:
    spoiled = blanks.filter(state=State.FREE).update(state=State.SPOILED, sealed=b"")
    if spoiled:
        record(by=by, act="batch.spoiled", subject=batch, number=spoiled)
    return spoiled
