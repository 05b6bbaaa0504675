"""Keeping a paper, handing it out, removing it."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.files import packing, shelf
from serai.files.choices import ERASED, WITHDRAWN
from serai.files.models import Paper
from serai.files.queries import bytes_of, purpose_of
from serai.files.rules.drawing import Drawn
from serai.files.rules.papers import MEGABYTE, CannotKeep, Limits, Why, has_room
from serai.keys.envelope import new_key
from serai.people.access import live_consent
from serai.people.models import Consent, Person
from serai.people.operations.withdrawals import hold_back_withdrawals
from serai.privacy import marks
from serai.privacy.models import Erased
from serai.privacy.operations.erasing import keep_every_mark
from serai.privacy.queries import is_held


class NoConsent(Exception):
    """The person does not agree, or no longer, that this is kept."""


class HeldByLaw(Exception):
    """The file is on legal hold: nothing is taken out of it by hand."""


@dataclass(frozen=True)
class Told:
    """What is said of a paper. `token` is the form's: the same form sent twice is one paper."""

    kind: str
    token: UUID
    language: str = ""


def limits() -> Limits:
    """What this installation lets be sent, and kept of one person."""
    return Limits(sent=settings.PAPER_MEGABYTES * MEGABYTE, person=settings.PAPERS_MEGABYTES * MEGABYTE)


@transaction.atomic
def keep_paper(*, by: Posting, person: Person, told: Told, drawn: Drawn) -> Paper | None:
    """Seal what was drawn and put it on the shelf; None when this form was sent before. Raises NoConsent,
    CannotKeep."""
    hold_back_withdrawals(person)
    if Paper.objects.filter(public_id=told.token, person=person, centre_id=by.here).exists():
        return None
    consent = live_consent(person, purpose_of(told.kind))
    if consent is None:
        raise NoConsent
    if not has_room(kept=bytes_of(person), more=len(drawn.content), limits=limits()):
        raise CannotKeep(Why.NO_ROOM)
    paper = _row(by=by, person=person, told=told, drawn=drawn)
    paper.consent, key = consent, new_key()
    paper.key = packing.seal_key(paper, key=key, person=person.public_id)
    shelf.put(paper.stored_as, packing.pieces(paper, drawn.content, key=key))
    try:
        paper.save(force_insert=True)
        record(by=by, act="paper.kept", subject=paper, kind=paper.kind, form=paper.form, size=paper.size)
    except BaseException:
        shelf.throw_away([paper.stored_as])
        raise
    return paper


def _row(*, by: Posting, person: Person, told: Told, drawn: Drawn) -> Paper:
    return Paper(
        public_id=_unused(told.token),
        person=person,
        centre_id=by.here,
        kind=told.kind,
        form=drawn.form,
        language=told.language,
        pages=drawn.pages,
        size=len(drawn.content),
        kept_by_id=by.user_id,
        stored_as=shelf.new_name(),
    )


def _unused(token: UUID) -> UUID:
    """Another token if this one is a paper's already, of somebody else or elsewhere."""
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        return uuid4() if Paper.objects.filter(public_id=token).exists() else token


def open_paper(*, by: Posting, person: Person, paper: Paper, purpose: str) -> bytes:
    """What the paper shows, for this purpose, with a line in the trail. Raises NoConsent, CannotOpen."""
    if paper.taken_back_at is not None or live_consent(person, paper.consent.purpose) is None:
        raise NoConsent
    key = packing.open_key(paper, person=person.public_id)
    content = packing.put_together(paper, shelf.taken(paper.stored_as), key=key)
    record(by=by, act="paper.opened", subject=paper, purpose=purpose, kind=paper.kind)
    return content


@transaction.atomic
def remove_paper(*, by: Posting, paper: Paper, reason: str) -> None:
    """For good: its key is overwritten, its row and what lies on the shelf go, and no backup brings it back. Raises
    HeldByLaw."""
    hold_back_withdrawals(paper.person)
    if is_held(paper.person, on=timezone.localdate()):
        raise HeldByLaw
    _destroy(by=by, papers=[paper], reason=reason)


def remove_without_consent(*, by: Posting, consent: Consent) -> None:
    """The person took back that papers, or a photo, are kept: they go in the same transaction. On legal hold they stay,
    marked, and open for nobody, whatever is said later."""
    theirs = Paper.objects.filter(person_id=consent.person_id, consent__purpose=consent.purpose)
    papers = list(theirs)
    if papers and is_held(consent.person, on=timezone.localdate()):
        theirs.filter(taken_back_at=None).update(taken_back_at=timezone.now())
    elif papers:
        _destroy(by=by, papers=papers, reason=WITHDRAWN)


def _destroy(*, by: Posting | None, papers: list[Paper], reason: str) -> None:
    for paper in papers:
        Erased.objects.get_or_create(mark=marks.mark_of_id(paper.public_id))
        record(by=by, act="paper.removed", subject=paper, reason=reason, kind=paper.kind)
    _shred(papers)
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    transaction.on_commit(keep_every_mark)


def _shred(papers: Iterable[Paper]) -> None:
    """The key gets new bytes before its row goes; the shelf is cleared once that is sure."""
    names = []
    for paper in papers:
        Paper.objects.filter(pk=paper.pk).update(key=os.urandom(len(bytes(paper.key))))
        names.append(paper.stored_as)
    transaction.on_commit(lambda: shelf.throw_away(names))


def shred_with_the_file(*, person: Person) -> None:
    """When a person is erased, what their papers show becomes unreadable in the same transaction."""
    _shred(Paper.objects.filter(person=person))


def remove_again() -> int:
    """After a restore: papers that were removed since the backup go again. Returns how many."""
    known = marks.kept()
    back = [paper for paper in Paper.objects.all() if marks.mark_of_id(paper.public_id) in known] if known else []
    if back:
        _destroy(by=None, papers=back, reason=ERASED)
    return len(back)


@transaction.atomic
def seal_with_the_secret_key() -> int:
    """Before the database is left open: papers sealed under its key would never open again. Returns how many."""
    papers = list(Paper.objects.select_related("person"))
    for paper in papers:
        packing.seal_anew(paper, person=paper.person.public_id, to=paper.person, with_secret=True)
    return len(papers)
