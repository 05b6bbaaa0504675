"""Who is in a team, and who here could be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import May, roles_that_may
from serai.people.models import KeptFile, Person, TeamMember


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here and whose role opens files."""

    user_id: int
    name: str
    role: str
    changes_teams: bool


def colleagues(*, centre_id: int) -> list[Colleague]:
    """Who works at this centre today and may open files, each once, by name."""
    today = timezone.localdate()
    here = Posting.objects.active(today).filter(centre_id=centre_id, role__in=roles_that_may(May.SEE_BASIC_FILE))
    changing = set(roles_that_may(May.KEEP_TO_TEAM))
    found: dict[int, Colleague] = {}
    for one in here.select_related("user").order_by("user__display_name", "pk"):
        before = found.get(one.user_id)
        roles = [before.role] if before else []
        found[one.user_id] = Colleague(
            one.user_id,
            one.user.display_name,
            " · ".join([*roles, str(Role(one.role).label)]),
            changes_teams=one.role in changing or bool(before and before.changes_teams),
        )
    return list(found.values())


def kept_here(*, posting: Posting, person: Person) -> KeptFile | None:
    """That this file is kept to a team at the posting's centre, if it is."""
    return KeptFile.objects.filter(person=person, centre_id=posting.here, ended_at=None).first()


def kept_or_404(*, posting: Posting, person: Person) -> KeptFile:
    """The same; Http404 if it is not."""
    kept = kept_here(posting=posting, person=person)
    if kept is None:
        raise Http404
    return kept


def members_of(kept: KeptFile) -> list[TeamMember]:
    """Who is in the team now, the first first."""
    return list(kept.members.filter(until=None).select_related("user").order_by("since", "pk"))


@dataclass(frozen=True)
class Line:
    """Something that happened to the team."""

    at: datetime
    who: str
    joined: bool


def history_of(kept: KeptFile) -> list[Line]:
    """Who came and went, the last first."""
    rows = kept.members.select_related("user").order_by("pk")
    came = [Line(one.since, one.user.display_name, joined=True) for one in rows]
    went = [Line(one.until, one.user.display_name, joined=False) for one in rows if one.until]
    return sorted([*came, *went], key=lambda line: line.at, reverse=True)


def keep_panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the page of a person whose file is not kept: that it can be."""
    return {"is_shown": not person.is_kept, "kept": person.is_kept, "person": person}


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: the team, if the file is kept. Asks nothing of a file that is not."""
    kept = kept_here(posting=posting, person=person) if person.is_kept else None
    return {
        "is_shown": kept is not None,
        "kept": kept,
        "members": members_of(kept) if kept else [],
        "may_change": posting.may(May.KEEP_TO_TEAM),
        "may_agree": kept is not None and kept.end_asked_by_id not in {None, posting.user_id},
        "person": person,
    }


def left_alone() -> list[tuple[str, list[str]]]:
    """The centre of each kept file whose team nobody who works there could change any more, and who is in that team."""
    today, changing = timezone.localdate(), roles_that_may(May.KEEP_TO_TEAM)
    works = Posting.objects.active(today).filter(
        user=OuterRef("user"), centre=OuterRef("kept__centre"), role__in=changing
    )
    held = TeamMember.objects.filter(Exists(works), until=None, kept=OuterRef("pk"))
    alone = (
        KeptFile.objects.filter(~Exists(held), ended_at=None).select_related("centre").order_by("centre__code", "pk")
    )
    return [(kept.centre.code, [member.user.username for member in members_of(kept)]) for kept in alone]
