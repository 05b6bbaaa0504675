from django.utils.translation import gettext_lazy as _

ACTS = {
    "feed.made": _("Made an address for a calendar"),
    "feed.ended": _("Ended an address for a calendar"),
}
