from django.utils.translation import gettext_lazy as _

ACTS = {
    "user.signed_in": _("Signed in"),
    "user.signed_out": _("Signed out"),
    "user.created": _("Made an account"),
    "user.password_changed": _("Changed a password"),
    "user.password_given": _("Gave a new temporary password"),
    "user.preferences_changed": _("Changed the settings of an account"),
    "user.sessions_ended": _("Signed out the other devices"),
}
