"""Who opened a file: on the person's page, for those who may see it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import timezone

from serai.audit.queries import lines_about
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.queries import focal_times
from serai.centres.rules import NEUTRAL, is_neutral
from serai.oversight import rules
from serai.oversight.choices import FOCAL_POINT, OF_THE_STAFF
from serai.people.access import has_network_consent
from serai.people.choices import WhyOpen
from serai.people.holdings import files_of
from serai.people.models import Person

READERS = 20


def readers(*, posting: Posting, person: Person) -> list[dict[str, Any]]:
    """The last openings of this file: who, where, when and why. That another centre opened it, and so that the person
    was there, is told only if the person lets the network see the file. Focal points are not named: which function
    somebody works in would tell what the file is about."""
    opened = lines_about(*files_of(person)).filter(act="person.opened")
    if not has_network_consent(person):
        opened = opened.filter(centre_id=posting.here)
    entries = list(opened.select_related("actor").order_by("-at", "-pk")[:READERS])
    centres = Centre.objects.in_bulk({entry.centre_id for entry in entries})
    focal = focal_times({entry.actor_id for entry in entries if entry.actor_id})
    found = []
    for entry in entries:
        on = timezone.localdate(entry.at)
        is_unnamed = is_neutral(
            who=entry.actor_id or 0, reader=posting.user_id, focal=focal[entry.actor_id or 0], on=on
        )
        found.append(
            {
                "who": entry.actor.display_name if entry.actor and not is_unnamed else "",
                "is_neutral": is_unnamed,
                "centre": centres[entry.centre_id].name if entry.centre_id in centres else "",
                "at": entry.at,
                "why": WhyOpen(entry.purpose).label if entry.purpose in WhyOpen.values else entry.purpose,
            }
        )
    return found


def openings_by_function(*, posting: Posting, person: Person) -> list[dict[str, Any]]:
    """For the person: each day on which this centre opened the file, in which function and why. No name; a function
    that would tell what the file is about is a focal point, as for the colleagues."""
    opened = lines_about(*files_of(person)).filter(act="person.opened", centre_id=posting.here).order_by("at", "pk")
    entries = list(opened.values_list("actor_id", "at", "purpose"))
    roles = _functions({actor for actor, _at, _why in entries if actor}, centre=posting.here)
    found: dict[tuple[date, str, str], dict[str, Any]] = {}
    for actor, at, why in entries:
        on = timezone.localdate(at)
        worked = rules.function_on(roles[actor or 0], on=on)
        function = str(FOCAL_POINT if worked in NEUTRAL else Role(worked).label if worked else OF_THE_STAFF)
        reason = str(WhyOpen(why).label) if why in WhyOpen.values else ""
        found.setdefault((on, function, reason), {"at": at, "function": function, "why": reason})
    return list(found.values())


def _functions(users: set[int], *, centre: int) -> dict[int, list[tuple[date, date | None, str]]]:
    """What each of them was posted as at this centre, and when."""
    found: dict[int, list[tuple[date, date | None, str]]] = defaultdict(list)
    rows = Posting.objects.filter(user_id__in=users, centre_id=centre).order_by("pk")
    for user, start, end, role in rows.values_list("user_id", "starts_on", "ends_on", "role"):
        found[user].append((start, end, role))
    return found
