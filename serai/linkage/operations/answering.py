"""What somebody says of two files that the search found alike."""

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.duplicates.choices import Why
from serai.duplicates.operations.pairs import keep_to_compare, say_different, say_same
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.ui.editors import ChangedMeanwhile


@transaction.atomic
def answer(*, by: Posting, suggestion: Suggestion, said: Said) -> None:
    """The same: a supervisor makes them one, and where one said so, a colleague looks first. Not the same: nobody is
    asked again. Not sure: a colleague looks. Raises ChangedMeanwhile when it was answered already, or is no longer
    asked."""
    held = Suggestion.objects.select_for_update(of=("self",)).filter(pk=suggestion.pk, said=Said.OPEN).first()
    if held is None:
        raise ChangedMeanwhile
    held.said, held.answered_by_id, held.answered_at = said, by.user_id, timezone.now()
    held.save(update_fields=["said", "answered_by", "answered_at"])
    if said == Said.SAME and not by.may(May.MERGE_FILES):
        say_same(by=by, person=suggestion.first, other=suggestion.second_id)
    elif said == Said.DIFFERENT:
        say_different(by=by, person=suggestion.first, others=[suggestion.second_id])
    else:
        keep_to_compare(by=by, person=suggestion.first, others=[suggestion.second_id], why=Why.FOUND)
    record(by=by, act="suggestion.answered", subject=suggestion.first, said=said)
