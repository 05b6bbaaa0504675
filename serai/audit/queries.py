import hmac
from datetime import UTC

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from serai.audit import keys
from serai.audit.models import Checkpoint, Entry
from serai.audit.pseudonyms import of_id, pseudonyms
from serai.audit.rules import seal


def lines_about(*files: models.Model) -> QuerySet[Entry]:
    """The lines about a person, by each of their files, of each year whose key is still there."""
    return Entry.objects.filter(person__in=[one for file in files for one in pseudonyms(file)])


def fitting_keys() -> bool:
    """Whether the keys beside the database are those with which its last lines were written: the seal, the signature,
    and the pseudonyms of each year (of those who signed in, whose ids stand beside)."""
    last, kept = Entry.objects.order_by("pk").last(), Checkpoint.objects.order_by("number").last()
    if last and not hmac.compare_digest(bytes(last.seal), seal(keys.sealing_key(), bytes(last.hash))):
        return False
    if kept and bytes(kept.public_key) != keys.public_key():
        return False
    years = {*keys.years(), *([last.at.astimezone(UTC).year] if last else [])}
    return all(_fits(year) for year in years)


def _fits(year: int) -> bool:
    line = Entry.objects.filter(act="user.signed_in", at__year=year).order_by("pk").last()
    if line is None or line.actor_id is None or line.at.astimezone(UTC).year != year:
        return True
    return line.subject == of_id(settings.AUTH_USER_MODEL.lower(), line.actor_id, year=year)
