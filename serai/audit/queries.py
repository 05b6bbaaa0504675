from django.db import models
from django.db.models import QuerySet

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonyms


def lines_about(person: models.Model) -> QuerySet[Entry]:
    """The lines about a person, of each year whose key is still there."""
    return Entry.objects.filter(person__in=pseudonyms(person))
