"""What this place is called makes a password that somebody would try first."""

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from serai.centres.models import Centre
from serai.codes.folding import words

OURS = ["serai", "migrant", "migration", "centre", "center"]
LETTERS_OF_ONES_OWN = 6


class NotOfThisPlace:
    """Refuses a password of which little is left without the name of the program and those of the centres."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError (ASVS 6.1.2, 6.2.11)."""
        typed = left = "".join(words(password))
        for word in sorted(_called(), key=len, reverse=True):
            left = left.replace(word, "")
        if left != typed and len(re.sub(r"\d", "", left)) < LETTERS_OF_ONES_OWN:
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        return _("The password must not be made of the name of this place or of this program. Choose other words.")


def _called() -> set[str]:
    names = Centre.objects.values_list("name", "place", "label")
    return {word for name in names for part in name for word in words(part) if len(word) > 3} | set(OURS)
