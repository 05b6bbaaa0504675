from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Calendar(TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    ETHIOPIAN = "ethiopian", _("Ethiopian")
    HIJRI = "hijri", _("Hijri")
