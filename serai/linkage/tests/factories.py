from datetime import date

from serai.centres.models import Centre
from serai.linkage.models import Suggestion
from serai.people.models import Person


def suggested(centre: Centre, first: Person, second: Person, **changes) -> Suggestion:
    """That these two files are alike, as the search at night says it."""
    told = {"in_a_hundred": 97, "found_on": date(2026, 11, 20)} | changes
    return Suggestion.objects.create(centre=centre, first=first, second=second, **told)
