"""The counts of a month over the whole network, each in one grouped query. Nothing here is shown: see disclosure."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count as Number
from django.db.models import F, QuerySet

from serai.centres.models import Centre, StatusPeriod
from serai.codes.lists import NOT_ANSWERED
from serai.insights import rules
from serai.insights.choices import Table
from serai.insights.queries import activity
from serai.insights.rules import ALL, Count
from serai.interpreters.queries import people_by
from serai.people.choices import ChildStatus
from serai.people.models import Answer, Registration
from serai.watch.queries import real

UNSAID = "not_said"
BY_COLUMN = {
    Table.NATIONALITY: "nationality",
    Table.ORIGIN: "origin_admin1",
    Table.DESTINATION: "destination",
    Table.STAY: "length_of_stay",
    Table.DOCUMENT: "has_document",
}
BY_ANSWER = {Table.REASONS: "reason", Table.NEEDS: "need", Table.HARDSHIPS: "hardship"}


def counts_of(*, month: date) -> list[Count]:
    """Every count of the month. The number of queries does not depend on how many people or centres there are."""
    end = rules.next_month(month)
    registrations = real(Registration.objects.filter(registered_on__gte=month, registered_on__lt=end))
    return [
        *_sex_and_age(registrations),
        *_children(registrations),
        *_single_answers(registrations),
        *_several_answers(registrations),
        *activity.counts_of(first=month, before=end),
        *_languages(month, end),
    ]


def _grouped(rows: QuerySet[Any], *columns: str) -> Iterator[dict[str, Any]]:
    yield from (rows.order_by().values(*columns, code=F("centre__code")).annotate(number=Number("pk")).iterator())


def _sex_and_age(registrations: QuerySet[Registration]) -> list[Count]:
    return [
        Count(Table.SEX_AGE, row["code"], row["age_band"], row["sex"], row["number"])
        for row in _grouped(registrations, "age_band", "sex")
    ]


def _children(registrations: QuerySet[Registration]) -> list[Count]:
    children = registrations.filter(age_band__in=rules.CHILD_ROWS)
    return [
        Count(
            Table.CHILDREN,
            row["code"],
            "unknown" if row["child_status"] == ChildStatus.ADULT else row["child_status"],
            ALL,
            row["number"],
        )
        for row in _grouped(children, "child_status")
    ]


def _single_answers(registrations: QuerySet[Registration]) -> list[Count]:
    return [
        Count(table, row["code"], row[column] or UNSAID, ALL, row["number"])
        for table, column in BY_COLUMN.items()
        for row in _grouped(registrations, column)
    ]


def _several_answers(registrations: QuerySet[Registration]) -> list[Count]:
    """Codes per question, and for each question how many people gave at least one answer (the denominator)."""
    answers = Answer.objects.filter(registration__in=registrations).exclude(code__in=NOT_ANSWERED).order_by()
    of_table = {question: table for table, question in BY_ANSWER.items()}
    by_code = answers.values("question", "code", centre=F("registration__centre__code")).annotate(number=Number("pk"))
    asked = answers.values("question", centre=F("registration__centre__code")).annotate(
        number=Number("registration", distinct=True)
    )
    rows = [
        Count(of_table[row["question"]], row["centre"], row["code"], ALL, row["number"])
        for row in by_code
        if row["question"] in of_table
    ]
    return rows + [
        Count(of_table[row["question"]], row["centre"], rules.ASKED, ALL, row["number"])
        for row in asked
        if row["question"] in of_table
    ]


def _languages(month: date, end: date) -> list[Count]:
    """People who wanted an interpreter, by language and the worst that they met (interpreters.queries.people_by)."""
    codes = dict(Centre.objects.values_list("pk", "code"))
    return [
        Count(Table.LANGUAGES, codes[centre], language or UNSAID, way, number)
        for (centre, language, way), number in people_by(since=month, until=end).items()
    ]


def breaks_of(*, month: date) -> list[dict[str, str]]:
    """What makes this month not comparable with the one before: changes of status, a new version of the form."""
    end = rules.next_month(month)
    changes = StatusPeriod.objects.filter(since__gte=month, since__lt=end).select_related("centre").order_by("since")
    found = [
        {"kind": "status", "scope": p.centre.code, "on": p.since.isoformat(), "status": p.status, "reason": p.reason}
        for p in changes
    ]
    return found + _form_breaks(month, end)


def _form_breaks(month: date, end: date) -> list[dict[str, str]]:
    before = rules.previous_month(month)
    rows = (
        Registration.objects.filter(registered_on__gte=before, registered_on__lt=end)
        .order_by()
        .values_list("centre__code", "form_version", "registered_on__month")
        .distinct()
    )
    earlier = {(code, version) for code, version, number in rows if number == before.month}
    known = {code for code, _version in earlier}
    return [
        {"kind": "form", "scope": code, "on": month.isoformat(), "status": version, "reason": ""}
        for code, version, number in sorted(rows)
        if number == month.month and code in known and (code, version) not in earlier
    ]
