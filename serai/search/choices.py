from django.utils.translation import gettext_lazy as _

from serai.names.alike import How

ACTS = {
    "person.searched": _("Searched for a person"),
    "person.looked_up": _("Looked up a card or a code"),
}

WHY = {
    How.SAME: _("The same name"),
    How.PART: _("Part of the name"),
    How.ORDER: _("The same words in another order"),
    How.SPELLING: _("In another spelling"),
    How.SOME: _("Only some of the words"),
}
