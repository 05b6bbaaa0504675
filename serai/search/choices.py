from django.utils.translation import gettext_lazy as _

ACTS = {
    "person.searched": _("Searched for a person"),
    "person.looked_up": _("Looked up a card or a code"),
}
