"""Names, and the words by which a person is found."""

from django.db import transaction

from serai.centres import second_line
from serai.people import rules
from serai.people.models import Name, NameToken, Person


@transaction.atomic
def write_name(*, person: Person, script: str, parts: dict[str, str]) -> None:
    """Keep the name in this script, or forget it when nothing is left of it. Part of a larger act, which is in the
    trail itself."""
    kept = {part: words.strip() for part, words in parts.items()}
    name, _ = Name.objects.update_or_create(person=person, script=script, is_other=False, defaults=kept)
    if not name.full and not name.nickname:
        name.delete()
    refresh_tokens(person=person)


def refresh_tokens(*, person: Person) -> None:
    """Make the person findable by the names of now where they are registered. Call it when either has changed."""
    said = [part for name in person.names.order_by("pk") for part in (name.full, name.nickname)]
    wanted = rules.tokens(said)
    with second_line.everywhere("a person has one name at every centre"):
        here = person.registrations.order_by("centre_id").values_list("centre_id", flat=True)
        centres = list(here.distinct())
        NameToken.objects.filter(person=person).exclude(token__in=wanted, centre__in=centres).delete()
        NameToken.objects.bulk_create(
            [NameToken(person=person, centre_id=centre, token=token) for centre in centres for token in sorted(wanted)],
            ignore_conflicts=True,
        )
