"""Undoing an import: what nobody has touched since goes, whole; the rest stays, and the page says why."""

from django.db.models import Q

from serai.centres import second_line
from serai.duplicates.choices import Said
from serai.duplicates.models import Pair
from serai.imports.choices import RowState
from serai.imports.models import ImportRow
from serai.imports.operations.taking import NOTICE
from serai.people.holdings import declared
from serai.people.models import Consent, Name, NameToken, NumberToken, Person, Registration
from serai.people.operations.erasing import take_out

CHANGED = "changed"  # somebody corrected or completed the file
HAS_MORE = "has_more"  # something was recorded about the person since: a visit, a service, a card, a consent
OURS = {
    Name,
    NameToken,
    NumberToken,
    Registration,
    Consent,
    ImportRow,
    Pair,
}  # what the import itself makes, looked at one by one


def undo_rows(*, rows: list[ImportRow]) -> None:
    """Part of a larger transaction."""
    with second_line.everywhere("what any centre holds about a person keeps the person"):
        more = _with_more(rows)
    gone = []
    for row in rows:
        why = CHANGED if row.person and row.person.version > 1 else HAS_MORE if row.person_id in more else ""
        row.state, row.problems = (RowState.KEPT, [["", why]]) if why else (RowState.UNDONE, [])
        if not why and row.person_id:
            gone.append(row.person_id)
            row.person = row.registration = None
    ImportRow.objects.bulk_update(rows, ["state", "problems", "person", "registration"])
    _delete(gone)


def _with_more(rows: list[ImportRow]) -> set[int]:
    """Those about whom any room holds more than the import made."""
    people = [row.person_id for row in rows if row.person_id]
    found: set[int] = set()
    for holding in declared():
        if holding.model in OURS:
            continue
        for field in holding.links:
            about = holding.model._default_manager.filter(**{f"{field}__in": people}).order_by()
            found |= set(about.values_list(field, flat=True))
    decided = Pair.objects.exclude(said=Said.OPEN).filter(Q(first__in=people) | Q(second__in=people)).order_by("pk")
    found |= {person for pair in decided.values_list("first_id", "second_id") for person in pair}
    ours = [row.registration_id for row in rows if row.registration_id]
    merged = Person.objects.filter(Q(merged_into__isnull=False) | Q(merged__isnull=False), pk__in=people)
    found |= set(merged.values_list("pk", flat=True))
    elsewhere = Registration.objects.filter(person__in=people).exclude(pk__in=ours)
    found |= set(elsewhere.values_list("person_id", flat=True))
    said = Consent.objects.filter(person__in=people).exclude(notice_version=NOTICE).order_by()
    return found | set(said.values_list("person_id", flat=True))


@second_line.everywhere("what any centre holds about a person keeps the person")
def _delete(people: list[int]) -> None:
    """Nothing keeps them: what is left goes, also a question about a file that whoever undoes does not see."""
    Pair.objects.filter(Q(first__in=people) | Q(second__in=people)).delete()
    Registration.objects.filter(person__in=people).delete()
    NameToken.objects.filter(person__in=people).delete()
    NumberToken.objects.filter(person__in=people).delete()
    Name.objects.filter(person__in=people).delete()
    take_out(people=people)
