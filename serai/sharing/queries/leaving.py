"""What has left about a person, and who still has to be told that it must be deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from serai.centres.models import Posting
from serai.codes import lists
from serai.people.choices import Purpose
from serai.people.models import Person
from serai.people.queries.consent import Hidden, hidden_from
from serai.sharing.models import Disclosure, Notice
from serai.sharing.queries.manifest import listed

IN_PANEL = 5


@dataclass(frozen=True)
class Left:
    """One leaving, in words."""

    at: datetime
    to: str
    parts: list[str]
    way: str
    purpose: str
    by: str
    is_exception: bool


def not_to_be_known(*, posting: Posting, person: Person) -> Hidden:
    """What this posting may not know of: that somebody was told something, and by whom, can say why."""
    return hidden_from(posting=posting, person=person)


def left_of(*, person: Person, hidden: Hidden, language: str, most: int | None = None) -> list[Left]:
    """What left, the newest first, but what is hidden."""
    rows = _left_but(hidden, person=person).select_related("by")
    return [_left(row, language) for row in rows.order_by("-pk")[:most]]


def _left_but(hidden: Hidden, *, person: Person) -> QuerySet[Disclosure]:
    rows = Disclosure.objects.filter(person=person)
    return rows.exclude(recipient__in=hidden.recipients).exclude(about__in=hidden.about)


def _left(row: Disclosure, language: str) -> Left:
    with translation.override(language):
        return Left(
            at=row.at,
            to=row.recipient_name,
            parts=listed(row.fields, language=language),
            way=lists.label("referral_method", row.method, language),
            purpose=str(Purpose(row.purpose).label),
            by=row.by.display_name,
            is_exception=row.exemption_id is not None,
        )


def notices_of(*, person: Person, hidden: Hidden) -> list[Notice]:
    """Who has to be told, and who was, the newest first, each with the parts that left as far as that is not hidden;
    none where all of it is."""
    found = Notice.objects.filter(person=person).exclude(recipient__in=hidden.recipients)
    notices = list(found.order_by("-pk"))
    rows = list(_left_but(hidden, person=person)) if notices else []  # asked whether anything is hidden or not
    return [one for one in notices if _narrowed(one, rows)] if hidden.about else notices


def _narrowed(notice: Notice, rows: list[Disclosure]) -> bool:
    """Leave in the notice those parts that these rows tell; whether any stays."""
    whom = (notice.purpose, notice.recipient)
    left = [one for one in rows if (one.purpose, one.recipient) == whom and one.at <= notice.queued_at]
    notice.fields = sorted({field for one in left for field in one.fields}.intersection(notice.fields))
    return bool(notice.fields)


def notice_or_404(*, posting: Posting, person: Person, pk: int) -> Notice:
    """One notice about this person, if this posting may know of its recipient."""
    hidden = not_to_be_known(posting=posting, person=person)
    found = next((one for one in notices_of(person=person, hidden=hidden) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """The latest leavings, and who still has to be told."""
    language = translation.get_language() or "en"
    hidden = not_to_be_known(posting=posting, person=person)
    rows = left_of(person=person, hidden=hidden, language=language, most=IN_PANEL + 1)
    waiting = [one for one in notices_of(person=person, hidden=hidden) if one.told_at is None] if rows else []
    return {
        "rows": rows[:IN_PANEL],
        "has_more": len(rows) > IN_PANEL,
        "waiting": waiting,
        "public_id": person.public_id,
    }


def notice_sheet(notice: Notice, *, language: str) -> dict[str, Any]:
    """The letter that tells a recipient to stop and delete, in this language. It names the file, never the person."""
    with translation.override(language):
        return {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "parts": listed(notice.fields, language=language),
            "title": _("A consent was taken back"),
        }
