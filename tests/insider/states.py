"""The states of what an address names: whose it is, and what became of it. Each is entered for a while and left again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from serai.accounts.models import User
from serai.centres.models import Decision, Desk, Posting
from serai.duplicates.models import Merge, Pair
from serai.insights.choices import Audience
from serai.insights.models import Release
from serai.linkage.models import Question, Suggestion
from serai.people.models import Consent, KeptFile, Person, TeamMember
from serai.privacy.models import Breach, DataRequest
from serai.privacy.operations.erasing import erase
from serai.reception.models import HeadCount, QueueToken, Visit
from serai.referrals.models import PartnerDesk, Referral
from serai.screening.models import Flag, Task
from serai.sharing.models import AuthorityRequest, Notice
from serai.watch.models import Decoy, EmergencyOpening
from tests.insider.world import Side, World

NOT_MADE_OR_NOT_CHANGED = (Posting, Consent, HeadCount)  # the last two refuse it
SECOND = {"answered_by"}  # of what takes two, whoever asks is the first


def furnish(world: World, posting: Posting | None) -> None:
    """What some pages need before they show anything: figures of a month, a partner's own organisation."""
    for audience in Audience.values:
        Release.objects.create(month=date(2026, 10, 1), audience=audience, threshold=5)
    if posting is not None and posting.role == "partner":
        referral = Referral.objects.get(public_id=world.here.referral)
        PartnerDesk.objects.create(posting=posting, organization=referral.service.organization)


def as_it_is(world: World, posting: Posting | None) -> Side:
    return world.here


def made_by_who_asks(world: World, posting: Posting | None) -> Side:
    """Whatever names who made it names the asker."""
    if posting is None:
        return world.here
    for row in (row for row in world.here.rows if not isinstance(row, NOT_MADE_OR_NOT_CHANGED)):
        makers = [
            field.attname
            for field in row._meta.concrete_fields
            if field.related_model is User and field.name not in SECOND
        ]
        named = [name for name in makers if getattr(row, name) is not None]
        type(row)._base_manager.filter(pk=row.pk).update(**dict.fromkeys(named, posting.user_id))
    return replace(world.here, posting=posting.pk)


def ended(world: World, posting: Posting | None) -> Side:
    """Left, done, decided, told, lifted, over."""
    side, now, somebody = world.here, timezone.now(), Posting.objects.get(pk=world.here.posting).user
    Visit.objects.filter(public_id=side.visit).update(left_at=now)
    QueueToken.objects.filter(pk=side.token).update(state="ended", ended_at=now)
    Desk.objects.filter(code=side.desk, centre__code=side.code).update(is_open=False)
    Task.objects.filter(public_id=side.task).update(state="done", outcome="helped", done_by=somebody, done_at=now)
    Flag.objects.filter(public_id=side.flag).update(
        state="closed", reason="dealt_with", decided_by=somebody, decided_at=now
    )
    Referral.objects.filter(public_id=side.referral).update(status="person_confirms", confirmed_at=now)
    Decision.objects.filter(public_id=side.decision).update(state="refused", decided_at=now)
    EmergencyOpening.objects.filter(public_id=side.emergency).update(until=now - timedelta(hours=1))
    DataRequest.objects.filter(public_id=side.data_request).update(
        outcome="done", answered_on=now.date(), answered_by=somebody, told_on=now.date()
    )
    worked_through = {"kind": "loss", "risk": "low", "contained": "Found", "people_told": "low", "lessons": "Lock it"}
    Breach.objects.filter(public_id=side.breach).update(closed_at=now, closed_by=somebody, **worked_through)
    Notice.objects.filter(pk=side.notice).update(told_at=now, told_by=somebody, told_how="phone")
    AuthorityRequest.objects.filter(public_id=side.request).update(closed_at=now)
    Decoy.objects.filter(pk=side.decoy).update(lifted_at=now)
    Pair.objects.filter(public_id=side.pair).update(said="different")
    Suggestion.objects.filter(public_id__in=[side.suggestion, side.across]).update(
        said="different", answered_by=somebody
    )
    Question.objects.filter(public_id=side.question).update(answer="card", answered_by=somebody, answered_at=now)
    Merge.objects.filter(public_id=side.merge).update(undone_at=now, undone_by=somebody)
    return side


def gone(world: World, posting: Posting | None) -> Side:
    """The person of everything here was erased."""
    erase(by=None, person=Person.objects.get(public_id=world.here.person))
    return world.here


def kept(world: World, posting: Posting | None, *users: int) -> Side:
    """The files of everybody here are kept to a team that who asks is not in, though they made all that is in them."""
    side = made_by_who_asks(world, posting)
    somebody = Posting.objects.get(pk=world.here.posting)
    for public_id in (side.person, side.child):
        person = Person.objects.get(public_id=public_id)
        file = KeptFile.objects.create(person=person, centre_id=somebody.here, reason="close", begun_by=somebody.user)
        for user in {somebody.user_id, *users}:
            TeamMember.objects.create(kept=file, user_id=user, added_by=somebody.user)
    return side


def in_the_team(world: World, posting: Posting | None) -> Side:
    """The same, and who asks is in it."""
    return kept(world, posting, *([posting.user_id] if posting else []))


def of_a_decoy(world: World, posting: Posting | None) -> Side:
    return replace(world.here, person=Decoy.objects.get(pk=world.here.decoy).person.public_id)


STATES: dict[str, Callable[[World, Posting | None], Side]] = {
    "page": as_it_is,
    "centre": as_it_is,
    "own": made_by_who_asks,
    "other": lambda world, _: world.there,
    "missing": lambda *_: Side(),
    "closed": ended,
    "erased": gone,
    "decoy": of_a_decoy,
    "hidden": lambda world, _: world.hidden,
    "team": in_the_team,
    "kept": kept,
}


@contextmanager
def entered(state: str, world: World, posting: Posting | None) -> Iterator[Side]:
    """Everything in this state, and as it was afterwards."""
    with transaction.atomic():
        yield STATES[state](world, posting)
        transaction.set_rollback(True)
