"""What this room tells a person who asks what is held about them."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import lists
from serai.directory.queries.cards import text
from serai.duplicates.parts import Part, words
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.referrals.access import referrals_in_reach
from serai.referrals.models import Referral


def _referrals(*, posting: Posting, person: Person) -> list[Entry]:
    """What this role may know of. The note for the partner is typed by staff, and is left out."""
    if not posting.may(May.SEE_REFERRALS):
        return []
    language = translation.get_language() or "en"
    found = referrals_in_reach(posting=posting).filter(person=person).select_related("service__organization")
    return [
        lines(
            (_("Day"), date_format(one.referred_on)),
            (_("To"), f"{one.service.organization.name}: {text(one.service.names, language).text}"),
            (_("Needs"), " · ".join(lists.label("need", need) for need in one.needs)),
            (_("How far it has come"), one.get_status_display()),
            (_("What you said about it"), lists.label("referral_outcome", one.outcome) if one.outcome else ""),
        )
        for one in found.order_by("pk")
    ]


TOLD = [Telling(_("Referrals"), (Referral,), _referrals, 60)]
APART = [
    Part(
        Referral,
        _("Referrals"),
        May.SEE_REFERRALS,
        lambda *, posting, person: list(
            referrals_in_reach(posting=posting).filter(person=person).select_related("service__organization")
        ),
        lambda one: words(date_format(one.referred_on), one.service.organization.name, one.get_status_display()),
    )
]
