"""What this room holds about people. The sealed files name nobody: they go when the person's key goes."""

from django.db import models

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.sealed.models import PersonKey

OWN = [Holding(model=PersonKey, level=Level.CRITICAL, keep_for=2 * YEAR, follows=Follows.STAYS)]
QUIET: dict[type[models.Model], str] = {
    PersonKey: "a key, which says nothing; what it opens is told by its readers, in a conversation"
}
