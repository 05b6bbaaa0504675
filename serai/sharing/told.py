"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.codes import lists
from serai.people.models import Person
from serai.people.queries.consent import hidden_from
from serai.people.telling import Entry, Telling, lines
from serai.sharing.models import Disclosure, Exemption, Notice
from serai.sharing.queries.manifest import listed
from serai.sharing.rules.gate import BY_HAND


def _left(*, posting: Posting, person: Person) -> list[Entry]:
    """What left, to whom, when and on which ground; not to recipients of whom this posting may not know."""
    hidden = hidden_from(posting=posting, person=person).recipients
    rows = Disclosure.objects.filter(person=person).exclude(recipient__in=hidden)
    return [
        lines(
            (_("Day"), date_format(timezone.localdate(one.at))),
            (_("To whom"), one.recipient_name),
            (_("What for"), one.get_purpose_display()),
            (_("What we told them"), " · ".join(listed(one.fields, language=get_language() or "en"))),
            (_("By which way"), _method(one.method)),
            (_("Why we were allowed to"), one.exemption.get_why_display() if one.exemption else _("You agreed to it")),
        )
        for one in rows.select_related("exemption").order_by("pk")
    ]


def _method(method: str) -> str:
    return str(_("Letter in your own hand")) if method == BY_HAND else lists.label("referral_method", method)


def _exceptions(*, posting: Posting, person: Person) -> list[Entry]:
    hidden = hidden_from(posting=posting, person=person).recipients
    rows = Exemption.objects.filter(person=person).exclude(recipient__in=hidden).order_by("pk")
    return [
        lines(
            (_("Day"), date_format(timezone.localdate(one.first_at))),
            (_("To whom"), one.recipient_name),
            (_("Why"), one.get_why_display()),
            (_("Granted by two people"), _("Yes") if one.second_by_id else _("No, nothing left")),
        )
        for one in rows
    ]


def _notices(*, posting: Posting, person: Person) -> list[Entry]:
    hidden = hidden_from(posting=posting, person=person).recipients
    rows = Notice.objects.filter(person=person).exclude(recipient__in=hidden).order_by("pk")
    return [
        lines(
            (_("To whom"), one.recipient_name),
            (_("You took it back on"), date_format(timezone.localdate(one.queued_at))),
            (_("We told them on"), date_format(timezone.localdate(one.told_at)) if one.told_at else _("Not told yet")),
        )
        for one in rows
    ]


TOLD = [
    Telling(_("What left our centre about you"), (Disclosure,), _left, 70),
    Telling(_("Asked to leave without your consent"), (Exemption,), _exceptions, 72),
    Telling(_("Who has to be told that you took your consent back"), (Notice,), _notices, 74),
]
