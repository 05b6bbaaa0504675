"""What the data-protection focal point says of two files at two centres, and answers to a desk."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Centre, Posting
from serai.duplicates.operations.across import ask_the_centres
from serai.linkage.choices import Answer, Said
from serai.linkage.models import Question, Suggestion
from serai.linkage.queries.taking import centres_of
from serai.people.choices import WhyOpen
from serai.people.door import knock
from serai.people.models import Person
from serai.ui.editors import ChangedMeanwhile


class NobodyToAsk(Exception):
    """No supervisor of either centre could agree, or the two files may no longer be spoken of."""


@dataclass(frozen=True)
class AtCentre:
    """Who looks, and at which centre's file: the trail notes it where its supervisors and the person read it."""

    user_id: int | None
    centre_id: int | None


def open_both(*, by: Posting, suggestion: Suggestion) -> None:
    """Both files are opened as any file is: the same listeners at the door, one line at each centre of each. Raises
    SomethingFirst when the measure of a shift is used up."""
    files = (suggestion.first, suggestion.second)
    where = centres_of([file.pk for file in files])
    for file in files:
        knock(posting=by, person=file)
    for file in files:
        for centre in sorted(where[file.pk]):
            record(by=AtCentre(by.user_id, centre), act="person.opened", subject=file, purpose=WhyOpen.CORRECTION)


@transaction.atomic
def answer_across(*, by: Posting, suggestion: Suggestion, said: Said) -> list[Centre]:
    """The same: a supervisor of each centre agrees in turn; gives these centres. Not the same: nobody is asked again.
    Not sure: it waits for more. Raises ChangedMeanwhile when somebody said that they are two persons, NobodyToAsk."""
    pair = [suggestion.first_id, suggestion.second_id]
    rows = Suggestion.objects.filter(first__in=pair, second__in=pair, is_elsewhere=True)
    held = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not held or any(row.said == Said.DIFFERENT for row in held):
        raise ChangedMeanwhile
    rows.update(said=said, answered_by=by.user_id, answered_at=timezone.now())
    newer, older = suggestion.first, suggestion.second
    centres = ask_the_centres(by=by, kept=older, gone=newer) if said == Said.SAME else []
    if said == Said.SAME and not centres:
        raise NobodyToAsk
    for file in (older, newer):
        _note(by, file, said)
    return centres


def _note(by: Posting, file: Person, said: Said) -> None:
    for centre in sorted(centres_of([file.pk])[file.pk]):
        record(by=AtCentre(by.user_id, centre), act="suggestion.answered", subject=file, said=said)


@transaction.atomic
def ask(*, by: Posting) -> Question:
    """A desk asks about whoever stands there, and writes down nothing of them. Asked twice, it waits once."""
    question, is_new = Question.objects.get_or_create(centre_id=by.here, asked_by_id=by.user_id, answer=Answer.OPEN)
    if is_new:
        record(by=by, act="question.asked", subject=question)
    return question


@transaction.atomic
def answer_question(*, by: Posting, question: Question, answer: Answer) -> None:
    """Raises ChangedMeanwhile when somebody answered."""
    held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if held.answer:
        raise ChangedMeanwhile
    held.answer, held.answered_by_id, held.answered_at = answer, by.user_id, timezone.now()
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, act="question.answered", subject=held, answer=answer)
