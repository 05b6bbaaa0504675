"""The queues of the desks, and the board on the waiting-room wall."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext

from serai.centres.models import Desk, Posting
from serai.codes import languages, lists
from serai.people.access import shown_to
from serai.people.words import PAPER
from serai.reception import rules
from serai.reception.choices import LIVE_STATES, TokenState
from serai.reception.models import QueueToken, Visit

ON_THE_BOARD = 12


def tokens_at(posting: Posting) -> QuerySet[QueueToken]:
    """The tokens of the posting's own centre, but of people whose file is kept from it."""
    return shown_to(QueueToken.objects.filter(centre_id=posting.here), posting=posting, person="visit__person")


def desks_at(*, posting: Posting) -> QuerySet[Desk]:
    """The open desks of the posting's centre."""
    return Desk.objects.filter(centre_id=posting.here, is_open=True).order_by("code", "pk")


def desk_choices(*, posting: Posting) -> list[tuple[str, str]]:
    """The desks open here, as a form offers them."""
    return [(desk.code, desk_label(desk)) for desk in desks_at(posting=posting)]


def desk_label(desk: Desk) -> str:
    """A desk by its code and kind, as on the board."""
    return f"{desk.code} · {lists.label('desk_kind', desk.kind)}"


def desk_or_404(*, posting: Posting, code: str) -> Desk:
    """A desk that is open here, or Http404."""
    desk = desks_at(posting=posting).filter(code=code).first()
    if desk is None:
        raise Http404
    return desk


def token_or_404(*, posting: Posting, pk: int) -> QueueToken:
    """A token of this centre with its desk and visit, or Http404."""
    token = tokens_at(posting).filter(pk=pk).select_related("desk", "visit").first()
    if token is None:
        raise Http404
    return token


def _live(*, posting: Posting, on: date) -> QuerySet[QueueToken]:
    return (
        tokens_at(posting)
        .filter(on=on, state__in=LIVE_STATES)
        .select_related("desk", "visit__person")
        .order_by("number", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def queue_of(*, posting: Posting, desk: Desk, on: date) -> dict[str, list[dict[str, Any]]]:
    """Who waits at a desk, in the order in which they will be called with its reasons, and who is called or there."""
    tokens = list(_live(posting=posting, on=on).filter(desk=desk))
    waiting = [token for token in tokens if token.state == TokenState.WAITING]
    return {
        "waiting": [_row(token) for token in sorted(waiting, key=lambda token: rules.order_key(token.place))],
        "called": [_row(token) for token in tokens if token.state != TokenState.WAITING],
    }


def _row(token: QueueToken) -> dict[str, Any]:
    language = token.visit.language
    return {
        "token": token,
        "visit": token.visit,
        "language": languages.name(language) if language else "",
        "why": rules.why_here(token.place),
    }


def queues(*, posting: Posting, now: datetime) -> list[dict[str, Any]]:
    """Each open desk: how many wait, how long the first of them, and who is there now."""
    by_desk: dict[int, list[QueueToken]] = defaultdict(list)
    for token in _live(posting=posting, on=timezone.localdate(now)):
        by_desk[token.desk_id].append(token)
    rows = []
    for desk in desks_at(posting=posting):
        tokens = by_desk[desk.pk]
        waiting = [token for token in tokens if token.state == TokenState.WAITING]
        since = [token.waiting_since for token in waiting if not token.is_promised]
        rows.append(
            {
                "desk": desk,
                "label": lists.label("desk_kind", desk.kind),
                "waiting": len(waiting),
                "minutes": int(rules.longest_wait(since, now).total_seconds() // 60),
                "now": [token.number for token in tokens if token.state != TokenState.WAITING],
            }
        )
    return rows


def board(*, posting: Posting, on: date) -> list[dict[str, Any]]:
    """Tokens called or at a desk, the last called first. Numbers and desks, nothing about anybody: so it shows those of
    kept files too, or their people would wait for ever."""
    called = (
        QueueToken.objects.filter(centre_id=posting.here, on=on, state__in=[TokenState.CALLED, TokenState.STARTED])
        .select_related("desk")
        .order_by("-called_at", "-pk")[:ON_THE_BOARD]
    )
    tokens = list(called)
    spoken = _languages_of(posting, [token.visit_id for token in tokens])
    return [
        {
            "number": token.number,
            "desk": token.desk.code,
            "label": lists.label("desk_kind", token.desk.kind),
            "is_new": token.state == TokenState.CALLED,
            "called_at": token.called_at,
            "otherwise": called_words(token.number, token.desk.code, language="")["words"],
            "said": called_words(token.number, token.desk.code, language=spoken.get(token.visit_id, "")),
        }
        for token in tokens
    ]


def _languages_of(posting: Posting, visits: list[int]) -> dict[int, str]:
    """Which of our four languages is spoken at each of these visits; none of people whose file is kept from here."""
    known = shown_to(Visit.objects.filter(centre_id=posting.here, pk__in=visits), posting=posting)
    return {pk: PAPER[code] for pk, code in known.values_list("pk", "language") if code in PAPER}


def called_words(number: int, desk: str, *, language: str) -> dict[str, str]:
    """The call of a token in the language of who waits, else in that of the board."""
    with translation.override(language or translation.get_language()):
        return {
            "language": translation.get_language() or "",
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "words": gettext("Token %(number)s, please come to desk %(desk)s.") % {"number": number, "desk": desk},
        }
