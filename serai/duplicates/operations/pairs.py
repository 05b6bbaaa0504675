"""What is said of two files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.centres.queries import is_in_other_hands, is_one_person
from serai.duplicates.choices import Said, Why
from serai.duplicates.models import Pair
from serai.people.models import Person
from serai.ui.editors import ChangedMeanwhile


class NotTheSecond(Exception):
    """Whoever asked for a second pair of eyes does not answer as well, nor who may be the same person."""


def note_compared(*, by: Posting, count: int) -> None:
    """Files were shown beside a new registration: how many, and nothing of them."""
    record(by=by, act="person.compared", count=count)


@transaction.atomic
def say_different(*, by: Posting, person: Person, others: Iterable[int]) -> None:
    """These files are of somebody else than this new one; nobody is asked again."""
    for other in others:
        pair = _pair(by=by, person=person, other=other)
        pair.said, pair.decided_by_id, pair.decided_at = Said.DIFFERENT, by.user_id, timezone.now()
        pair.save()
        record(by=by, act="pair.decided", subject=person, said=Said.DIFFERENT)


@transaction.atomic
def say_same(*, by: Posting, person: Person, other: int) -> None:
    """These two files, which the search found, are one person's; a supervisor makes them one. Raises ChangedMeanwhile
    when something was said of them already."""
    pair = _pair(by=by, person=person, other=other)
    if pair.pk is not None:
        raise ChangedMeanwhile
    pair.said, pair.why, pair.decided_by_id, pair.decided_at = Said.SAME, Why.FOUND, by.user_id, timezone.now()
    pair.save()
    record(by=by, act="pair.decided", subject=person, said=Said.SAME)


@transaction.atomic
def keep_to_compare(*, by: Posting, person: Person, others: Iterable[int], why: Why) -> None:
    """A colleague compares these files with this one. What was decided before stays decided."""
    for other in others:
        pair = _pair(by=by, person=person, other=other)
        if pair.pk is None:
            pair.why = why
            pair.save()
            record(by=by, act="pair.kept", subject=person, why=why)


@transaction.atomic
def decide(*, by: Posting, pair: Pair, said: Said) -> None:
    """What a second pair of eyes says of two files. Raises NotTheSecond; ChangedMeanwhile when it was said already."""
    held = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if held.said == said or held.said == Said.DIFFERENT:
        raise ChangedMeanwhile
    if held.said == Said.OPEN and not _is_another(by, user=held.opened_by, at=held.opened_at):
        raise NotTheSecond
    held.said, held.decided_by_id, held.decided_at = said, by.user_id, timezone.now()
    held.save(update_fields=["said", "decided_by", "decided_at"])
    for file in (pair.first, pair.second):
        record(by=by, act="pair.decided", subject=file, said=said)


def is_second(*, by: Posting, pair: Pair) -> bool:
    """Whether somebody else than who is about to make two files one has said something of them."""
    spoke = [(pair.opened_by, pair.opened_at), (pair.decided_by, pair.decided_at or pair.opened_at)]
    return any(user is not None and _is_another(by, user=user, at=at) for user, at in spoke)


def _is_another(by: Posting, *, user: User, at: datetime) -> bool:
    """Another user, and nobody who may be signed in as both."""
    if by.user_id == user.pk or is_in_other_hands(by.user):
        return False
    return not is_one_person(one=by.user, other=user, at=at)


def _pair(*, by: Posting, person: Person, other: int) -> Pair:
    ids = {person.pk, other}
    known = Pair.objects.filter(Q(first__in=ids) & Q(second__in=ids), centre_id=by.here).first()
    return known or Pair(centre_id=by.here, first_id=max(ids), second_id=min(ids), opened_by_id=by.user_id)
