"""Words for the codes of a table, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from serai.codes import countries, languages, lists
from serai.insights.choices import Headline, Table
from serai.insights.queries.counts import UNSAID
from serai.people.choices import AgeBand, ChildStatus, Sex

ORDERS: dict[str, list[str]] = {
    Table.HEADLINE: list(Headline.values),
    Table.SEX_AGE: list(AgeBand.values),
    Table.CHILDREN: list(ChildStatus.values),
}
COLUMNS: dict[str, list[str]] = {
    Table.SEX_AGE: list(Sex.values),
    Table.SERVICES: ["direct", "referral"],
    Table.LANGUAGES: ["nobody", "by_companion", "by_us"],
}
ROWS_OF_ALL = {"all": _("All"), "asked": _("People who answered"), "others": _("Others, not shown one by one")}
NOT_SAID = _("Not asked or not answered")
OUTCOMES = {
    "confirmed": _("Received, as the person confirmed"),
    "not_confirmed": _("Sent, not confirmed by the person"),
}
MODES = {
    "direct": _("Given here"),
    "referral": _("Through a partner"),
    "nobody": _("Nobody was there"),
    "by_companion": _("By a companion"),
    "by_us": _("Interpreted by us"),
}


def _of(choices: type[Headline] | type[AgeBand] | type[ChildStatus] | type[Sex]) -> Callable[[str], str]:
    return lambda code: str(dict(choices.choices).get(code, code))


LABELS: dict[str, Callable[[str], str]] = {
    Table.HEADLINE: _of(Headline),
    Table.SEX_AGE: _of(AgeBand),
    Table.CHILDREN: _of(ChildStatus),
    Table.NATIONALITY: countries.name,
    Table.ORIGIN: str,
    Table.DESTINATION: lambda code: lists.label("destination", code),
    Table.STAY: lambda code: lists.label("length_of_stay", code),
    Table.DOCUMENT: lambda code: lists.label("yes_no", code),
    Table.REASONS: lambda code: lists.label("reason", code),
    Table.NEEDS: lambda code: lists.label("need", code),
    Table.HARDSHIPS: lambda code: lists.label("hardship", code),
    Table.VULNERABILITY: lambda code: lists.label("flag", code),
    Table.SERVICES: lambda code: lists.label("service_type", code),
    Table.REFERRALS: lambda code: str(OUTCOMES.get(code, code)),
    Table.LANGUAGES: languages.name,
}


def row_label(table: str, code: str) -> str:
    if code in ROWS_OF_ALL:
        return str(ROWS_OF_ALL[code])
    return str(NOT_SAID) if code == UNSAID else LABELS[table](code)


def column_label(table: str, code: str) -> str:
    return _of(Sex)(code) if table == Table.SEX_AGE else str(MODES.get(code, code))
