from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SecondStep(TextChoices):
    """What was used beside the password, or instead of it."""

    CODE = "code", _("Code from an app")
    RECOVERY = "recovery", _("Recovery code")
    PASSKEY = "passkey", _("Passkey")


ACTS = {
    "user.signed_in": _("Signed in"),
    "user.signed_out": _("Signed out"),
    "user.created": _("Made an account"),
    "user.password_changed": _("Changed a password"),
    "user.password_given": _("Gave a new temporary password"),
    "user.preferences_changed": _("Changed the settings of an account"),
    "user.sessions_ended": _("Signed out other devices"),
    "user.sign_in_refused": _("Sign-in refused: wrong name or password"),
    "user.code_refused": _("Was refused: right password, wrong code"),
    "user.second_step_added": _("Set up a second step"),
    "user.second_step_removed": _("Took away a second step"),
    "user.second_step_forgotten": _("Took away every second step of an account"),
    "user.confirmed": _("Confirmed whose account it is"),
    "user.recovery_codes_made": _("Made new recovery codes"),
    "user.recovery_code_used": _("Used a recovery code"),
}
