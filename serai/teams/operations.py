"""Keeping a file to a team, changing the team, letting everybody in again: that takes two."""

from collections.abc import Callable, Iterable, Set

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.centres.queries import is_in_other_hands, is_one_person
from serai.people.access import people_in_reach
from serai.people.models import KeptFile, Person, TeamMember
from serai.teams import queries
from serai.teams.rules import Gap, gap_in
from serai.ui.editors import ChangedMeanwhile

_handlers: list[Callable[..., None]] = []


def when_kept(handler: Callable[..., None]) -> None:
    """Called from a room's `ready()`: what it may no longer say of a file ends as the file is kept, in the same
    transaction. The handler gets `person`."""
    if handler not in _handlers:
        _handlers.append(handler)


class NoTeam(Exception):
    """These colleagues are no team; `why` says what is missing."""

    def __init__(self, why: Gap) -> None:
        super().__init__(why)
        self.why = why


class NotTheSecond(Exception):
    """Whoever asked does not agree to it as well, nor who may be the same person."""


@transaction.atomic
def keep(*, by: Posting, person: Person, users: Set[int], reason: str) -> KeptFile:
    """From now on the file opens to these colleagues and to whoever keeps it. One alone may begin: it protects, and
    takes nothing from anybody that two could not give back. Raises NoTeam, ChangedMeanwhile."""
    people_in_reach(posting=by).select_for_update(of=("self",)).get(pk=person.pk)  # two keep it at once
    if queries.kept_here(posting=by, person=person) is not None:
        raise ChangedMeanwhile
    members = {*users, by.user_id}
    _check(by, members)
    kept = KeptFile.objects.create(person=person, centre_id=by.here, reason=reason, begun_by_id=by.user_id)
    record(by=by, act="file.kept", subject=person, reason=reason)
    _add(by, kept, sorted(members))
    with second_line.everywhere("what other centres were told of a file ends when it is kept to a team"):
        for handler in _handlers:
            handler(person=person)
    return kept


@transaction.atomic
def change_team(*, by: Posting, kept: KeptFile, users: Set[int], seen: Set[int]) -> None:
    """The team is who is named now. `seen`: who was in it when the page was opened. Raises NoTeam,
    ChangedMeanwhile."""
    kept = _locked(kept)
    now = {member.user_id: member for member in queries.members_of(kept)}
    if now.keys() != seen:
        raise ChangedMeanwhile
    _check(by, users)
    for user_id in sorted(now.keys() - users):
        member = now[user_id]
        member.until, member.removed_by_id = timezone.now(), by.user_id
        member.save(update_fields=["until", "removed_by"])
        record(by=by, act="team.left", subject=kept.person, member=user_id)
    if kept.end_asked_by_id in now.keys() - users:  # who has left the team is no second voice in it
        kept.end_asked_by_id = kept.end_asked_at = None
        kept.save(update_fields=["end_asked_by", "end_asked_at"])
    _add(by, kept, sorted(users - now.keys()))


@transaction.atomic
def ask_to_end(*, by: Posting, kept: KeptFile) -> None:
    """Ask another member to let everybody in again. Until then nothing changes. Raises ChangedMeanwhile."""
    kept = _locked(kept)
    if kept.end_asked_by_id is not None:
        raise ChangedMeanwhile
    kept.end_asked_by_id, kept.end_asked_at = by.user_id, timezone.now()
    kept.save(update_fields=["end_asked_by", "end_asked_at"])
    record(by=by, act="team.end_asked", subject=kept.person)


@transaction.atomic
def let_everybody_in(*, by: Posting, kept: KeptFile) -> None:
    """Another member agrees: the file is there again for everybody whose role opens it. Raises NotTheSecond,
    ChangedMeanwhile."""
    kept = _locked(kept)
    if kept.end_asked_by is None or kept.end_asked_at is None:
        raise ChangedMeanwhile
    one_person = is_one_person(one=by.user, other=kept.end_asked_by, at=kept.end_asked_at)
    if by.user_id == kept.end_asked_by_id or is_in_other_hands(by.user) or one_person:
        raise NotTheSecond
    kept.ended_by_id, kept.ended_at = by.user_id, timezone.now()
    kept.save(update_fields=["ended_by", "ended_at"])
    record(by=by, act="team.ended", subject=kept.person)


def _locked(kept: KeptFile) -> KeptFile:
    held = KeptFile.objects.select_for_update(of=("self",)).filter(pk=kept.pk, ended_at=None).first()
    if held is None:
        raise ChangedMeanwhile
    return held


def _check(by: Posting, users: Set[int]) -> None:
    here = queries.colleagues(centre_id=by.here)
    working = {one.user_id for one in here}
    gap = gap_in(members=users & working, changers={one.user_id for one in here if one.changes_teams})
    if gap is not None:
        raise NoTeam(gap)


def _add(by: Posting, kept: KeptFile, users: Iterable[int]) -> None:
    for user_id in users:
        TeamMember.objects.create(kept=kept, user_id=user_id, added_by_id=by.user_id)
        record(by=by, act="team.joined", subject=kept.person, member=user_id)
