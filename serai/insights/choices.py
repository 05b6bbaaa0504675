from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    INTERNAL = "internal", _("Staff of the network")
    PUBLIC = "public", _("Public, donors and government")


class Table(TextChoices):
    """The tables of a month. The source of each figure is said in `TABLE_NOTES`."""

    HEADLINE = "headline", _("The month in five numbers")
    SEX_AGE = "sex_age", _("Sex and age")
    CHILDREN = "children", _("Children")
    NATIONALITY = "nationality", _("Nationality")
    ORIGIN = "origin", _("Region of origin")
    DESTINATION = "destination", _("Intended destination")
    STAY = "length_of_stay", _("Time already spent in this country")
    DOCUMENT = "has_document", _("Has an identity document")
    REASONS = "reason", _("Reasons for leaving")
    NEEDS = "need", _("Needs, as people put them")
    HARDSHIPS = "hardship", _("Hardships on the way")
    VULNERABILITY = "vulnerability", _("Vulnerabilities noted")
    SERVICES = "services", _("Services given")
    REFERRALS = "referrals", _("Referrals to partners")
    LANGUAGES = "language", _("Languages for which an interpreter was wanted")


class Headline(TextChoices):
    """Five different numbers that must never be taken for one another (DTM; the yearly reports of the centres)."""

    REGISTRATIONS = "registrations", _("Registrations")
    PEOPLE = "people", _("People helped, each counted once")
    VISITS = "visits", _("Visits")
    SERVICES = "services", _("Services given")
    ANONYMOUS = "anonymous", _("Anonymous contacts")


TABLE_NOTES = {
    Table.HEADLINE: _(
        "These are different numbers: a person may be registered once, visit three times and be given seven services."
    ),
    Table.SEX_AGE: _("Registrations of the month. Age on the day of registration."),
    Table.CHILDREN: _("Registrations of children under 18 on that day. Separated and unaccompanied are different."),
    Table.REASONS: _("Several answers allowed: percentages add up to more than 100."),
    Table.NEEDS: _("Several answers allowed: percentages add up to more than 100."),
    Table.HARDSHIPS: _("Several answers allowed: percentages add up to more than 100."),
    Table.VULNERABILITY: _(
        "People for whom a member of staff confirmed it. Violence, trafficking and child protection are left out: "
        "they are published for the whole network and a quarter at the least."
    ),
    Table.REFERRALS: _("Only what the person confirmed to have received counts as received."),
    Table.LANGUAGES: _(
        "People, each counted once for a month, a centre and a language: under “Nobody was there” if that happened "
        "once or more. Files that are kept to a team are left out."
    ),
}

ANSWERED = frozenset({Table.REASONS, Table.NEEDS, Table.HARDSHIPS})  # everybody counted gave one answer or more
MULTI_ANSWER = ANSWERED | {Table.VULNERABILITY}

HXL = {
    "table": "#indicator+name",
    "scope": "#loc+centre+code",
    "month": "#date+month",
    "row_code": "#indicator+code",
    "row": "#indicator+label",
    "column_code": "#indicator+column+code",
    "column": "#indicator+column+label",
    "value": "#affected+num",
    "note": "#meta+note",
}

THRESHOLDS = {Audience.INTERNAL: 5, Audience.PUBLIC: 11}  # practice among partners; CTDC publishes at 11

ACTS = {
    "figures.released": _("Prepared the figures of a month"),
    "figures.revised": _("Prepared the figures of a month again"),
    "figures.exported": _("Exported figures"),
}
