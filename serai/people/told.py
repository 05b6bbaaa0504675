"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from serai.calendars.words import kept_words, stay_words
from serai.centres.models import Posting
from serai.codes import countries, lists
from serai.people.access import shown_to
from serai.people.choices import HouseholdRole
from serai.people.models import (
    Card,
    Care,
    Consent,
    Document,
    JourneyLeg,
    Membership,
    Name,
    NameToken,
    NumberToken,
    Person,
)
from serai.people.queries.consent import told_of
from serai.people.telling import Entry, Line, Telling, lines
from serai.people.words import birth_words, said_words

YES, NO = _("Yes"), _("No")


def _who(*, posting: Posting, person: Person) -> list[Entry]:
    today = timezone.localdate()
    names = [held.full or held.nickname for held in person.names.order_by("pk")]
    nicknames = [held.nickname for held in person.names.order_by("pk") if held.full and held.nickname]
    entry = [Line(_("Number of your file"), person.code, "ltr")]
    entry += lines(
        (_("Name"), " / ".join(name for name in names if name)),
        (_("Also called"), " / ".join(nicknames)),
        (_("Sex"), person.get_sex_display()),
        (_("Age"), birth_words(person.birth, on=today, told_on=person.birth_told_on)),
        (_("As you said it"), " · ".join(said_words(person))),
        (_("Another age is said by"), lists.label("age_disputed_by", person.age_disputed_by)),
        (_("Adult or child"), person.get_child_status_display()),
        (_("Nationality"), _countries(person.nationality, person.nationality_2)),
        (_("File opened on"), date_format(timezone.localdate(person.created_at))),
    )
    return [entry]


def _countries(*codes: str) -> str:
    return " · ".join(countries.name(code) for code in codes if code)


def _documents(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        [
            *lines(
                (_("Identity document"), lists.label("document_kind", held.kind)),
                (_("What became of it"), lists.label("document_state", held.state)),
                (_("Country"), _countries(held.country)),
            ),
            *([Line(pgettext_lazy("of a document", "Number"), held.number, "ltr")] if held.number else []),
            *lines((_("Valid until"), date_format(held.expires_on) if held.expires_on else "")),
        ]
        for held in person.documents.order_by("pk")
    ]


def _journey(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        lines(
            (_("Country"), _countries(leg.country)),
            (_("Place"), leg.place),
            (_("Time"), stay_words(leg.arrived, leg.left)),
            (_("Transport"), lists.label("transport", leg.transport) if leg.transport else ""),
        )
        for leg in person.journey.order_by("position")
    ]


def _family(*, posting: Posting, person: Person) -> list[Entry]:
    """The person's own part, and that there are others: never who they are."""
    mine = list(Membership.objects.filter(person=person).order_by("pk"))
    shared = set(
        shown_to(Membership.objects.filter(household__in=[one.household_id for one in mine]), posting=posting)
        .exclude(person=person)
        .values_list("household_id", flat=True)
    )
    entries = [
        lines(
            (_("You in your household"), one.get_role_display()),
            (_("Since"), date_format(one.joined_on)),
            (_("Until"), date_format(one.left_on) if one.left_on else ""),
            (_("Other people are recorded with you"), YES if one.household_id in shared else NO),
        )
        for one in mine
    ]
    carers = shown_to(Care.objects.filter(child=person), posting=posting, person="adult")
    entries += [
        lines(
            (_("An adult who is with you, recorded as your"), HouseholdRole(care.role).label),
            (_("Since"), kept_words(care.since)),
            (_("Believed on"), lists.label("care_proof", care.proof) if care.proof else ""),
        )
        for care in carers.order_by("pk")
    ]
    if shown_to(Care.objects.filter(adult=person), posting=posting, person="child").exists():
        entries.append(lines((_("A child is recorded as being with you"), YES)))
    return entries


def _consents(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        lines(
            (_("Day"), date_format(timezone.localdate(line.recorded_at))),
            (_("What you were asked"), line.get_purpose_display()),
            (_("For whom"), line.recipient_name),
            (_("What you said"), _("Two of us decided for you") if line.agreed_by_id else line.get_decision_display()),
            (_("How"), line.get_form_display()),
            (_("Valid until"), date_format(line.valid_until) if line.valid_until else ""),
        )
        for line in told_of(posting=posting, person=person)
    ]


def _cards(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        lines(
            (_("Card given on"), date_format(timezone.localdate(card.issued_at))),
            (_("Stopped on"), date_format(timezone.localdate(card.revoked_at)) if card.revoked_at else ""),
        )
        for card in person.cards.order_by("pk")
    ]


TOLD = [
    Telling(_("Who you are"), (Person, Name), _who, 10),
    Telling(_("Identity documents"), (Document,), _documents, 30),
    Telling(_("The journey"), (JourneyLeg,), _journey, 32),
    Telling(_("Your family"), (Membership, Care), _family, 34),
    Telling(_("What you agreed to, refused and took back"), (Consent,), _consents, 40),
    Telling(_("Your card"), (Card,), _cards, 45),
]
QUIET = {
    NameToken: "the words of the names, folded to be found by; the names themselves are told",
    NumberToken: "hashes of the telephone and of documents, to be found by; the numbers themselves are told",
}
