"""The sentence for each thing that a breach still needs."""

from django.utils.translation import gettext_lazy as _

from serai.codes.words import Words
from serai.privacy import rules

STILL_MISSING: dict[str, Words] = {
    rules.Gap.KIND: _("What kind it was"),
    rules.Gap.CONTAINED: _("What was done to stop it"),
    rules.Gap.RISK: _("The risk for the people concerned"),
    rules.Gap.LAW: _("Whether a law asks us to tell an authority"),
    rules.Gap.AUTHORITY: _("Telling the authority"),
    rules.Gap.PEOPLE: _("Telling the people concerned, or why that would not be safe"),
    rules.Gap.LESSONS: _("What we change"),
}

CLOCKS: dict[str, Words] = {
    "focal_point": _("The focal point looks at it"),
    "authority": _("The authority is told, if a law asks for it"),
}
