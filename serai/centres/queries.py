from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from serai.accounts import rules as accounts
from serai.accounts.models import Hand, User
from serai.accounts.queries import hand_at, handed_lately
from serai.centres.choices import DecisionState, Role
from serai.centres.decisions import kind_of, may_agree
from serai.centres.models import Centre, Decision, Desk, OfferedService, Posting, StatusPeriod
from serai.centres.rules import DECISION_WAITS, NEUTRAL, May, roles_that_give
from serai.codes import lists
from serai.codes.prepared import Prepared
from serai.codes.words import Words

postings_given = Prepared(
    lambda user: Posting.objects.filter(user_id=user, user__is_active=True).select_related("centre")
)


def postings_of(*, user_id: int) -> list[Posting]:
    """A user's postings of today, each with its centre. Every page asks: somebody's few postings are sorted out here,
    which is half of the work of asking the database for it."""
    today = timezone.localdate()
    held = [posting for posting in postings_given(user_id) if posting.is_active(today)]
    return sorted(held, key=lambda posting: (posting.centre.name if posting.centre else "", posting.role, posting.pk))


def roles_of(*, user_id: int) -> str:
    """As what somebody works today, for who has to know who is asking: a name anybody may choose."""
    held = Posting.objects.active(timezone.localdate()).filter(user_id=user_id)
    roles = held.order_by("role").values_list("role", flat=True).distinct()
    return " · ".join(str(Role(role).label) for role in roles)


def focal_times(users: set[int]) -> dict[int, list[tuple[date, date | None]]]:
    """When each of them worked in a function that is not named beside a file, at whichever centre."""
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Posting.objects.filter(user_id__in=users, role__in=NEUTRAL).order_by("pk")
    for user, start, end in rows.values_list("user_id", "starts_on", "ends_on"):
        found[user].append((start, end))
    return found


def centres_in_reach(*, posting: Posting) -> QuerySet[Centre]:
    """The posting's own centre, or every centre for a posting to the whole network."""
    centres = Centre.objects.order_by("name", "pk")
    return centres if posting.is_network else centres.filter(pk=posting.here)


def centre_or_404(*, posting: Posting, code: str) -> Centre:
    """One centre in reach; one out of reach is the same 404 as none."""
    centre = centres_in_reach(posting=posting).filter(code=code).first()
    if centre is None:
        raise Http404
    return centre


def network(*, posting: Posting, today: date) -> QuerySet[Centre]:
    """Every centre in reach with how many services it gives and how many people work there."""
    working = Q(postings__starts_on__lte=today) & (Q(postings__ends_on=None) | Q(postings__ends_on__gte=today))
    return (
        centres_in_reach(posting=posting)
        .annotate(
            services=Count("offered_services", filter=Q(offered_services__until=None), distinct=True),
            staff=Count("postings__user", filter=working, distinct=True),
        )
        .order_by("country", "name", "pk")
        .fetch_mode(models.FETCH_RAISE)
    )


@dataclass(frozen=True)
class Service:
    """One service of the catalogue, and whether this centre gives it."""

    code: str
    label: str
    is_minimum: bool
    is_direct: bool
    is_offered: bool


def catalogue(*, centre: Centre) -> list[tuple[str, list[Service]]]:
    """The whole catalogue under its headings, each service with whether this centre gives it."""
    offered = set(OfferedService.objects.filter(centre=centre, until=None).values_list("service_type", flat=True))
    groups: dict[str, list[Service]] = {}
    for code, entry in lists.entries("service_type").items():
        groups.setdefault(entry.more["group"], []).append(
            Service(
                code=code,
                label=entry.label(),
                is_minimum=entry.more["minimum"] == "yes",
                is_direct=entry.more["direct"] == "yes",
                is_offered=code in offered,
            )
        )
    return [(lists.label("service_group", group), services) for group, services in groups.items()]


def offered(*, centre: Centre) -> list[tuple[str, list[Service]]]:
    """What this centre gives, under headings; no empty heading."""
    groups = [(title, [one for one in services if one.is_offered]) for title, services in catalogue(centre=centre)]
    return [(title, services) for title, services in groups if services]


def desks(*, centre: Centre) -> list[Desk]:
    """Every desk the centre has or had, by its code."""
    return list(Desk.objects.filter(centre=centre).order_by("code", "pk"))


def desk_or_404(*, centre: Centre, code: str) -> Desk:
    """A desk of this centre, or Http404."""
    desk = Desk.objects.filter(centre=centre, code=code).first()
    if desk is None:
        raise Http404
    return desk


def status_history(*, centre: Centre) -> QuerySet[StatusPeriod]:
    """When the centre was open, closed or moved, the latest first."""
    return StatusPeriod.objects.filter(centre=centre).order_by("-since", "-pk").fetch_mode(models.FETCH_RAISE)


def staff(*, centre: Centre | None, today: date) -> QuerySet[Posting]:
    """The postings of today and later at a centre, or to the whole network, by role and name."""
    return (
        Posting.objects.unfinished(today)
        .filter(centre=centre)
        .select_related("user", "centre")
        .order_by("role", "user__display_name", "pk")
        .fetch_mode(models.FETCH_RAISE)
    )


def posting_or_404(*, posting: Posting, pk: int) -> Posting:
    """A posting that still runs at a centre in reach; the network's own are reached by the network."""
    here: dict[str, Any] = {} if posting.is_network else {"centre_id": posting.centre_id}
    found = (
        Posting.objects.unfinished(timezone.localdate()).filter(pk=pk, **here).select_related("user", "centre").first()
    )
    if found is None:
        raise Http404
    return found


def network_or_404(*, posting: Posting) -> None:
    """The network's own staff are seen by a posting to the whole network only."""
    if not posting.is_network:
        raise Http404


