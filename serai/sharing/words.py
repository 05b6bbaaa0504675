"""The sentence for each refusal of the gate: what is so, and what to do next."""

from django.utils.translation import gettext_lazy as _

from serai.codes.words import Words
from serai.sharing.rules.gate import Refusal

WHY_NOT: dict[str, Words] = {
    Refusal.NOBODY_NAMED: _("It is not known who would get this. Choose a recipient that is in the directory."),
    Refusal.MORE_THAN_ONE_PERSON: _("Nothing leaves about several people at once."),
    Refusal.FEAR_STANDS: _("No consulate may be contacted for this person for now. Speak with your supervisor."),
    Refusal.NO_CONSENT: _("The person has not agreed to this referral, or took it back. Ask first; nothing leaves."),
    Refusal.NO_AGREEMENT: _(
        "There is no sharing agreement in force for this. The person may carry a letter; nothing else leaves."
    ),
    Refusal.NOTHING_LEFT: _(
        "Nothing of this may leave: the person did not agree to it, or this recipient does not need it."
    ),
}
