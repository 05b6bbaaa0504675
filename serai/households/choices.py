from django.utils.translation import gettext_lazy as _

ACTS = {
    "household.joined": _("Added to a household"),
    "household.left": _("Removed from a household"),
    "household.changed": _("Changed a role in a household"),
    "child.relations_said": _("Recorded who is with a child"),
    "child.status_decided": _("Decided who is with a child"),
}