def user_named(username: str) -> User:
    """The account that can sign in by this name, however it was typed. Raises User.DoesNotExist."""
    return User.objects.get(username=username.strip().lower(), is_active=True)


@dataclass(frozen=True)
class Asked:
    """A decision with the words for its kind, as a list shows it."""

    decision: Decision
    title: Words
    is_mine: bool


def _asked(decisions: Iterable[Decision], *, posting: Posting) -> list[Asked]:
    return [Asked(one, kind_of(one).title, one.asked_by_id == posting.user_id) for one in decisions]


def waiting_decisions(*, posting: Posting) -> list[Asked]:
    """What waits for a second person here: what this posting asked, and what it may agree to. The newest first."""
    since = timezone.now() - DECISION_WAITS
    waiting = (
        Decision.objects.filter(state=DecisionState.WAITING, asked_at__gt=since, **_scope(posting))
        .select_related("asked_by", "centre")
        .order_by("-asked_at", "-pk")
    )
    mine = (one for one in waiting if one.asked_by_id == posting.user_id or may_agree(posting=posting, decision=one))
    return _asked(mine, posting=posting)


def decisions_to_take(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: those that this posting may agree to."""
    return {"waiting": [one for one in waiting_decisions(posting=posting) if not one.is_mine]}


def past_decisions(*, posting: Posting, most: int = 20) -> list[Asked]:
    """The last that were decided, of those this posting asked or decided."""
    mine = Q(asked_by=posting.user_id) | Q(decided_by=posting.user_id)
    decided = Decision.objects.exclude(state=DecisionState.WAITING).filter(mine)
    latest = decided.select_related("asked_by", "decided_by", "centre").order_by("-decided_at", "-pk")[:most]
    return _asked(latest, posting=posting)


def decision_or_404(*, posting: Posting, public_id: UUID) -> Decision:
    """A decision that this posting asked, decided or may agree to; any other is as if it did not exist."""
    found = (
        Decision.objects.filter(public_id=public_id)
        .filter(**_scope(posting))
        .select_related("asked_by", "decided_by", "centre")
        .first()
    )
    if found is None:
        raise Http404
    took_part = posting.user_id in {found.asked_by_id, found.decided_by_id}
    if not took_part and not may_agree(posting=posting, decision=found):
        raise Http404
    return found


def _scope(posting: Posting) -> dict[str, Any]:
    return {} if posting.is_network else {"centre_id": posting.here}


def has_another_giver(*, by: Posting, user: User, centre: Centre | None, role: str) -> bool:
    """Whether somebody else than the giver and the receiver ever held a posting that may give this role."""
    givers = roles_that_give(role, at_a_centre=centre is not None)
    reaching = Q(centre=None) | Q(centre=centre) if centre else Q(centre=None)
    return Posting.objects.filter(reaching, role__in=givers).exclude(user__in=[by.user_id, user.pk]).exists()


def somebody_confirms(*, user: User, had: int | None, but: int | None = None) -> bool:
    """Whether anybody ever could say whose account this is: who gives one of its postings, or data protection. Not
    who `had` it in hand, and not `but`."""
    held = Posting.objects.unfinished(timezone.localdate()).filter(user=user)
    likes = Q()
    for one in held:
        givers = [*roles_that_give(one.role, at_a_centre=one.centre_id is not None), Role.DATA_PROTECTION]
        reaching = Q(centre=None) | Q(centre=one.centre_id) if one.centre_id else Q(centre=None)
        likes |= reaching & Q(role__in=givers)
    themselves = [user.pk, had or 0, but or 0]
    return bool(likes) and Posting.objects.filter(likes).exclude(user__in=themselves).exists()


def is_in_other_hands(user: User) -> bool:
    """Whether somebody else may be signed in as this user. Asks the database only if the account went through other
    hands."""
    if user.handed_at is None:
        return False
    confirmed = somebody_confirms(user=user, had=user.handed_by_id)
    return accounts.is_in_other_hands(handed_at=user.handed_at, now=timezone.now(), somebody_confirms=confirmed)


def _hold(hand: Hand, at: datetime) -> bool:
    confirmed = somebody_confirms(user=hand.user, had=hand.by_id)
    return accounts.is_in_other_hands(handed_at=hand.at, now=at, somebody_confirms=confirmed)


def _hands_of(user: User, at: datetime) -> set[int]:
    """Everybody who may have been acting as this user then: who had the account in hand, who had theirs when they took
    it, and so on, whether or not these were confirmed since."""
    found, hand = {user.pk}, hand_at(user_id=user.pk, at=at)
    while hand is not None and hand.by_id is not None and hand.by_id not in found and _hold(hand, at):
        found.add(hand.by_id)
        at = hand.at
        hand = hand_at(user_id=hand.by_id, at=at)
    return found


def is_one_person(*, one: User, other: User, at: datetime | None = None) -> bool:
    """Whether the two may be one person: the same account, or in one hand at whatever remove. `at`: when the other
    asked, or did, what is weighed now."""
    now = timezone.now()
    return not _hands_of(one, now).isdisjoint(_hands_of(other, at or now))


def own_account(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: that one's own account went through somebody else's hands, and whether it still bars
    from being a second person, or from what was sent to a partner."""
    user, is_of_weight = posting.user, posting.may(May.BE_CONFIRMED)
    is_barred = is_of_weight and is_in_other_hands(user)
    is_new = user.handed_at is not None and now - user.handed_at < accounts.IN_OTHER_HANDS_FOR
    shown = {"user": user if is_barred or is_new else None, "is_barred": is_barred}
    return shown | {"is_partner": posting.may(May.ANSWER_REFERRALS)}


def handed_accounts(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For data protection: whose account went through somebody else's hands in the last days."""
    return {"handed": list(handed_lately())}
